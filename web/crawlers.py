"""What search engines may read: the pages whose addresses promise to be listed, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Request
from markupsafe import escape
from werkzeug.routing import Rule

from knowledge import LANGUAGES
from web.promises import Promise, Search, of

Promised = Iterable[tuple[Rule, Promise]]
"""Addresses with what they promise."""


def is_open(request: Request) -> bool:
    """Say whether a page may be listed by search engines: nothing in its address but the language."""
    return of(request).search is not Search.CLOSED and all(name == "lang" for name in request.args)


def robots(addresses: Promised, origin: str, prefix: str) -> str:
    """Return robots.txt for the chat at `origin` (scheme and host) under `prefix` ("" or "/sub")."""
    lines = [line for rule, promise in addresses for line in _rules(prefix + str(rule), promise.search)]
    return "\n".join(
        ["User-agent: *", *lines, f"Disallow: {prefix}/", "", f"Sitemap: {origin}{prefix}/sitemap.xml", ""]
    )


def _rules(address: str, search: Search) -> Iterator[str]:
    """Yield what crawlers are told of one address; of a listed one only the languages may be asked for."""
    folder, variable, _ = address.partition("<")
    if search is Search.CLOSED:
        return
    yield f"Allow: {folder}" if variable else f"Allow: {address}$"
    if search is Search.LISTED:
        if variable:
            yield f"Disallow: {folder}*?"
        yield from (f"Allow: {folder}{'*' if variable else ''}?lang={lang}$" for lang in reversed(LANGUAGES))


def sitemap(addresses: Promised, origin: str, prefix: str) -> str:
    """Return the sitemap: every listed page in every language, each with its other languages."""
    rows = "".join(_row(origin + prefix + path, dated) for path, dated in _pages(addresses))
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{rows}</urlset>\n'


def _pages(addresses: Promised) -> Iterator[tuple[str, str]]:
    """Yield each listed page with the day it was last checked."""
    for rule, promise in addresses:
        for name, dated in promise.pages() if promise.pages else ():
            yield str(rule).partition("<")[0] + name, dated


def _row(address: str, dated: str) -> str:
    addresses = {lang: str(escape(f"{address}?lang={lang}" if lang != LANGUAGES[0] else address)) for lang in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{to}"/>' for lang, to in addresses.items())
    return "".join(f"<url><loc>{to}</loc><lastmod>{dated}</lastmod>{others}</url>\n" for to in addresses.values())
