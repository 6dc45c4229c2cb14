"""Pages that depend only on their address: rendered and compressed once, kept by browsers and CDNs for a while."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from flask import Request, Response
from werkzeug.http import quote_etag

from web.promises import Keeps, of

LASTING = "max-age=300, stale-while-revalidate=86400"
"""Knowledge changes by a deployment, so five minutes behind is early enough; a CDN may renew in the background."""
LEVEL = 4
"""Of gzip: a third of level 6's time for 6 % more bytes on our pages."""
_OVERHEAD = 1024  # what the objects around a page take, roughly
_WORTH_IT = 500
_HEAD, _TAIL = 10, 8
"""Bytes of a gzip file without a name around what is compressed (RFC 1952)."""
_TEXT = ("text/", "application/json", "application/problem+json", "application/xml", "image/svg+xml")


@dataclass(frozen=True)
class Page:
    """A finished answer: its gzip form, its weak ETag, its media type, and what to count when it is given."""

    zipped: bytes
    etag: str
    media_type: str
    told: Any


Make = Callable[[], tuple[str, str, Any]]


class Pages:
    """The most recently given pages, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._rows: OrderedDict[Hashable, Page] = OrderedDict()
        self._most, self._size = most_bytes, 0
        self._lock = threading.Lock()

    def give(self, key: Hashable, make: Make, turn: AbstractContextManager[None] | None = None) -> Page:
        """Return the page of a key; `make` returns its text, media type and what to count, and waits for its `turn`."""
        found = self._find(key)
        if found:
            return found
        with turn or nullcontext():
            found = self._find(key)  # somebody may have made it meanwhile
            if not found:
                found = finished(*make())
                self._keep(key, found)
        return found

    def _find(self, key: Hashable) -> Page | None:
        with self._lock:
            found = self._rows.get(key)
            if found:
                self._rows.move_to_end(key)
            return found

    def _keep(self, key: Hashable, page: Page) -> None:
        with self._lock:
            if key not in self._rows:
                self._rows[key] = page
                self._size += _weight(key, page)
            while self._size > self._most and self._rows:
                self._size -= _weight(*self._rows.popitem(last=False))


def finished(text: str, media_type: str, told: Any) -> Page:
    """Return an answer ready to be sent."""
    body = text.encode()
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:20], weak=True)
    return Page(gzip.compress(body, LEVEL, mtime=0), etag, media_type, told)


def _weight(key: Hashable, page: Page) -> int:
    """Return the bytes that a kept page takes together with its key."""
    return len(page.zipped) + _OVERHEAD + _size(key)


def _size(part: Any) -> int:
    inside = part if isinstance(part, tuple) else vars(part).values() if hasattr(part, "__dict__") else ()
    return sys.getsizeof(part) + sum(map(_size, inside))


def is_fragment(request: Request) -> bool:
    """Say whether htmx asks for the changing part of a page only."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def takes_gzip(request: Request) -> bool:
    """Say whether an answer may be compressed."""
    accepted = request.headers.get("Accept-Encoding", "")
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")


def answer(page: Page, request: Request) -> Response:
    """Send a page, or 304 to somebody who has it."""
    if "If-None-Match" in request.headers and request.if_none_match.contains_weak(page.etag[3:-1]):
        response = Response(status=304)
        del response.headers["Content-Type"]
    elif takes_gzip(request):
        response = Response(page.zipped, content_type=page.media_type)
        response.headers["Content-Encoding"] = "gzip"
    else:
        # Our own bytes need no checksum; the last four say how long the text is.
        size = int.from_bytes(page.zipped[-4:], "little")
        text = zlib.decompress(page.zipped[_HEAD:-_TAIL], -zlib.MAX_WBITS, size)
        response = Response(text, content_type=page.media_type)
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    return response


def varies(response: Response, name: str) -> None:
    """Say that an answer hangs on a header of the request, too."""
    known = response.headers.get("Vary")
    response.headers["Vary"] = f"{known}, {name}" if known else name


def finish(request: Request, response: Response) -> Response:
    """Say how long an answer keeps, and compress what was not yet; answers that said so themselves are left alone."""
    headers = response.headers
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = _policy(request, response)
    if "ETag" in headers or response.direct_passthrough or response.mimetype is None:
        return response
    if response.mimetype.startswith(_TEXT):
        response.vary.add("Accept-Encoding")
        if response.status_code == 200 and headers["Cache-Control"] != "no-store":
            response.add_etag(weak=True)
            response.make_conditional(request)
        _compress(request, response)
    return response


def _policy(request: Request, response: Response) -> str:
    good = request.method in ("GET", "HEAD") and response.status_code in (200, 302, 304)
    # Typed text, errors, health: whatever does not promise to answer by its address alone is stored nowhere.
    if not good or of(request).keeps is not Keeps.LASTING:
        return "no-store"
    # Some shared caches ignore Vary: they must keep nothing that htmx asked for (a part of a page, or a whole one under
    # the same key), nor a language taken from the browser.
    private = "HX-Request" in request.headers or "Accept-Language" in response.headers.get("Vary", "")
    return f"{'private' if private else 'public'}, {LASTING}"


def _compress(request: Request, response: Response) -> None:
    if "Content-Encoding" in response.headers or response.status_code == 304:
        return
    body = response.get_data()
    if len(body) >= _WORTH_IT and takes_gzip(request):
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
