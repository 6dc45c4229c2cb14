"""What several addresses share: what a request says, where it finds us, and the ways to answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from flask import Response, abort, current_app, g, jsonify, redirect, request
from jinja2 import Environment
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.sansio.utils import get_current_url
from werkzeug.wrappers import Response as AnyResponse

from chat.pages.counted import Counted
from chat.pages.site import Frame, Site
from chat.said.address import THEMES, parse
from chat.said.conversation import Conversation
from knowledge import LANGUAGES, catalogue
from web import around, caching, limits, logs

HTML = "text/html; charset=utf-8"
Made = tuple[str, str, Counted | None]
"""A text, its media type, and what to count when it is given."""


def pairs() -> Iterable[tuple[str, str]]:
    """Return the parameters of a request in order, from the address and the form."""
    asked = request.args.items(multi=True)
    return [*asked, *request.form.items(multi=True)] if limits.has_body(request) else [*asked]


@lru_cache(maxsize=64)
def origin_of(scheme: str, host: str) -> str:
    """Return where we are asked: "https://advisor.example"; the library reads a host anew for each request."""
    return get_current_url(scheme, host).rstrip("/")


def language(said: Conversation) -> str:
    """Return the language to answer in: the address's, else the owner's default, else what the browser asks for."""
    default = str(current_app.config["DEFAULT_LANG"])
    if said.lang:
        return said.lang
    if default in LANGUAGES:
        return default
    return _wished(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _wished(header: str) -> str:
    """Return the language of ours that a browser would rather read; there are few such headers."""
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES) or LANGUAGES[0]


def asked_by_program(said: Conversation) -> tuple[Conversation, str]:
    """Return what a program asks about and the language it names, else the default: it has no browser's wishes."""
    default = str(current_app.config["DEFAULT_LANG"])
    lang = said.lang or (default if default in LANGUAGES else LANGUAGES[0])
    return replace(said, lang=lang), lang


def where() -> str:
    """Return where the asker is: "embed" in a frame of ours in somebody's page, else "chat"."""
    return "embed" if request.values.get("at") == "embed" else "chat"


def site_of(said: Conversation, at: str = "chat") -> Site:
    """Return where this request finds us, and in which language it is answered."""
    config = current_app.config
    return Site(
        prefix=request.script_root,
        origin=origin_of(request.scheme, request.host),
        feedback=str(config["FEEDBACK_URL"]),
        at=at,
        lang=language(said),
        link_back=str(config["LINK_BACK"]),
        runs=bool(config["RUN_PAGES"]),
        theme=config["DEFAULT_THEME"] if config["DEFAULT_THEME"] in THEMES else THEMES[0],
    )


def kept(said: Conversation, site: Site, make: Callable[[], Made], *what: str) -> Response:
    """Answer what depends on its address alone, made once and kept under `what`, the parameters, the site and the day."""
    if said.malformed:
        with around.turn():
            found = caching.finished(*make())
    else:
        key = (what, tuple(said.parameters()), site, catalogue.today())
        found = current_app.extensions["pages"].give(key, make, around.turn())
    if found.told and (metrics := current_app.extensions["metrics"]):
        metrics.turn(found.told)
    response = caching.answer(found, request)
    if said.malformed:
        private(response)
    if not said.lang and current_app.config["DEFAULT_LANG"] not in LANGUAGES:
        caching.varies(response, "Accept-Language")
    return response


def render(template: str, view: Frame) -> str:
    """Return a page or a part of one, drawn by the templates of its language."""
    spoken: Environment = current_app.extensions["templates"][view.lang]
    return spoken.get_template(template).render(page=view)


def page(
    template: str,
    said: Conversation,
    site: Site,
    view: Callable[[], Any],
    *what: str,
    count: Callable[[Any], Counted] | None = None,
) -> Response:
    """Answer with a page that depends on its address alone; `count` says of its view what to count."""

    def make() -> Made:
        drawn = view()
        return render(template, drawn), HTML, count(drawn) if count else None

    return kept(said, site, make, template, *what)


def body(said: Conversation, lang: str, make: Callable[[], tuple[Mapping[str, Any], Counted]], *what: str) -> Response:
    """Answer a question to the API with JSON, or name what is malformed in it."""
    if said.malformed:
        return malformed(said)

    def written() -> Made:
        found, counted = make()
        return current_app.json.dumps(found), "application/json", counted

    return kept(said, Site(lang=lang), written, *what)


def problem(status: int, title: str, errors: list[dict[str, Any]] | None = None, detail: str | None = None) -> Response:
    """Answer application/problem+json naming what is wrong and what it takes."""
    detail = "; ".join(f"{row['name']} takes {row['takes']}" for row in errors or ()) or detail or title
    response = jsonify(type="about:blank", title=title, status=status, detail=detail, errors=errors or [])
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def malformed(said: Conversation) -> Response:
    """Answer a program with the values that cannot be used, each with what it takes."""
    return problem(400, "malformed value", [asdict(row) for row in said.malformed])


def private(response: Response) -> Response:
    """Keep what was said out of every store on the way."""
    response.headers["Cache-Control"] = "no-store"
    return response


def leads(address: str | None, status: int = 302) -> AnyResponse:
    """Lead to an address; 404 where there is none."""
    return redirect(address, status) if address else abort(404)


def not_understood(text: str) -> None:
    """Count a message nothing was understood of; keep its words only if the owner wants them."""
    if metrics := current_app.extensions["metrics"]:
        metrics.not_understood()
    if current_app.config["LOG_UNREAD"]:
        logs.write("not understood", id=g.request_id, text=text)


def to_read(template: str, view: Callable[..., Any], *what: str) -> Response:
    """Answer with a page to read; `what`: which of them."""
    said = parse(pairs())
    site = site_of(said)
    return page(template, said, site, lambda: view(said, site, *what), *what)
