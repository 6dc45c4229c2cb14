"""Read the knowledge and the rules before anything is built on them: a mistake ends the start with its lines, not a traceback."""

from __future__ import annotations

from importlib import import_module

from knowledge.yamlfile import KnowledgeError

try:
    import_module("rules.advice.advising")
    import_module("chat.pages.page")
except KnowledgeError as error:
    raise SystemExit(f"server-advisor: {error}") from None
