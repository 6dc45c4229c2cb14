"""Every setting: its name in the environment, its default, and what it takes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

DEFAULTS: Mapping[str, str] = {
    "ACCENT": "",
    "DEFAULT_LANG": "",
    "DEFAULT_THEME": "auto",
    "FEEDBACK_URL": "",
    "FRAME_ANCESTORS": "*",
    "HSTS_SECONDS": "63072000",
    "HSTS_SUBDOMAINS": "",
    "LINK_BACK": "",
    "LOG_UNREAD": "",
    "METRICS": "",
    "PAGE_CACHE_MIB": "8",
    "RATE_LIMIT": "",
    "REDIS_URL": "",
    "TRUSTED_HOSTS": "",
    "TRUSTED_PROXIES": "0",
}
FLAGS = ("HSTS_SUBDOMAINS", "LOG_UNREAD", "METRICS")
NUMBERS = {"HSTS_SECONDS": 10**9, "PAGE_CACHE_MIB": 4096, "TRUSTED_PROXIES": 9}
"""The largest value of each whole number; the smallest is 0."""
_SAFE = {"FRAME_ANCESTORS": r"[^;,\s]+( [^;,\s]+)*", "TRUSTED_HOSTS": r"(\.?[A-Za-z0-9.-]+(, ?)?)*"}


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and what it takes."""


def read(config: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Return every setting: `config` over the environment over the defaults; raise SettingError on a bad one.

    Flags come back as bool, numbers as int, TRUSTED_HOSTS as a tuple under HOSTS, everything else as text.
    """
    found: dict[str, Any] = {name: os.environ.get(name, value) for name, value in DEFAULTS.items()}
    found.update(config or {})
    for name in FLAGS:
        found[name] = str(found[name]).strip().lower() in ("1", "true", "yes", "on")
    for name, most in NUMBERS.items():
        text = str(found[name]).strip() or "0"
        if not text.isdecimal() or int(text) > most:
            raise SettingError(f"{name}={text!r}: takes a whole number from 0 to {most}")
        found[name] = int(text)
    for name, pattern in _SAFE.items():
        found[name] = str(found[name]).strip() or DEFAULTS[name]
        if not re.fullmatch(pattern, found[name]):
            raise SettingError(f"{name}={found[name]!r}: takes host names or origins only")
    # Flask would apply TRUSTED_HOSTS to the platform's health checks too, which come under other names.
    found["HOSTS"] = tuple(part.strip() for part in found.pop("TRUSTED_HOSTS").split(",") if part.strip())
    return found
