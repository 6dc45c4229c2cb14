"""What happens around every route: limits before it; caching, headers, counters and the log after it."""

from __future__ import annotations

import time

from flask import Flask, Response, abort, g, request

from web import caching, crawlers, headers, limits, logs
from web.limits import Rates
from web.metrics import Metrics


def init_app(app: Flask) -> None:
    """Surround the routes of an application and add those that serve machines."""
    config = app.config
    logs.init()
    app.config["MAX_CONTENT_LENGTH"] = limits.BODY_BYTES
    app.config["MAX_FORM_PARTS"] = limits.PARAMETERS
    rates = Rates(config["RATE_LIMIT"], config["REDIS_URL"])
    metrics = app.extensions["metrics"] = Metrics() if config["METRICS"] else None
    app.extensions["pages"] = caching.Pages(config["PAGE_CACHE_MIB"] * 1024 * 1024)

    @app.before_request
    def begin() -> None:
        g.started, g.request_id = time.perf_counter(), logs.request_id(request)
        limits.wrong_host(request, config["HOSTS"])
        limits.too_many(request, rates)
        limits.too_much(request)

    # One function, because Flask runs several in reverse order and one would silently undo another's headers.
    @app.after_request
    def end(response: Response) -> Response:
        response = caching.finish(request, response)
        if response.headers["Cache-Control"] == "no-store":
            response.headers["X-Request-ID"] = g.request_id
        if not crawlers.is_open(request):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        headers.secure(request, response, config)
        seconds = time.perf_counter() - g.started
        if metrics:
            metrics.request(request, response, seconds)
        logs.write("request", **logs.told(request, response, seconds, g.request_id))
        return response

    _for_machines(app)


def _for_machines(app: Flask) -> None:
    @app.get("/robots.txt")
    def robots() -> Response:
        text = crawlers.robots(request.host_url.rstrip("/"), request.script_root)
        return Response(text, content_type="text/plain; charset=utf-8")

    @app.get("/sitemap.xml")
    def sitemap() -> Response:
        text = crawlers.sitemap(request.host_url.rstrip("/"), request.script_root)
        return Response(text, content_type="application/xml; charset=utf-8")

    @app.get("/metrics")
    def metrics() -> Response:
        counted = app.extensions["metrics"]
        if counted is None:
            abort(404)
        return Response(counted.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
