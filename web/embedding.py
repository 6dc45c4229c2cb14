"""The chat in other people's pages: the script they paste in, the oEmbed provider, the page that writes the code."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request

from chat.pages import builder as building
from chat.pages import page
from chat.said.address import parse
from chat.words.wording import phrase
from knowledge import LANGUAGES
from web import around, assets, caching, oembed
from web.answering import pairs, render, site_of
from web.promises import Keeps, Promise, promises

embedding = Blueprint("embedding", __name__)


def compact(source: str) -> bytes:
    """Drop whole-line comments and needless spaces; the script is written so that no string in it suffers."""
    lines = (line.strip() for line in source.splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return re.sub(r"\s*([{}()=,;:?|&>!])\s*", r"\1", text).replace(";}", "}").encode()


def init_app(app: Flask, script: Path) -> None:
    """Read the script that blogs paste in, once."""
    body = compact(script.read_text("utf-8"))
    app.extensions["script"] = assets.Asset("embed.js", "", body, gzip.compress(body, 9, mtime=0), "text/javascript")


@embedding.get("/embed.js")
@promises(Promise("the script a blog pastes in", Keeps.ITSELF, unlimited=True))
def embed_js() -> Response:
    """Answer with the script; its address never changes, so browsers ask for it again within the hour."""
    found = current_app.extensions["script"]
    response = assets.answer(found, lasting=False, gzip_wanted=caching.takes_gzip(request))
    response.headers["Cache-Control"] = "public, max-age=3600, stale-while-revalidate=604800"
    return response


@embedding.get("/builder")
@promises(Promise("the page that writes the code for a blog"))
def builder() -> str:
    """Answer with the form, the code and a preview."""
    said = parse(pairs())
    with around.turn():
        return render("builder.html", building.view(said, site_of(said), request.args))


@embedding.get("/oembed")
@promises(Promise("oEmbed provider for the chat's addresses", Keeps.LASTING))
def provide() -> Response:
    """Answer a consumer of oEmbed with the frame of one of our addresses."""
    if not request.args.get("url"):
        abort(400, "url takes a full address of the chat.")
    if request.args.get("format", "json") != "json":
        abort(501, "Only format=json is provided.")
    found = oembed.conversation_at(request.args["url"], oembed.Place(request.host, request.script_root))
    if found is None:
        abort(404, "Only addresses of this chat can be embedded.")
    origin, said = found
    # A frame is kept by whoever asked for it, for all its readers: no language of this one request's.
    site = replace(site_of(said), origin=origin, lang=said.lang or current_app.config["DEFAULT_LANG"] or LANGUAGES[0])
    with around.turn():
        view = page.view(replace(said, riding={}, unread=False, malformed=()), site)
    size = (
        oembed.bounded(request.args.get("maxwidth"), oembed.WIDTH),
        oembed.bounded(request.args.get("maxheight"), oembed.HEIGHT),
    )
    framed = site.chat(replace(said, riding={"card": "1"}, unread=False), "embed")
    markup = oembed.html(site.origin + framed, str(view.address), view.title, *size)
    picture = origin + site.prefix + current_app.extensions["assets"].path(f"og-{site.lang}.png")
    brand = phrase(site.lang, "page.brand")
    response = jsonify(oembed.answer(view.title, brand, origin + site.to("/"), picture, markup, size))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
