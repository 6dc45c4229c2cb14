"""The web application: addresses, parameters, headers and errors. What advice is, other rooms know."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.middleware.proxy_fix import ProxyFix

from chat import advice as advice_words
from chat import page, replies, why
from chat.conversation import Conversation, parse
from chat.hearing import MOST_CHARACTERS, Heard, hear
from chat.page import Site
from chat.understand import understand
from knowledge import LANGUAGES, catalogue, load
from rules.advising import advise
from web import assets, headers, openapi

HERE = Path(__file__).parent
DEFAULTS = {
    "DEFAULT_LANG": "",
    "DEFAULT_THEME": "auto",
    "ACCENT": "",
    "FRAME_ANCESTORS": "*",
    "FEEDBACK_URL": "",
    "TRUSTED_PROXIES": "0",
    "HSTS_SECONDS": "63072000",
    "HSTS_SUBDOMAINS": "",
}


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Make the application; `config` goes over the environment, which goes over the defaults."""
    app = Flask(__name__, static_folder=None)
    app.config.update({name: os.environ.get(name, value) for name, value in DEFAULTS.items()})
    app.config.update(config or {})
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
    app.config["MAX_FORM_PARTS"] = 64
    app.json.sort_keys = False  # type: ignore[attr-defined]
    load()
    assets.init_app(app, HERE / "static", str(app.config["ACCENT"]))
    headers.init_app(app)
    page.init_templates(app.jinja_env)
    _routes(app)
    _api(app)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _broken)
    advise({})  # a process that answers can give advice
    hops = int(str(app.config["TRUSTED_PROXIES"]))
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]
    return app


def _language(conversation: Conversation, default: str) -> str:
    """Return the language to answer in: the address's, else the owner's default, else what the browser asks for."""
    if conversation.lang:
        return conversation.lang
    if default in LANGUAGES:
        return default
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _pairs() -> Iterable[tuple[str, str]]:
    """Return the parameters of a request in order, from the address and the form."""
    return [*request.args.items(multi=True), *request.form.items(multi=True)]


def _site(conversation: Conversation, at: str = "chat") -> Site:
    """Return where this request finds us, and in which language it is answered."""
    config = current_app.config
    return Site(
        prefix=request.script_root, origin=request.host_url.rstrip("/"), feedback=str(config["FEEDBACK_URL"]), at=at,
        lang=_language(conversation, str(config["DEFAULT_LANG"])),
    )  # fmt: skip


def _routes(app: Flask) -> None:
    def answer(heard: Heard, at: str) -> Response:
        conversation = heard.conversation
        site = _site(conversation, at)
        remark = replies.remark(heard, site)
        view = page.view(conversation, site, heard=list(heard.words), reply=remark)
        fragment = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
        template = "_chat.html" if fragment else "embed.html" if at == "embed" else "chat.html"
        response = Response(render_template(template, page=view), content_type="text/html; charset=utf-8")
        response.vary.update(("HX-Request", "Accept-Language"))
        if fragment:
            response.headers["HX-Push-Url"] = site.chat(conversation)
        return response

    @app.get("/")
    def chat() -> Response:
        return answer(Heard(parse(_pairs())), "chat")

    @app.get("/embed")
    def embed() -> Response:
        return answer(Heard(parse(_pairs())), "embed")

    @app.route("/say", methods=["GET", "POST"])
    def say() -> Response:
        before = parse(_pairs())
        at = "embed" if request.values.get("at") == "embed" else "chat"
        lang = _language(before, str(app.config["DEFAULT_LANG"]))
        heard = hear(before, request.values.get("text", "")[: MOST_CHARACTERS * 2], lang, request.values.get("ask"))
        if request.headers.get("HX-Request"):
            return answer(heard, at)
        return redirect(_site(before, at).chat(heard.conversation), 303)  # type: ignore[return-value]

    @app.get("/about/<topic>")
    def about(topic: str) -> str:
        conversation = parse(_pairs())
        if (topic, LANGUAGES[0]) not in load().topics:
            abort(404)
        return render_template("about.html", page=page.topic(conversation, _site(conversation), topic))

    @app.get("/about/")
    def topics() -> str:
        conversation = parse(_pairs())
        return render_template("topics.html", page=page.topics(conversation, _site(conversation)))

    @app.get("/why/<decision>")
    def why_page(decision: str) -> str:
        conversation = parse(_pairs())
        if decision not in load().decisions:
            abort(404)
        at = "embed" if request.args.get("at") == "embed" else "chat"
        return render_template("why.html", page=why.view(conversation, _site(conversation, at), decision))

    @app.get("/article")
    def article() -> str:
        conversation = parse(_pairs())
        return render_template("article.html", page=page.article(conversation, _site(conversation)))

    @app.get("/go/<plan>")
    def go(plan: str) -> Response:
        found = catalogue.plans().get(plan)
        if found is None:
            abort(404)
        official = request.args.get("to") == "official" and found.official_url
        return redirect(found.official_url if official else found.source_url, 302)  # type: ignore[return-value]

    @app.get("/healthz")
    def healthz() -> Response:
        advised = advise({})
        return jsonify({"status": "ok", "knowledge": load().version, "product": advised.decided.choice("product")})


def _api(app: Flask) -> None:
    @app.get("/api/v1/advice")
    def api_advice() -> Response:
        conversation = parse(_pairs())
        if conversation.malformed:
            return _problem(400, "malformed value", [asdict(row) for row in conversation.malformed])
        lang = _language(conversation, str(app.config["DEFAULT_LANG"]))
        found = advise(conversation.needs, conversation.also, conversation.now)
        return jsonify(advice_words.as_json(found, lang))

    @app.get("/api/v1/why")
    def api_why() -> Response:
        conversation = parse(_pairs())
        decision = request.args.get("decision", "")
        if conversation.malformed:
            return _problem(400, "malformed value", [asdict(row) for row in conversation.malformed])
        if decision not in load().decisions:
            return _problem(400, f"decision takes one of {', '.join(load().decisions)}", [])
        lang = _language(conversation, str(app.config["DEFAULT_LANG"]))
        return jsonify(why.as_json(advise(conversation.needs, conversation.also), decision, lang))

    @app.get("/api/v1/understand")
    def api_understand() -> Response:
        text, ask = request.args.get("text", ""), request.args.get("ask")
        if len(text) > MOST_CHARACTERS:
            return _problem(400, f"text takes at most {MOST_CHARACTERS} characters", [])
        if ask is not None and ask not in load().needs:
            return _problem(400, f"ask takes one of {', '.join(load().needs)}", [])
        lang = request.args.get("lang", LANGUAGES[0])
        found = understand(text, lang=lang if lang in LANGUAGES else LANGUAGES[0], ask=ask)
        return jsonify(found.as_json())

    @app.get("/api/v1/openapi.json")
    def api_openapi() -> Response:
        return jsonify(openapi.document())


def _problem(status: int, title: str, errors: list[dict[str, Any]]) -> Response:
    """Answer application/problem+json naming what is wrong and what it takes."""
    detail = "; ".join(f"{row['name']} takes {row['takes']}" for row in errors) or title
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": errors}
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def _failed(error: HTTPException) -> Response:
    """Answer every HTTP error with a page (or problem+json for the API) that says what to do."""
    status = error.code or 500
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if request.path.startswith("/api/"):
        response = _problem(status, error.name, [])
    else:
        conversation = parse(request.args.items(multi=True))
        at = "embed" if request.path == "/embed" or request.args.get("at") == "embed" else "chat"
        view = page.error(conversation, _site(conversation, at), status)
        response = Response(render_template("error.html", page=view), status, content_type="text/html; charset=utf-8")
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _broken(error: Exception) -> Response:
    """Log what broke and answer a page that keeps what was said."""
    current_app.logger.exception("unhandled error")
    return _failed(InternalServerError(original_exception=error))


app = create_app()
