"""The chat in other people's pages: the script they paste in, the oEmbed provider, the page that writes the code."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, redirect, render_template, request

from chat.pages import page
from chat.pages.site import Site, frame
from chat.said.conversation import Conversation, parse
from chat.words.wording import phrase
from knowledge import LANGUAGES, catalogue, load
from web import around, assets, caching, oembed, snippets

SiteOf = Callable[..., Site]


def compact(source: str) -> bytes:
    """Drop whole-line comments and needless spaces; the script is written so that no string in it suffers."""
    lines = (line.strip() for line in source.splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return re.sub(r"\s*([{}()=,;:?|&>!])\s*", r"\1", text).replace(";}", "}").encode()


@lru_cache(maxsize=1)
def addresses() -> frozenset[str]:
    """Return every foreign address that our pages may lead to."""
    plans = catalogue.plans().values()
    found = [source.url for source in load().sources.values()]
    found += [address for plan in plans for address in (plan.source_url, plan.official_url)]
    return frozenset(address for address in found if address)


def init_app(app: Flask, script: Path, site_of: SiteOf) -> None:
    """Add the addresses; `site_of(conversation)` says where a request finds us."""
    body = compact(script.read_text("utf-8"))
    loader = assets.Asset("embed.js", "", body, gzip.compress(body, 9, mtime=0), "text/javascript")

    @app.get("/embed.js")
    def embed_js() -> Response:
        response = assets.answer(loader, lasting=False, gzip_wanted=caching.takes_gzip(request))
        response.headers["Cache-Control"] = "public, max-age=3600, stale-while-revalidate=604800"
        return response

    @app.get("/oembed", endpoint="oembed")
    def provide() -> Response:
        return _provide(site_of)

    @app.get("/builder")
    def builder() -> str:
        said = parse(request.args.items(multi=True))
        site = site_of(said)
        with around.turn():
            return render_template("builder.html", page=_builder(said, site))

    @app.get("/go/")
    def go_out() -> Response:
        """Lead to a source; some frames allow no other way out than an address of ours."""
        to = request.args.get("to", "")
        if to not in addresses():
            abort(404)
        return redirect(to, 302)  # type: ignore[return-value]


def _provide(site_of: SiteOf) -> Response:
    wanted = request.args.get("format", "json")
    if not request.args.get("url"):
        abort(400, "url takes a full address of the chat.")
    if wanted != "json":
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
    markup = oembed.html(site.origin + framed, view["address"], view["title"], *size)
    picture = origin + site.prefix + _picture(site.lang)
    brand = phrase(site.lang, "page.brand")
    response = jsonify(oembed.answer(view["title"], brand, origin + site.to("/"), picture, markup, size))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _picture(lang: str) -> str:
    """Return the lasting address of the picture that previews show."""
    return str(current_app.extensions["assets"].path(f"og-{lang}.png"))


def _builder(said: Conversation, site: Site) -> dict[str, Any]:
    """Return the page that writes the code for a blog."""
    title = phrase(site.lang, "page.builder_title")
    view = frame(said, site)
    return view | {
        "title": phrase(site.lang, "page.title_page", title=title),
        "description": phrase(site.lang, "page.builder_lead"),
        "site_description": phrase(site.lang, "page.description"),
        "builder": snippets.view(said, site, request.args),
    }
