"""Whatever is put into a field or an address comes back as text, or not at all."""

from __future__ import annotations

import html.parser
import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from knowledge import load

MARK = "zq7"
PAYLOADS = (
    f"<script>{MARK}</script>",
    f"</script><script>{MARK}</script>",
    f"<ScRiPt src=//{MARK}></sCrIpT>",
    f"<scr<script>ipt>{MARK}</script>",
    f"<img src=x onerror={MARK}>",
    f'"><img src=x onerror="{MARK}">',
    f"'><img src=x onerror='{MARK}'>",
    f"<svg onload={MARK}>",
    f"<svg><script>{MARK}</script></svg>",
    f"<svg/onload={MARK}>",
    f"<body onload={MARK}>",
    f"<iframe src=javascript:{MARK}>",
    f"<iframe srcdoc='<script>{MARK}</script>'>",
    f"<object data=javascript:{MARK}>",
    f"<embed src=javascript:{MARK}>",
    f"<a href=javascript:{MARK}>x</a>",
    f"<form action=javascript:{MARK}><input type=submit>",
    f"<button formaction=javascript:{MARK}>",
    f"<input autofocus onfocus={MARK}>",
    f"<select autofocus onfocus={MARK}>",
    f"<textarea autofocus onfocus={MARK}>",
    f"<details open ontoggle={MARK}>",
    f"<video><source onerror={MARK}>",
    f"<audio src=x onerror={MARK}>",
    f"<marquee onstart={MARK}>",
    f"<meta http-equiv=refresh content=0;url=javascript:{MARK}>",
    f"<link rel=stylesheet href=//{MARK}>",
    f"<base href=//{MARK}/>",
    f"<style>@import '//{MARK}'</style>",
    f"<style>*{{background:url(//{MARK})}}</style>",
    f"<math><mtext></mtext><mglyph><style></math><img src onerror={MARK}>",
    f"<noscript><p title='</noscript><img src=x onerror={MARK}>'>",
    f"<template><script>{MARK}</script></template>",
    f"</title><script>{MARK}</script>",
    f"</textarea><script>{MARK}</script>",
    f"</style><script>{MARK}</script>",
    f"--><script>{MARK}</script>",
    f"<!--<img src='--><img src=x onerror={MARK}//'>",
    f"<![CDATA[<script>{MARK}</script>]]>",
    f"<?xml version='1.0'?><x onload={MARK}>",
    f'" onmouseover="{MARK}',
    f"' onmouseover='{MARK}",
    f"` onmouseover=`{MARK}",
    f'" autofocus onfocus={MARK} x="',
    f"x onclick={MARK} y",
    f"javascript:{MARK}",
    f"JaVaScRiPt:{MARK}",
    f"java\tscript:{MARK}",
    f"\x01javascript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    f"vbscript:{MARK}",
    f"//{MARK}.example/",
    f"https://{MARK}.example/",
    f"\\\\{MARK}.example\\",
    f"/\\{MARK}.example",
    f"{{{{ '{MARK}'.__class__ }}}}",
    f"{{% print '{MARK}' %}}",
    f"${{{MARK}}}",
    f"#{{{MARK}}}",
    f"{{0.__class__}}{MARK}",
    f"%({MARK})s",
    f"%s%n{MARK}",
    f"＜script＞{MARK}＜/script＞",
    f"\ufeff<script>{MARK}</script>",
    f"+ADw-script+AD4-{MARK}",
    f"%3Cscript%3E{MARK}",
    f"&lt;script&gt;{MARK}",
    f"&#x3C;script&#x3E;{MARK}",
    f"\u202e<script>{MARK}</script>",
    f"**<b onclick={MARK}>**",
    f"x\r\nSet-Cookie: {MARK}=1",
    f"x\r\n\r\n<script>{MARK}",
    f"x\nLocation: //{MARK}",
    f"\x00<script>{MARK}</script>",
    f"\x1b]0;{MARK}\x07",
    f"'; DROP TABLE plans; -- {MARK}",
    f"../../../etc/{MARK}",
)
FIELDS = (
    "text",
    "ask",
    "at",
    "also",
    "lang",
    "theme",
    "now",
    "about",
    "declined",
    "talk",
    "unread",
    "utm_source",
    "to",
    "url",
    "decision",
)
RUNS = {"script", "iframe", "object", "embed", "svg", "math", "base", "style", "video", "audio", "marquee", "template"}
LOADS = ("src", "href", "action", "formaction", "hx-get", "hx-post", "data", "srcdoc", "content")


class Reader(html.parser.HTMLParser):
    """Note every tag and attribute a payload has reached as anything but text."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag if tag in RUNS else ""
        for name, value in attrs:
            said = value or ""
            code = name.startswith("on") or MARK in name
            leads = (
                name in LOADS and MARK in said and not said.startswith(("/", "http://localhost/")) and name != "content"
            )
            leads = leads or (name in LOADS and MARK in said and said.startswith(("//", "/\\")))
            if code or leads or (tag == "meta" and name == "http-equiv"):
                self.reached.append(f"<{tag} {name}={said[:80]}>")

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within and MARK in data:
            self.reached.append(f"<{self._within}>{data[:80]}")


def reached(text: str) -> list[str]:
    reader = Reader()
    reader.feed(text)
    return reader.reached


def test_the_reader_sees_what_it_is_for() -> None:
    seen = [payload for payload in PAYLOADS if reached(f"<p>{payload}</p>")]
    assert len(seen) > 25


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_field_of_every_page(client: FlaskClient, payload: str) -> None:
    names = (*load().needs, *FIELDS)
    for path in ("/", "/embed", "/about/ecs", "/about/", "/article", "/builder", "/nowhere", "/why/region", "/oembed"):
        for query in (dict.fromkeys(names, payload), {"purpose": "blog", payload: payload}):
            check(client.get(path, query_string=query))
    for at in ("chat", "embed", payload):
        check(
            client.post(
                "/say",
                data={"text": payload, "at": at, "purpose": payload, "ask": payload},
                headers={"HX-Request": "1"},
            )
        )
        check(client.get("/say", query_string={"text": payload, "at": at, "lang": "en"}))


def check(answer: TestResponse) -> None:
    text, headers = answer.text, answer.headers
    assert answer.status_code < 500
    assert "Set-Cookie" not in headers
    location = headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    if "json" in headers["Content-Type"]:
        json.loads(text)
    else:
        assert reached(text) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_part_of_a_path_and_header(client: FlaskClient, payload: str) -> None:
    quoted = payload.encode().hex()
    escaped = "".join(f"%{quoted[n : n + 2]}" for n in range(0, len(quoted), 2))
    for path in ("/", "/about/", "/go/", "/why/", "/static/", "/api/v1/"):
        check(client.get(path + escaped))
    plain = payload.replace("\r", "").replace("\n", "").replace("\x00", "").encode().decode("latin-1")
    check(
        client.get(
            "/",
            headers={
                "HX-Request": plain,
                "HX-Current-URL": plain,
                "Accept-Language": plain,
                "Referer": plain,
                "User-Agent": plain,
            },
        )
    )


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if not set("\r\n\x00") & set(p)])
def test_a_forged_host_reaches_nothing(client: FlaskClient, payload: str) -> None:
    answer = client.get("/?purpose=blog&now=1", headers={"Host": payload.encode().decode("latin-1")})
    assert answer.status_code < 500
    assert reached(answer.text) == []


def test_the_api_gives_texts_as_json_that_no_browser_takes_for_a_page(client: FlaskClient) -> None:
    for payload in PAYLOADS:
        for path in ("/api/v1/understand", "/api/v1/advice", "/api/v1/why"):
            answer = client.get(
                path, query_string={"text": payload, "purpose": payload, "ask": payload, "decision": payload}
            )
            assert answer.content_type in ("application/json", "application/problem+json")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            json.loads(answer.data)
