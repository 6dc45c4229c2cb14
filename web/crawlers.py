"""What search engines may read: the chat's first page, the topics and the article, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Request
from markupsafe import escape

from knowledge import LANGUAGES, load

_FOLDERS = ("/about/", "/static/")
ROBOTS = """\
User-agent: *
Allow: {at}/$
Allow: {at}/?lang=en$
Allow: {at}/?lang=zh$
Allow: {at}/about/
Disallow: {at}/about/*?
Allow: {at}/about/*?lang=en$
Allow: {at}/about/*?lang=zh$
Allow: {at}/article$
Allow: {at}/article?lang=en$
Allow: {at}/article?lang=zh$
Allow: {at}/static/
Allow: {at}/sitemap.xml$
Disallow: {at}/

Sitemap: {origin}{at}/sitemap.xml
"""


def is_open(request: Request) -> bool:
    """Say whether a page may be listed by search engines: nothing in its address but the language."""
    known = request.path in ("/", "/article", "/robots.txt", "/sitemap.xml") or request.path.startswith(_FOLDERS)
    return known and all(name == "lang" for name in request.args)


def robots(origin: str, prefix: str) -> str:
    """Return robots.txt for the chat at `origin` (scheme and host) under `prefix` ("" or "/sub")."""
    return ROBOTS.format(at=prefix, origin=origin)


def sitemap(origin: str, prefix: str) -> str:
    """Return the sitemap: every open page in every language, each with its other languages."""
    rows = "".join(_row(origin + prefix + path, dated) for path, dated in _pages())
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{rows}</urlset>\n'


def _pages() -> Iterator[tuple[str, str]]:
    """Return each open page with the day it was last checked."""
    known = load()
    yield from ((path, str(known.as_of)) for path in ("/", "/article", "/about/", "/about/law"))
    for name, lang in known.topics:
        if lang == LANGUAGES[0]:
            yield f"/about/{name}", str(known.topics[name, lang].checked_on)


def _row(address: str, dated: str) -> str:
    addresses = {lang: str(escape(f"{address}?lang={lang}" if lang != LANGUAGES[0] else address)) for lang in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{to}"/>' for lang, to in addresses.items())
    return "".join(f"<url><loc>{to}</loc><lastmod>{dated}</lastmod>{others}</url>\n" for to in addresses.values())
