"""The chat's own addresses: a turn as a page, a message, one decision explained, a long part, an offer to judge."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from chat.pages import card_rows, counted, folds, offering, remarks, why
from chat.pages import page as turn
from chat.remarks_address import read_offer, write_offer
from chat.said import offered as offers
from chat.said.address import parse
from chat.said.conversation import Conversation
from chat.said.hearing import MOST_CHARACTERS, Heard, hear
from knowledge import load
from web import around, caching, forgetting
from web.answering import HTML, kept, language, leads, not_understood, page, pairs, private, render, site_of, where
from web.promises import Keeps, Promise, Search, once, promises

turns = Blueprint("turns", __name__)


@turns.get("/")
@promises(Promise("the chat; the conversation is in the query string", Keeps.LASTING, Search.LISTED, pages=once))
def chat() -> Response:
    """Answer with the turn that the address says."""
    return _answer(Heard(parse(pairs())), "chat")


@turns.get("/embed")
@promises(Promise("the same chat for a frame in somebody's page", Keeps.LASTING))
def embed() -> Response:
    """Answer with the turn that the address says, in a frame; an offer may stand there in an author's own words."""
    rows = ((name, _address_form(value) if name == "offer" else value) for name, value in pairs())
    return _answer(Heard(parse(rows)), "embed")


@turns.route("/say", methods=["GET", "POST"])
@promises(Promise("a message: on to the address of what it says, or that turn's fragment for htmx"))
def say() -> AnyResponse:
    """Hear a message and lead to the address of what it said, without its words."""
    before, at = parse(pairs()), where()
    text = request.values.get("text", "")[: MOST_CHARACTERS * 2]
    with around.turn(), forgetting.afterwards():
        heard = hear(before, text, language(before), request.values.get("ask"))
    if heard.conversation.unread:
        not_understood(heard.text)
    if request.headers.get("HX-Request"):
        return _answer(heard, at)
    return leads(site_of(before, at).chat(heard.conversation), 303)


def _answer(heard: Heard, at: str) -> Response:
    said, fragment = heard.conversation, caching.is_fragment(request)
    site = site_of(said, at)
    template = "_chat.html" if fragment else "embed.html" if at == "embed" else "chat.html"

    def view() -> turn.Turn:
        return turn.view(said, site, heard=heard.words, reply=remarks.remark(heard, site), told=heard.text)

    def count(drawn: turn.Turn) -> counted.Counted:
        return counted.of(said, drawn.question.need if drawn.question else None)

    if heard.text:
        with around.turn():
            response = Response(render(template, view()), content_type=HTML)
    else:
        response = page(template, said, site, view, count=count)
    caching.varies(response, "HX-Request")
    if fragment:
        response.headers["HX-Push-Url"] = site.chat(said)
    return response


@turns.get("/why/<decision>")
@promises(Promise("one decision explained, with what would make each other choice win", Keeps.LASTING))
def why_page(decision: str) -> Response:
    """Answer with the explanation of one decision."""
    if decision not in load().decisions:
        abort(404)
    said = parse(pairs())
    site = site_of(said, where())
    return page("why.html", said, site, lambda: why.view(said, site, decision), decision)


@turns.get("/part/<name>")
@promises(
    Promise(
        "a long part of the advice, or why a question is asked: a page, or what htmx fetches when it is opened",
        Keeps.LASTING,
    )
)
def part(name: str) -> Response:
    """Answer with one long part of the advice."""
    if name not in folds.FOLDS:
        abort(404)
    said = parse(pairs())
    site = site_of(said, where())
    template = "_fold.html" if caching.is_fragment(request) else "fold.html"
    response = page(template, said, site, lambda: folds.view(said, site, name), name)
    caching.varies(response, "HX-Request")
    return response


@turns.get("/code.svg")
@promises(Promise("the address of a conversation as a QR code", Keeps.LASTING))
def code() -> Response:
    """Answer with the code, which any page may show as its own."""
    said = parse(pairs())
    site = site_of(said)
    response = kept(said, site, lambda: (card_rows.code(said, site), "image/svg+xml", None), "code")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@turns.route("/offer", methods=["GET", "POST"])
@promises(Promise("a large field for an offer, and its judgement"))
def offer() -> Response:
    """Answer with the field, and the judgement of what was pasted."""
    said: Conversation = replace(parse(pairs()), malformed=())
    text = request.values.get("text", "")[: offers.MOST_POST]
    with around.turn(), forgetting.afterwards():
        view = offering.view(said, site_of(said), text, offered(text) or {})
    response = Response(render("offer.html", view), content_type=HTML)
    return private(response) if request.method == "POST" or text else response


@turns.route("/offer/read", methods=["GET", "POST"])
@promises(Promise("an offer corrected by hand: on to the page it came from, with another `offer=`"))
def corrected() -> AnyResponse:
    """Lead back with the fields of the form in place of those of the offer; nothing else changes."""
    said = replace(parse(pairs()), malformed=())
    written = offers.corrected(request.values, said.riding.get("offer", ""))
    stays = {name: value for name, value in said.riding.items() if name in ("ask", "card")}
    after = replace(said, riding={**stays, **({"offer": written} if written else {})}, unread=0)
    site = site_of(said, where())
    return leads(site.to("/offer", after.query()) if request.values.get("at") == "offer" else site.chat(after), 303)


def offered(text: str) -> dict[str, object] | None:
    """Return the offer of a request: from its text, else in its address form; None where that is malformed."""
    if text.strip():
        return offers.in_words(text)
    written = request.values.get("offer", "")
    return read_offer(written) if written else {}


def _address_form(text: str) -> str:
    """Return an offer as an address has it, reading it first where an author wrote it in words."""
    if read_offer(text) is not None:
        return text
    return write_offer(offers.in_words(text[: offers.MOST_GET]))
