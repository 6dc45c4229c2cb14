"""The addresses of the long parts of an advice: a page each, or what htmx asked for of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, abort, request

from chat.pages import folds
from chat.pages.site import Site
from chat.said.conversation import Conversation, parse
from web import caching

Page = Callable[..., Response]


def init_app(app: Flask, site_of: Callable[..., Site], answer: Page) -> None:
    """Add `GET /part/<name>`; `answer(template, said, site, view, *what)` draws what depends on its address alone."""

    @app.get("/part/<name>")
    def part(name: str) -> Response:
        if name not in folds.PARTS:
            abort(404)
        said: Conversation = parse(request.args.items(multi=True))
        site = site_of(said, "embed" if request.args.get("at") == "embed" else "chat")

        def view() -> Mapping[str, Any]:
            return folds.view(said, site, name)

        response = answer("_fold.html" if caching.is_fragment(request) else "fold.html", said, site, view, name)
        response.vary.add("HX-Request")
        return response
