"""Addresses of this site, right under any host, scheme and sub-path."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import request, url_for

from chat.conversation import Conversation


class Site:
    """Builds every address a page shows; relative to the host unless asked for whole."""

    def __init__(self, config: Mapping[str, object]) -> None:
        """Remember the owner's settings."""
        self._config = config

    def chat(self, conversation: Conversation, at: str = "chat", whole: bool = False) -> str:
        """Return the address of a conversation, as a page or in a frame."""
        query = conversation.query()
        return url_for("embed" if at == "embed" else "chat", _external=whole) + (f"?{query}" if query else "")

    def say(self) -> str:
        """Return where free text goes."""
        return url_for("say")

    def about(self, topic: str, lang: str | None = None, whole: bool = False) -> str:
        """Return the address of a topic page."""
        return url_for("about", topic=topic, _external=whole, **({"lang": lang} if lang else {}))

    def go(self, plan: str, official: bool = False) -> str:
        """Return our address that leads on to a plan's source."""
        return url_for("go", plan=plan, **({"to": "official"} if official else {}))

    def api(self, conversation: Conversation) -> str:
        """Return the address of the advice as JSON."""
        query = conversation.query()
        return url_for("api_advice") + (f"?{query}" if query else "")

    def asset(self, name: str) -> str:
        """Return the whole address of a static file."""
        return request.host_url.rstrip("/") + url_for("static_file", name=name)

    def feedback(self, **values: str) -> str | None:
        """Return where a wrong sentence is reported, with rule, snippet and needs filled in; None when switched off."""
        base = str(self._config.get("FEEDBACK_URL") or "")
        if not base:
            return None
        return base + ("&" if "?" in base else "?") + urlencode(values)
