"""Turns of the chat for tests: what a query shows, what an address says, what a typed message is answered with."""

from urllib.parse import parse_qsl, urlsplit

import html5lib

from chat.pages.page import Site, view
from chat.said.address import parse


def shown(query: str = "", **site):
    said = parse(parse_qsl(query))
    return view(said, Site(origin="http://localhost", **site))


def state(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def replied(client, text, said="", lang="zh"):
    answer = client.post(f"/say?{said}", data={"text": text, "lang": lang}, headers={"HX-Request": "true"})
    return html5lib.parse(answer.text, namespaceHTMLElements=False), answer
