"""Addresses that answer: one turn for programs, the judgement of an offer, and the page with the large field for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request

from chat.hear.offer import read_offer as read_text
from chat.pages import offering
from chat.pages.site import Site
from chat.replies.turn import as_json, turn
from chat.said.conversation import Conversation, parse
from chat.said.hearing import MOST_CHARACTERS
from chat.said.marks import marks
from chat.said.remarks_address import read_offer, write_offer
from knowledge import LANGUAGES, load
from web import around, forgetting

MOST_GET, MOST_OFFER = 2_000, 8_000
SiteOf = Callable[..., Site]
Problem = Callable[[int, str, list[dict[str, Any]]], Response]


def init_app(app: Flask, site_of: SiteOf, problem: Problem) -> None:
    """Add the addresses; `site_of(conversation)` says where a request finds us, `problem` answers what is malformed."""
    talking = Blueprint("talking", __name__)

    @talking.route("/api/v1/say", methods=["GET", "POST"])
    def api_say() -> Response:
        before, text = _asked(), request.values.get("text", "")
        ask = request.values.get("ask")
        wrong = _wrong(before, problem, text, MOST_CHARACTERS) or _strange(ask, problem)
        if wrong:
            return wrong
        lang = before.lang or LANGUAGES[0]
        with around.turn(), forgetting.afterwards():
            taken = turn(before, text, lang, ask)
        site = replace(site_of(before), at="chat", lang=lang)
        return _private(jsonify(as_json(taken, before, lang, site.origin + site.chat(taken.heard.conversation))))

    @talking.route("/api/v1/offer", methods=["GET", "POST"])
    def api_offer() -> Response:
        said, text = _asked(), request.values.get("text", "")
        most = MOST_OFFER if request.method == "POST" else MOST_GET
        if wrong := _wrong(said, problem, text, most):
            return wrong
        with around.turn(), forgetting.afterwards():
            fields = _fields(text)
            body = offering.as_json(fields, said, said.lang or LANGUAGES[0]) if fields is not None else None
        if body is None:
            return problem(400, "offer takes fields as vcpus-2,memory_gib-2.5,price-18.66,currency-USD,per-year", [])
        return _private(jsonify(body))

    @talking.route("/offer", methods=["GET", "POST"])
    def offer() -> Response:
        said = replace(parse(_pairs()), malformed=())
        site = site_of(said)
        text = request.values.get("text", "")[:MOST_OFFER]
        with around.turn(), forgetting.afterwards():
            view = offering.view(said, site, text, _fields(text) or {})
        response = Response(render_template("offer.html", page=view), content_type="text/html; charset=utf-8")
        return _private(response) if request.method == "POST" or text else response

    app.register_blueprint(talking)


def _pairs() -> Iterable[tuple[str, str]]:
    return [*request.args.items(multi=True), *request.form.items(multi=True)]


def offered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return parameters with an offer that an author wrote in words read into its address form."""
    return [
        (name, _written(value) if name == "offer" and read_offer(value) is None else value) for name, value in pairs
    ]


def _written(text: str) -> str:
    return write_offer({**read_text(text[:MOST_GET]), "marks": " ".join(marks(text[:MOST_GET]))})


def _asked() -> Conversation:
    """Return what a request of a program is about, in the language it names, else the owner's default."""
    said, default = parse(_pairs()), str(current_app.config["DEFAULT_LANG"])
    return replace(said, lang=said.lang or (default if default in LANGUAGES else LANGUAGES[0]))


def _fields(text: str) -> dict[str, Any] | None:
    """Return the offer of a request: from its text, else in its address form; None where that is malformed."""
    if text.strip():
        return {**read_text(text), "marks": " ".join(marks(text))}
    written = request.values.get("offer", "")
    return read_offer(written) if written else {}


def _wrong(said: Conversation, problem: Problem, text: str, most: int) -> Response | None:
    if said.malformed:
        return problem(400, "malformed value", [asdict(row) for row in said.malformed])
    return problem(400, f"text takes at most {most} characters", []) if len(text) > most else None


def _strange(ask: str | None, problem: Problem) -> Response | None:
    if ask is None or ask in load().needs:
        return None
    return problem(400, f"ask takes one of {', '.join(load().needs)}", [])


def _private(response: Response) -> Response:
    """Keep what was said out of every store on the way."""
    response.headers["Cache-Control"] = "no-store"
    return response
