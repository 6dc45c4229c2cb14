"""Write docs/addresses.md: every address with what it promises, as its route declares it."""

from __future__ import annotations

import re
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


FILLED = {"topic": "ecs", "plan": "x", "name": "question", "program": "wordpress", "decision": "region"}


def paths() -> tuple[str, ...]:
    """Return one path of every address; what varies in it stands for one of many."""
    return tuple(re.sub(r"<(\w+)>", lambda name: FILLED[name[1]], str(rule)) for rule, _ in promised(app))


def page() -> str:
    """Return the page."""
    return HEAD + "".join(
        f"| {', '.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} `{rule}` | {promise.about} |"
        f" {promise.keeps.value} | {promise.search.value} | {promise.operation.name if promise.operation else ''} |\n"
        for rule, promise in promised(app)
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
