"""Where a request comes in: whom to believe about it, and how much of what it says is looked at."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Environ = dict[str, Any]
WSGI = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

FORWARDED = "advisor.forwarded"
"""In the environment of a request whose REMOTE_ADDR a counted proxy told us."""
UNREADABLE = "unreadable"
"""Stands for every address that a counted proxy forwards and nobody can read: together they are one client."""
_HOST = re.compile(r"(?:[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?")
_PREFIX = re.compile(r"(?:/[\w.-]+){0,9}", re.ASCII)
_LONGEST_PREFIX = 100
_LONGEST: Mapping[str, int] = {
    "HTTP_ACCEPT": 1000,
    "HTTP_ACCEPT_ENCODING": 200,
    "HTTP_ACCEPT_LANGUAGE": 200,
    "HTTP_IF_NONE_MATCH": 500,
    "HTTP_X_FORWARDED_FOR": 1000,
    "HTTP_X_REQUEST_ID": 64,
}
"""How many characters of a header are read: several times what browsers and routers send."""
_UNUSED = ("HTTP_COOKIE", "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_AUTHORIZATION")
"""What nothing here reads, so that no library spends time on it either."""


class Entrance:
    """The application as it is reached through `hops` proxies, each of which appends to X-Forwarded-For.

    `host`, `prefix`: whether they also set X-Forwarded-Host and X-Forwarded-Prefix; without, what a visitor sends as
    either is no more than a header. Sets REMOTE_ADDR, wsgi.url_scheme, HTTP_HOST and SCRIPT_NAME.
    """

    def __init__(self, app: WSGI, hops: int, host: bool = False, prefix: bool = False) -> None:
        self._app, self._hops, self._host, self._prefix = app, hops, host and hops > 0, prefix and hops > 0

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        for name in _UNUSED:
            environ.pop(name, None)
        for name, most in _LONGEST.items():
            if len(environ.get(name, "")) > most:
                environ[name] = _cut(environ[name], most, from_right=name == "HTTP_X_FORWARDED_FOR")
        if self._hops:
            self._believe(environ)
        return self._app(environ, start)

    def _believe(self, environ: Environ) -> None:
        if "HTTP_X_FORWARDED_FOR" in environ:
            environ["REMOTE_ADDR"], environ[FORWARDED] = address_in(self._told(environ, "FOR")), True
        if (scheme := self._told(environ, "PROTO").lower()) in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if self._host and is_host(host := self._told(environ, "HOST")):
            environ["HTTP_HOST"] = host
        if self._prefix and is_prefix(prefix := self._told(environ, "PREFIX")):
            environ["SCRIPT_NAME"] = prefix

    def _told(self, environ: Environ, what: str) -> str:
        """Return what the outermost counted proxy said; of fewer values than proxies (one may replace) the first."""
        rows = environ.get(f"HTTP_X_FORWARDED_{what}", "").split(",")
        return str(rows[-min(self._hops, len(rows))].strip())


def _cut(text: str, most: int, *, from_right: bool) -> str:
    """Return as many whole items of a comma list as fit, from the side that is closer to us where that matters."""
    items = text[-most:].partition(",")[2] if from_right else text[:most].rpartition(",")[0]
    return items.strip()


def address_in(said: str) -> str:
    """Return the IP address in one entry of X-Forwarded-For, without port and brackets; UNREADABLE when there is none."""
    text = said.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text.partition("%")[0])) if len(text) <= 60 else UNREADABLE
    except ValueError:
        return UNREADABLE


def is_host(text: str) -> bool:
    """Say whether a Host header is a name or an address, with or without a port."""
    found = _HOST.fullmatch(text)
    return bool(found) and int(found[1] or 0) <= 65535 if found else False


def is_prefix(text: str) -> bool:
    """Say whether a text is a path to live under: "" or /one/or/more."""
    return len(text) <= _LONGEST_PREFIX and bool(_PREFIX.fullmatch(text)) and "/.." not in f"{text}/"
