"""The answer that needs nothing: when even the page for errors breaks, its words are here and so are its headers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from web import headers, logs

PAGE = """\
<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>出错了 · Something broke</title>
<h1>这里出错了</h1><p>不是你的问题。过一会儿再打开这个地址；你说过的都在地址里，不会丢。</p>
<h1 lang="en">Something broke here</h1><p lang="en">This is not your doing. Open this address again in a while; what you said is in it and stays.</p>
<p>{}</p>
"""


class Net:
    """The application, with an answer for whatever it lets fall."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request; 500 in plain words when the application raises."""
        try:
            return self._app(environ, start)
        except Exception:
            name = uuid.uuid4().hex
            logs.failed("not even the page for errors", id=name)
            return answer(start, name)


def answer(start: Callable[..., Any], name: str) -> Iterable[bytes]:
    """Begin and return the answer; `name` is the request's id in the log."""
    body = PAGE.format(name).encode()
    rows = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Request-ID", name),
        ("X-Robots-Tag", "noindex, nofollow"),
        *headers.table("'none'", shared=False, hsts=""),
    ]
    start("500 Internal Server Error", rows)
    return [body]
