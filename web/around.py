"""What happens around every route: limits before it; caching, headers, counters and the log after it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, Response, current_app, g, request

from web import caching, crawlers, headers, limits, logs, promises
from web.gate import Gate
from web.limits import Rates
from web.metrics import Metrics


def init_app(app: Flask) -> None:
    """Surround the routes of an application."""
    config = app.config
    logs.init()
    app.config["MAX_CONTENT_LENGTH"] = limits.BODY_BYTES
    app.config["MAX_FORM_PARTS"] = limits.PARAMETERS
    rates = Rates(config["RATE_LIMIT"], config["REDIS_URL"])
    metrics = app.extensions["metrics"] = Metrics() if config["METRICS"] else None
    app.extensions["gate"] = Gate()
    believed = believed_headers(config)
    app.extensions["pages"] = caching.Pages(config["PAGE_CACHE_MIB"] * 1024 * 1024)

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = logs.request_id(request, believed=config["TRUSTED_PROXIES"] > 0)
        limits.wrong_host(request, config["HOSTS"])
        limits.too_many(request, rates, _unlimited(app))
        limits.too_much(request)

    # One function, because Flask runs several in reverse order and one would silently undo another's headers.
    @app.after_request
    def end(response: Response) -> Response:
        response = caching.finish(request, response)
        if believed and promises.of(request).keeps is promises.Keeps.LASTING:
            response.vary.update(believed)
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


def believed_headers(config: Mapping[str, Any]) -> list[str]:
    """Return the headers of a proxy's that pages depend on, for those who keep pages to keep apart by."""
    names = ["X-Forwarded-Proto"] if config["TRUSTED_PROXIES"] else []
    for what in ("Host", "Prefix"):
        names += [f"X-Forwarded-{what}"] if names and config[f"FORWARDED_{what.upper()}"] else []
    return names


def turn() -> AbstractContextManager[None]:
    """Return this request's turn at what is dear to compute."""
    gate: Gate = current_app.extensions["gate"]
    return gate.turn(limits.client(request)[0])


def _unlimited(app: Flask) -> bool:
    """Say whether an answer is one that nobody is refused: an address that is there, and of the files one that is."""
    if request.endpoint == "machines.asset":
        return app.extensions["assets"].find((request.view_args or {})["name"])[0] is not None
    there = request.endpoint != "machines.metrics" or bool(app.config["METRICS"])
    return there and promises.of(request).unlimited
