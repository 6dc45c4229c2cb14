"""oEmbed 1.0: what a pasted address of the chat becomes in somebody's article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import escape

from chat.said.address import parse
from chat.said.conversation import Conversation

WIDTH, HEIGHT = 640, 320
"""Of the frame in CSS pixels; our own script and WordPress's make it as high as what it holds."""
LEAST = 200
CACHE_SECONDS = 86_400


@dataclass(frozen=True)
class Place:
    """Where we are: host and port, and the path we are mounted at ("" or "/sub")."""

    host: str
    prefix: str


def conversation_at(address: str, place: Place) -> tuple[str, Conversation] | None:
    """Return the origin and the conversation of a full address of our chat; None when it is not one."""
    try:
        parts = urlsplit(address)
        same = parts.scheme in ("http", "https") and parts.netloc.lower() == place.host.lower()
    except ValueError:
        return None
    if not same or parts.path.removeprefix(place.prefix) not in ("", "/", "/embed"):
        return None
    if not parts.path.startswith(place.prefix):
        return None
    said = parse(parse_qsl(parts.query, max_num_fields=64)) if parts.query.count("&") < 64 else Conversation()
    return f"{parts.scheme}://{place.host}", said


def bounded(wanted: str | None, default: int) -> int:
    """Return a size that respects a consumer's maximum; what is no number is no maximum."""
    if not wanted or not wanted.isdecimal() or len(wanted) > 6:
        return default
    return max(1, min(default, int(wanted)))


def html(frame: str, link: str, title: str, width: int, height: int) -> str:
    """Return the frame, after a link for readers whose page or feed shows no frames."""
    return (
        f'<blockquote><p><a href="{escape(link)}">{escape(title)}</a></p></blockquote>'
        f'<iframe src="{escape(frame)}" title="{escape(title)}" width="{width}" height="{height}" loading="lazy"'
        ' frameborder="0" style="border:0;max-width:100%"></iframe>'
    )


def answer(title: str, brand: str, home: str, picture: str, markup: str, size: tuple[int, int]) -> dict[str, Any]:
    """Return the JSON of a rich embed; `size`: width and height of the frame."""
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": brand,
        "provider_url": home,
        "cache_age": CACHE_SECONDS,
        "thumbnail_url": picture,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "width": size[0],
        "height": size[1],
        "html": markup,
    }
