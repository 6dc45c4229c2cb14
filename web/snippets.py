"""The code that puts the chat into a page, for every kind of place, and the form that chooses how it looks."""

from __future__ import annotations

from typing import Any


def view(said: Any, site: Any, args: Any) -> dict[str, Any]:
    return {"action": site.to("/builder"), "fields": [], "snippets": [], "preview": "", "height": 320}
