"""The API: the advice, one decision explained, what a text says, one turn, the judgement of an offer; and its description."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from chat.bodies import offers, whole
from chat.bodies import why as why_body
from chat.hear import understand
from chat.pages import asked, offering
from chat.replies.turn import as_json, turn
from chat.said.address import parse
from chat.said.conversation import Conversation
from chat.said.hearing import MOST_CHARACTERS
from chat.said.offered import MOST_GET, MOST_POST
from knowledge import LANGUAGES, load
from web import around, forgetting, openapi
from web.answering import asked_by_program, body, malformed, pairs, private, problem, site_of
from web.promises import Keeps, Operation, Promise, promised, promises
from web.turns import offered

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/advice")
@promises(
    Promise(
        "the whole advice as JSON",
        Keeps.LASTING,
        operation=Operation("advice", openapi.state_and_language, whole.Advice),
    )
)
def advice() -> Response:
    """Answer with the whole advice."""
    said, lang = asked_by_program(parse(pairs()))
    return body(said, lang, lambda: asked.advice(said, lang), "advice")


@api.get("/why")
@promises(
    Promise("one decision explained as JSON", Keeps.LASTING, operation=Operation("why", openapi.for_why, why_body.Why))
)
def why() -> Response:
    """Answer with one decision explained."""
    said, lang = asked_by_program(parse(pairs()))
    decision = request.args.get("decision", "")
    if decision not in load().decisions:
        return problem(400, f"decision takes one of {', '.join(load().decisions)}")
    return body(said, lang, lambda: asked.explained(said, decision, lang), "why", decision)


@api.get("/understand")
@promises(
    Promise(
        "what free text says, as JSON",
        operation=Operation("understand", openapi.for_understanding, whole.Understanding),
    )
)
def understanding() -> Response:
    """Answer with what a text was understood to say."""
    said, text = parse(pairs()), request.args.get("text", "")
    if wrong := _long(text, MOST_CHARACTERS) or _strange(request.args.get("ask")) or _malformed(said):
        return wrong
    lang = request.args.get("lang", LANGUAGES[0])
    with around.turn(), forgetting.afterwards():
        found = understand(
            text,
            lang=lang if lang in LANGUAGES else LANGUAGES[0],
            ask=request.args.get("ask"),
            needs=dict(said.needs),
            also=said.also,
            now=said.now,
            reply=request.args.get("reply", ""),
        )
    return jsonify(found.as_json())


@api.route("/say", methods=["GET", "POST"])
@promises(Promise("one turn for programs", operation=Operation("say", openapi.for_saying, whole.Turn, by_post=True)))
def say() -> Response:
    """Answer with one turn: what the page does, without its HTML."""
    before, lang = asked_by_program(parse(pairs()))
    text, ask = request.values.get("text", ""), request.values.get("ask")
    if wrong := _malformed(before) or _long(text, MOST_CHARACTERS) or _strange(ask):
        return wrong
    with around.turn(), forgetting.afterwards():
        taken = turn(before, text, lang, ask)
    site = replace(site_of(before), lang=lang)
    return private(jsonify(as_json(taken, lang, site.origin + site.chat(taken.heard.conversation))))


@api.route("/offer", methods=["GET", "POST"])
@promises(
    Promise("an offer judged as JSON", operation=Operation("offer", openapi.for_offers, offers.Offer, by_post=True))
)
def offer() -> Response:
    """Answer with the judgement of an offer."""
    said, lang = asked_by_program(parse(pairs()))
    text = request.values.get("text", "")
    if wrong := _malformed(said) or _long(text, MOST_POST if request.method == "POST" else MOST_GET):
        return wrong
    with around.turn(), forgetting.afterwards():
        fields = offered(text)
        judged = offering.as_json(fields, said, lang) if fields is not None else None
    if judged is None:
        return problem(400, "offer takes fields as vcpus-2,memory_gib-2.5,price-18.66,currency-USD,per-year")
    return private(jsonify(judged))


@api.get("/openapi.json")
@promises(Promise("this API as OpenAPI 3.1", Keeps.LASTING, operation=Operation("openapi", list, None)))
def description() -> Response:
    """Answer with the description of the API, made of what each address promises."""
    return jsonify(_document())


@cache
def _document() -> dict[str, Any]:
    return openapi.document(promised(current_app))


def _malformed(said: Conversation) -> Response | None:
    return malformed(said) if said.malformed else None


def _long(text: str, most: int) -> Response | None:
    return problem(400, f"text takes at most {most} characters") if len(text) > most else None


def _strange(ask: str | None) -> Response | None:
    if ask is None or ask in load().needs:
        return None
    return problem(400, f"ask takes one of {', '.join(load().needs)}")
