"""Addresses for machines: health, counters, what search engines may read, and the files that pages ask for."""

from __future__ import annotations

import time

from flask import Blueprint, Response, abort, current_app, jsonify, request

from chat import ready
from knowledge import load
from web import assets, caching, crawlers
from web.answering import problem
from web.promises import Keeps, Promise, Search, promised, promises

TEXT = "text/plain; charset=utf-8"
machines = Blueprint("machines", __name__)


@machines.get("/healthz")
@promises(Promise("200 when this process can give advice, else 503", unlimited=True))
def healthz() -> Response:
    """Answer 200 only when this process can give advice: the engine is asked anew, at most once a second."""
    asked = current_app.extensions.setdefault("healthy", {"product": None, "until": 0.0})
    if time.monotonic() >= asked["until"]:
        asked["product"], asked["until"] = ready.works(), time.monotonic() + 1
    if asked["product"] is None:
        return problem(503, "no advice can be given", detail="The rule engine does not answer as it did.")
    return jsonify({"status": "ok", "knowledge": load().version, "product": asked["product"]})


@machines.get("/metrics")
@promises(Promise("counters in Prometheus' format, where METRICS is on", unlimited=True))
def metrics() -> Response:
    """Answer with the counters of all processes."""
    counted = current_app.extensions["metrics"]
    if counted is None:
        abort(404)
    return Response(counted.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


@machines.get("/robots.txt")
@promises(Promise("what crawlers may fetch", Keeps.LASTING, Search.OPEN))
def robots() -> Response:
    """Answer with the rules for crawlers, made of what each address promises."""
    origin = request.host_url.rstrip("/")
    return Response(crawlers.robots(promised(current_app), origin, request.script_root), content_type=TEXT)


@machines.get("/sitemap.xml")
@promises(Promise("every listed page in every language", Keeps.LASTING, Search.OPEN))
def sitemap() -> Response:
    """Answer with the sitemap, made of what each address promises."""
    origin = request.host_url.rstrip("/")
    text = crawlers.sitemap(promised(current_app), origin, request.script_root)
    return Response(text, content_type="application/xml; charset=utf-8")


@machines.get("/static/<name>")
@promises(
    Promise("style, scripts and pictures, for a year under a lasting name", Keeps.ITSELF, Search.OPEN, unlimited=True)
)
def asset(name: str) -> Response:
    """Answer with a file."""
    found, lasting = current_app.extensions["assets"].find(name)
    if found is None:
        abort(404)
    return assets.answer(found, lasting, caching.takes_gzip(request))
