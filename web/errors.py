"""What is answered when something goes wrong: a page, or problem+json for the API, that says what to do."""

from __future__ import annotations

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from chat.pages import trouble
from chat.said.address import parse
from web import headers, logs
from web.answering import HTML, problem, render, site_of


def init_app(app: Flask) -> None:
    """Answer every error of an application."""
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _broken)


def _failed(error: HTTPException) -> AnyResponse:
    """Answer an HTTP error with what it means and where to go on."""
    if error.response is not None:
        return error.get_response(request.environ)
    status = error.code or 500
    if request.path.startswith("/api/"):
        response = problem(status, error.name, detail=error.description)
    else:
        response = _page(status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _page(status: int) -> Response:
    said = parse(request.args.items(multi=True))
    site = site_of(said, "embed" if headers.framed(request) else "chat")
    view = trouble.error(said, site, status, g.get("request_id") if status >= 500 else None)
    return Response(render("error.html", view), status, content_type=HTML)


def _broken(error: Exception) -> AnyResponse:
    """Log what broke and answer a page that keeps what was said."""
    logs.failed("unhandled error", id=g.get("request_id"))
    return _failed(InternalServerError(original_exception=error))
