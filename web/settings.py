"""Every setting: its name in the environment, its default, and what it takes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from knowledge import LANGUAGES

DEFAULTS: Mapping[str, str] = {
    "ACCENT": "",
    "DEFAULT_LANG": "",
    "DEFAULT_THEME": "auto",
    "FEEDBACK_URL": "",
    "FORWARDED_HOST": "",
    "FORWARDED_PREFIX": "",
    "FRAME_ANCESTORS": "*",
    "HSTS_SECONDS": "63072000",
    "HSTS_SUBDOMAINS": "",
    "LINK_BACK": "",
    "LOG_UNREAD": "",
    "METRICS": "",
    "PAGE_CACHE_MIB": "8",
    "RATE_LIMIT": "",
    "REDIS_URL": "",
    "RUN_PAGES": "on",
    "TRUSTED_HOSTS": "",
    "TRUSTED_PROXIES": "0",
}
FLAGS = ("FORWARDED_HOST", "FORWARDED_PREFIX", "HSTS_SUBDOMAINS", "LOG_UNREAD", "METRICS", "RUN_PAGES")
NUMBERS = {"HSTS_SECONDS": 10**9, "PAGE_CACHE_MIB": 4096, "TRUSTED_PROXIES": 9}
"""The largest value of each whole number; the smallest is 0."""
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
_HOST = r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
_ORIGIN = rf"(?:(?:[a-z][a-z0-9+.-]*://)?(?:\*\.)?(?:{_HOST}|\*)(?::\*)?/?|https?:)"
_FORMS: Mapping[str, tuple[str, str]] = {
    "ACCENT": (r"(#[0-9A-Fa-f]{6})?", "a colour of the form #rrggbb"),
    "DEFAULT_LANG": (rf"({'|'.join(LANGUAGES)})?", f"{' or '.join(LANGUAGES)}, or nothing"),
    "DEFAULT_THEME": (r"auto|light|dark", "auto, light or dark"),
    "FEEDBACK_URL": (r"((https?://|mailto:)[^\s\"<>]+)?", "an address that begins with https://, http:// or mailto:"),
    "FRAME_ANCESTORS": (rf"\*|'none'|({_ORIGIN}|'self')( ({_ORIGIN}|'self'))*", "*, 'none', or origins as in CSP"),
    "LINK_BACK": (
        rf"(https?://{_HOST}[^\s\"<>]*( .*)?)?",
        "an address that begins with https:// or http://, and a name",
    ),
    "TRUSTED_HOSTS": (r"(\.?[A-Za-z0-9.-]+(, ?)?)*", "host names with commas"),
}
"""The form of each text, and that form in words."""


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and what it takes."""


def read(config: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Return every setting: `config` over the environment over the defaults; raise SettingError on a bad one.

    Flags come back as bool, numbers as int, TRUSTED_HOSTS as a tuple under HOSTS, everything else as text.
    """
    found: dict[str, Any] = {name: os.environ.get(name, value) for name, value in DEFAULTS.items()}
    found.update(config or {})
    for name in FLAGS:
        found[name] = _flag(name, str(found[name]))
    for name, most in NUMBERS.items():
        found[name] = _number(name, str(found[name]), 0, most)
    for name, (form, words) in _FORMS.items():
        found[name] = str(found[name]).strip() or DEFAULTS[name]
        if not re.fullmatch(form, found[name]):
            raise SettingError(f"{name}={found[name]!r}: takes {words}")
    # Flask would apply TRUSTED_HOSTS to the platform's health checks too, which come under other names.
    found["HOSTS"] = tuple(part.strip() for part in found.pop("TRUSTED_HOSTS").split(",") if part.strip())
    return found


def server_numbers(environ: Mapping[str, str]) -> tuple[int, int]:
    """Return the port to listen on and the number of workers, which are gunicorn's to use; raise SettingError."""
    return (
        _number("PORT", environ.get("PORT") or "8000", 1, 65535),
        _number("WEB_CONCURRENCY", environ.get("WEB_CONCURRENCY") or "2", 1, 256),
    )


def _flag(name: str, said: str) -> bool:
    text = said.strip().lower()
    if text not in (*_YES, *_NO):
        raise SettingError(f"{name}={said!r}: takes 1 or 0")
    return text in _YES


def _number(name: str, said: str, least: int, most: int) -> int:
    text = said.strip() or "0"
    if not (text.isascii() and text.isdecimal() and len(text) <= 12 and least <= int(text) <= most):
        raise SettingError(f"{name}={text!r}: takes a whole number from {least} to {most}")
    return int(text)
