"""The web application, put together: settings, files, templates, addresses, errors. What advice is, other rooms know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from web import heap

# isort: split
from web import checked  # noqa: F401  bad knowledge ends the start with one line, before anything is built on it

# isort: split
from chat import ready
from chat.pages.templating import init_templates
from knowledge import KnowledgeError, load
from web import around, assets, embedding, errors, forgetting, settings
from web.api import api
from web.entering import Entrance
from web.last import Net
from web.machines import machines
from web.reading import reading
from web.running import running
from web.turns import turns

HERE = Path(__file__).parent


class AsWritten(DefaultJSONProvider):
    """JSON in the order it was put together, Chinese as it is written."""

    sort_keys = False
    ensure_ascii = False


class Application(Flask):
    """Flask, with JSON as it was written."""

    json_provider_class = AsWritten


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Make the application; `config` goes over the environment, which goes over the defaults."""
    app = Application(__name__, static_folder=None)
    app.config.update(settings.read(config))
    # Else a doubled slash is answered with a redirect to an absolute address made from the Host header.
    app.url_map.merge_slashes = False
    load()
    assets.init_app(app, HERE / "static", str(app.config["ACCENT"]))
    embedding.init_app(app, HERE / "static" / "embed.js")
    around.init_app(app)
    errors.init_app(app)
    _templates(app)
    for blueprint in (turns, reading, api, embedding.embedding, machines):
        app.register_blueprint(blueprint)
    if app.config["RUN_PAGES"]:
        app.register_blueprint(running)
    ready.prepare()
    forgetting.tables()
    hops, host, prefix = (app.config[name] for name in ("TRUSTED_PROXIES", "FORWARDED_HOST", "FORWARDED_PREFIX"))
    setattr(app, "wsgi_app", Net(Entrance(app.wsgi_app, hops, host, prefix)))  # noqa: B010 (Flask's own way to wrap it)
    heap.settle()
    return app


def _templates(app: Flask) -> None:
    """Read every template now, never again: files that change under a running server belong to the next version."""
    app.extensions["templates"] = init_templates(app.jinja_env)


def _started() -> Flask:
    """Make the application of this process; a mistake in a setting or in knowledge ends it with one line."""
    try:
        return create_app()
    except (settings.SettingError, KnowledgeError) as error:
        raise SystemExit(f"server-advisor: {error}") from None


app = _started()
