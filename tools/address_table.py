"""Write docs/addresses.md: every address with what it promises, as its route declares it."""

from __future__ import annotations

from pathlib import Path

from app import app
from web.promises import promised

PAGE = Path(__file__).parent.parent / "docs" / "addresses.md"
HEAD = """\
# Addresses

Written by `make house` from what each route declares beside itself (`web/promises.py`). *Kept*: who may store the answer. *Search*: what
search engines do with it; `robots.txt` and the sitemap are made of this. *API*: its name in `/api/v1/openapi.json`.

| address | what it is | kept by | search | API |
|---|---|---|---|---|
"""


FILLED = {
    "/about/<topic>": "/about/ecs",
    "/go/<plan>": "/go/li-hk-tencent-05",
    "/part/<name>": "/part/cost",
    "/run/<program>": "/run/gitlab",
    "/static/<name>": "/static/app.css",
    "/why/<decision>": "/why/region",
}


def paths() -> dict[str, str]:
    """Return a path of every address, what varies in it filled with one of many; KeyError where that is not known."""
    return {str(rule): FILLED[str(rule)] if rule.arguments else str(rule) for rule, _ in promised(app)}


def page() -> str:
    """Return the page."""
    return HEAD + "".join(
        f"| {', '.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} `{rule}` | {promise.about} |"
        f" {promise.keeps.value} | {promise.search.value} | {promise.operation.name if promise.operation else ''} |\n"
        for rule, promise in promised(app)
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
