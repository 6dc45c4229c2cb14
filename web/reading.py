"""Pages to read: the topics, the article this began with; and the way out to a source."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from chat.pages import laws as law_words
from chat.pages import topics as words
from knowledge import LANGUAGES, catalogue, load
from web.answering import leads, to_read
from web.promises import Keeps, Promise, Search, each_topic, once, promises

reading = Blueprint("reading", __name__)


@lru_cache(maxsize=1)
def addresses() -> frozenset[str]:
    """Return every foreign address that our pages may lead to."""
    plans = catalogue.plans().values()
    found = [source.url for source in load().sources.values()]
    found += [address for plan in plans for address in (plan.source_url, plan.official_url)]
    return frozenset(address for address in found if address)


@reading.get("/about/<topic>")
@promises(Promise("one topic of the knowledge", Keeps.LASTING, Search.LISTED, pages=each_topic))
def about(topic: str) -> Response:
    """Answer with one topic."""
    if (topic, LANGUAGES[0]) not in load().topics:
        abort(404)
    return to_read("about.html", words.topic, topic)


@reading.get("/about/law")
@promises(Promise("every rule of law, its dates and what it changes", Keeps.LASTING, Search.LISTED, pages=once))
def laws() -> Response:
    """Answer with the rules of law."""
    return to_read("law.html", law_words.laws)


@reading.get("/about/")
@promises(Promise("the list of topics", Keeps.LASTING, Search.LISTED, pages=once))
def topics() -> Response:
    """Answer with the list of topics."""
    return to_read("topics.html", words.topics)


@reading.get("/article")
@promises(Promise("the article this began with, claim by claim", Keeps.LASTING, Search.LISTED, pages=once))
def article() -> Response:
    """Answer with the article's claims and what experts say to each."""
    return to_read("article.html", words.article)


@reading.get("/go/<plan>")
@promises(Promise("on to a plan's source, or with `to=official` to the vendor's own price page", Keeps.LASTING))
def go(plan: str) -> AnyResponse:
    """Lead to a plan's source."""
    found = catalogue.plans().get(plan)
    if found is None:
        abort(404)
    official = request.args.get("to") == "official" and found.official_url
    return leads(official or found.source_url)


@reading.get("/go/")
@promises(Promise("on to a source: some frames allow no other way out than an address of ours"))
def go_out() -> AnyResponse:
    """Lead to a source that the knowledge names."""
    to = request.args.get("to", "")
    return leads(to if to in addresses() else None)
