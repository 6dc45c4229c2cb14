"""The web application: addresses, parameters, headers and errors. What advice is, other rooms know."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, g, jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from web import checked  # noqa: F401  bad knowledge ends the start with one line, before anything is built on it

# isort: split
from chat.hear import understand
from chat.pages import page, why
from chat.pages.page import Site
from chat.said.conversation import THEMES, Conversation, parse
from chat.said.hearing import MOST_CHARACTERS, Heard, hear
from chat.words import advice_json as advice_words
from chat.words import replies
from knowledge import LANGUAGES, KnowledgeError, catalogue, load
from rules.advice.advising import Advice, advise, prepare
from rules.decide import deciding
from web import around, assets, caching, embedding, folds, forgetting, headers, logs, openapi, settings, talking
from web.entering import Entrance
from web.last import Net
from web.metrics import Turn

HERE = Path(__file__).parent
HTML = "text/html; charset=utf-8"


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Make the application; `config` goes over the environment, which goes over the defaults."""
    app = Flask(__name__, static_folder=None)
    app.config.update(settings.read(config))
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined]
    # Else a doubled slash is answered with a redirect to an absolute address made from the Host header.
    app.url_map.merge_slashes = False
    load()
    assets.init_app(app, HERE / "static", str(app.config["ACCENT"]))
    around.init_app(app)
    page.init_templates(app.jinja_env)
    # Read now, never again: files that change under a running server belong to the next version.
    app.jinja_env.auto_reload = False
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    _chat(app)
    _to_read(app)
    _api(app)
    app.extensions["healthy"] = {"well": False, "until": 0.0}
    app.add_url_rule("/healthz", "healthz", _healthz)
    talking.init_app(app, _site, _problem)
    folds.init_app(app, _site, _page)
    embedding.init_app(app, HERE / "static" / "embed.js", _site)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _broken)
    _warm()
    hops, host, prefix = (app.config[name] for name in ("TRUSTED_PROXIES", "FORWARDED_HOST", "FORWARDED_PREFIX"))
    setattr(app, "wsgi_app", Net(Entrance(app.wsgi_app, hops, host, prefix)))  # noqa: B010 (Flask's own way to wrap it)
    return app


def _warm() -> None:
    """Make sure that a process that answers can give advice, and that the first one is not slow."""
    prepare()
    for lang in LANGUAGES:
        understand("博客 blog", lang=lang)


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
        lang=_language(conversation, str(config["DEFAULT_LANG"])), link_back=str(config["LINK_BACK"]),
        theme=config["DEFAULT_THEME"] if config["DEFAULT_THEME"] in THEMES else THEMES[0],
    )  # fmt: skip


def _kept(said: Conversation, site: Site, make: Callable[[], tuple[str, str, Turn | None]], *what: str) -> Response:
    """Answer what depends on its address alone, made once: `make` returns a text, its media type and what to count."""
    if said.malformed:
        with around.turn():
            found = caching.finished(*make())
    else:
        key = (what, tuple(said.parameters()), site, catalogue.today())
        found = current_app.extensions["pages"].give(key, make, around.turn())
    if found.told and (metrics := current_app.extensions["metrics"]):
        metrics.turn(found.told)
    response = caching.answer(found, request)
    if said.malformed:
        response.headers["Cache-Control"] = "no-store"
    if not said.lang and current_app.config["DEFAULT_LANG"] not in LANGUAGES:
        response.headers["Vary"] += ", Accept-Language"
    return response


def _page(template: str, said: Conversation, site: Site, view: Callable[[], Mapping[str, Any]], *what: str) -> Response:
    """Answer with a page that depends on its address alone."""

    def make() -> tuple[str, str, Turn | None]:
        drawn = view()
        return render_template(template, page=drawn), HTML, _turn(drawn, said) if "question" in drawn else None

    return _kept(said, site, make, template, *what)


def _json(said: Conversation, body: Callable[[Advice], Mapping[str, Any]], lang: str, *what: str) -> Response:
    """Answer a question to the API with JSON, or name what is malformed in it."""
    if said.malformed:
        return _problem(400, "malformed value", [asdict(row) for row in said.malformed])

    def make() -> tuple[str, str, Turn | None]:
        found = advise(said.needs, said.weighing, said.now)
        return current_app.json.dumps(body(found)), "application/json", _advised(found)

    return _kept(said, Site(lang=lang), make, *what)


def _advised(found: Advice, asked: str | None = None, answered: str | None = None) -> Turn:
    """Return what one answer means to the owner's counters."""
    verdicts = found.decided.verdicts if found.ready else {}
    return Turn(asked, answered, {name: verdict.choice for name, verdict in verdicts.items()})


def _turn(drawn: Mapping[str, Any], said: Conversation) -> Turn:
    asked = drawn["question"]["need"] if drawn["question"] else None
    return _advised(advise(said.needs, said.weighing, said.now), asked, next(reversed(list(said.needs)), None))


def _not_understood(text: str) -> None:
    """Count a message nothing was understood of; keep its words only if the owner wants them."""
    if metrics := current_app.extensions["metrics"]:
        metrics.not_understood()
    if current_app.config["LOG_UNREAD"]:
        logs.write("not understood", id=g.request_id, text=text)


def _chat(app: Flask) -> None:
    def answer(heard: Heard, at: str) -> Response:
        said, fragment = heard.conversation, caching.is_fragment(request)
        site = _site(said, at)
        template = "_chat.html" if fragment else "embed.html" if at == "embed" else "chat.html"

        def view() -> dict[str, Any]:
            return page.view(said, site, heard=heard.words, reply=replies.remark(heard, site), told=heard.text)

        if heard.text:
            with around.turn():
                response = Response(render_template(template, page=view()), content_type=HTML)
        else:
            response = _page(template, said, site, view)
        response.vary.add("HX-Request")
        if fragment:
            response.headers["HX-Push-Url"] = site.chat(said)
        return response

    @app.get("/")
    def chat() -> Response:
        return answer(Heard(parse(_pairs())), "chat")

    @app.get("/embed")
    def embed() -> Response:
        return answer(Heard(parse(talking.offered(_pairs()))), "embed")

    @app.route("/say", methods=["GET", "POST"])
    def say() -> Response:
        before = parse(_pairs())
        at = "embed" if request.values.get("at") == "embed" else "chat"
        lang = _language(before, str(app.config["DEFAULT_LANG"]))
        with around.turn(), forgetting.afterwards():
            heard = hear(before, request.values.get("text", "")[: MOST_CHARACTERS * 2], lang, request.values.get("ask"))
        if heard.conversation.unread:
            _not_understood(heard.text)
        if request.headers.get("HX-Request"):
            return answer(heard, at)
        return redirect(_site(before, at).chat(heard.conversation), 303)  # type: ignore[return-value]


def _to_read(app: Flask) -> None:
    @app.get("/about/<topic>")
    def about(topic: str) -> Response:
        conversation = parse(_pairs())
        if (topic, LANGUAGES[0]) not in load().topics:
            abort(404)
        site = _site(conversation)
        return _page("about.html", conversation, site, lambda: page.topic(conversation, site, topic), topic)

    @app.get("/about/law")
    def laws() -> Response:
        conversation = parse(_pairs())
        site = _site(conversation)
        return _page("law.html", conversation, site, lambda: page.laws(conversation, site))

    @app.get("/about/")
    def topics() -> Response:
        conversation = parse(_pairs())
        site = _site(conversation)
        return _page("topics.html", conversation, site, lambda: page.topics(conversation, site))

    @app.get("/why/<decision>")
    def why_page(decision: str) -> Response:
        conversation = parse(_pairs())
        if decision not in load().decisions:
            abort(404)
        at = "embed" if request.args.get("at") == "embed" else "chat"
        site = _site(conversation, at)
        return _page("why.html", conversation, site, lambda: why.view(conversation, site, decision), decision)

    @app.get("/article")
    def article() -> Response:
        conversation = parse(_pairs())
        site = _site(conversation)
        return _page("article.html", conversation, site, lambda: page.article(conversation, site))

    @app.get("/go/<plan>")
    def go(plan: str) -> Response:
        found = catalogue.plans().get(plan)
        if found is None:
            abort(404)
        official = request.args.get("to") == "official" and found.official_url
        return redirect(found.official_url if official else found.source_url, 302)  # type: ignore[return-value]


def _healthz() -> Response:
    """Answer 200 only when this process can give advice: the engine is asked anew, at most once a second."""
    asked = current_app.extensions["healthy"]
    if time.monotonic() >= asked["until"]:
        asked["well"], asked["until"] = deciding.works(), time.monotonic() + 1
    if not asked["well"]:
        return _problem(503, "no advice can be given", [], "The rule engine does not answer as it did.")
    product = deciding.decide({}).choice("product")
    return jsonify({"status": "ok", "knowledge": load().version, "product": product})


def _asked_by_program() -> tuple[Conversation, str]:
    """Return what a request to the API is about and the language it names, else the default: a program has no browser's wishes."""
    said, default = parse(_pairs()), str(current_app.config["DEFAULT_LANG"])
    lang = said.lang or (default if default in LANGUAGES else LANGUAGES[0])
    return replace(said, lang=lang), lang


def _api(app: Flask) -> None:
    @app.get("/api/v1/advice")
    def api_advice() -> Response:
        conversation, lang = _asked_by_program()
        return _json(conversation, lambda found: advice_words.as_json(found, lang, conversation.spec), lang, "advice")

    @app.get("/api/v1/why")
    def api_why() -> Response:
        conversation, lang = _asked_by_program()
        decision = request.args.get("decision", "")
        if decision not in load().decisions:
            return _problem(400, f"decision takes one of {', '.join(load().decisions)}", [])
        return _json(conversation, lambda found: why.as_json(found, decision, lang), lang, "why", decision)

    @app.get("/api/v1/understand")
    def api_understand() -> Response:
        text, ask = request.args.get("text", ""), request.args.get("ask")
        if len(text) > MOST_CHARACTERS:
            return _problem(400, f"text takes at most {MOST_CHARACTERS} characters", [])
        if ask is not None and ask not in load().needs:
            return _problem(400, f"ask takes one of {', '.join(load().needs)}", [])
        lang, said = request.args.get("lang", LANGUAGES[0]), parse(_pairs())
        if said.malformed:
            return _problem(400, "malformed value", [asdict(row) for row in said.malformed])
        with around.turn(), forgetting.afterwards():
            found = understand(
                text,
                lang=lang if lang in LANGUAGES else LANGUAGES[0],
                ask=ask,
                needs=dict(said.needs),
                also=said.also,
                now=said.now,
                reply=request.args.get("reply", ""),
            )
        return jsonify(found.as_json())

    @app.get("/api/v1/openapi.json")
    def api_openapi() -> Response:
        return jsonify(openapi.document())


def _problem(status: int, title: str, errors: list[dict[str, Any]], detail: str | None = None) -> Response:
    """Answer application/problem+json naming what is wrong and what it takes."""
    detail = "; ".join(f"{row['name']} takes {row['takes']}" for row in errors) or detail or title
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
        response = _problem(status, error.name, [], error.description)
    else:
        conversation = parse(request.args.items(multi=True))
        at = "embed" if headers.framed(request) else "chat"
        view = page.error(conversation, _site(conversation, at), status)
        view["error"]["id"] = g.get("request_id") if status >= 500 else None
        response = Response(render_template("error.html", page=view), status, content_type="text/html; charset=utf-8")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _broken(error: Exception) -> Response:
    """Log what broke and answer a page that keeps what was said."""
    logs.failed("unhandled error", id=g.get("request_id"))
    return _failed(InternalServerError(original_exception=error))


def _started() -> Flask:
    """Make the application of this process; a mistake in a setting or in knowledge ends it with one line."""
    try:
        return create_app()
    except (settings.SettingError, KnowledgeError) as error:
        raise SystemExit(f"server-advisor: {error}") from None


app = _started()
