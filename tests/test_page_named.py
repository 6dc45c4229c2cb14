"""A machine that somebody names, 24 核 or 4c8g: heard, carried along, compared in the advice, and never a reason for it."""

from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.hear import understand
from chat.said.address import parse
from rules.advice.named_machine import Named, read_named
from tests.turns import replied


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("要一整台 24 核的物理机", "24c"),
        ("二十四核", "24c"),
        ("4c8g for a small game server", "4c8g"),
        ("2核4G够吗", "2c4g"),
        ("8 GB RAM, 4 vCPU", "4c8g"),
        ("16 cores 64GB", "16c64g"),
        ("8g内存", "8g"),
        ("2H4G", "2c4g"),
        ("24-core box", "24c"),
        ("4核、内存8G", "4c8g"),
        ("不要 2 核，要 4 核 8G", "4c8g"),
        ("从2核4G升到4核8G", "4c8g"),
        ("at least 8 gigs of ram", "8g"),
    ],
)
def test_a_machine_is_read_in_all_its_forms(text: str, named: str) -> None:
    found = understand(text)
    assert str(found.spec) == named
    assert next(span["value"] for span in found.spans if span["need"] == "spec") == named


@pytest.mark.parametrize(
    "text", ["500g 硬盘", "3c 数码店", "流量 200g", "每天 3 h", "4 个人用", "不要 24 核", "0.5 核"]
)
def test_what_only_looks_like_a_machine_is_none(text: str) -> None:
    assert understand(text).spec is None


@given(st.one_of(st.none(), st.integers(1, 999)), st.one_of(st.none(), st.integers(1, 9999)))
def test_an_address_keeps_the_machine(vcpus: int | None, memory: int | None) -> None:
    named = Named(vcpus, memory)
    assert read_named(str(named)) == (named if vcpus or memory else None)


def test_it_is_shown_with_its_words_and_can_be_dropped(client) -> None:
    tree, answer = replied(client, "要一整台 24 核的物理机，一千块以内")
    assert parse(parse_qsl(urlsplit(answer.headers["HX-Push-Url"]).query)).spec == Named(24, None)
    links = [e for e in tree.iter("a") if e.get("class") == "drop-it"]
    dropped = [parse(parse_qsl(urlsplit(link.get("hx-get").partition("#")[0]).query)) for link in links]
    assert [said.spec for said in dropped].count(None) == 1
    assert "24 核" in "".join(tree.itertext())


@pytest.mark.parametrize(
    ("query", "fit"),
    [
        ("purpose=app&isolation=exclusive&spec=24c", "large"),
        ("purpose=shop&scale=3000&spec=2c2g", "small"),
        ("purpose=app&spec=2c4g", "same"),
        ("purpose=static&spec=2c2g", "idle"),
        ("purpose=ai&spec=8c32g", "card"),
        ("purpose=app&uptime=critical&spec=900c", "large"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_advice_speaks_to_it_and_stays_as_it_was(client, query: str, fit: str, lang: str) -> None:
    body = client.get(f"/api/v1/advice?{query}&now=1&lang={lang}").json
    plain = client.get(f"/api/v1/advice?{query.partition('&spec')[0]}&now=1&lang={lang}").json
    assert body["named"]["fit"] == fit
    assert plain["named"] is None
    body["compare"] = [row for row in body["compare"] if row["id"] != "named"]
    assert {name: part for name, part in body.items() if name != "named"} == {
        name: part for name, part in plain.items() if name != "named"
    }
    assert body["named"]["text"] in unescape(client.get(f"/?{query}&now=1&lang={lang}").text)


def test_a_larger_machine_is_priced_by_listed_plans_of_that_size(client) -> None:
    named = client.get("/api/v1/advice?purpose=app&isolation=exclusive&spec=24c&now=1").json["named"]
    assert 0 < named["low"] <= named["high"]
    assert named["sources"]
    nobody = client.get("/api/v1/advice?purpose=app&uptime=critical&spec=900c&now=1").json["named"]
    assert nobody["low"] is None
    assert nobody["sources"] == []


def test_a_malformed_machine_says_what_is_taken_and_keeps_the_rest(client) -> None:
    assert "4c8g" in client.get("/api/v1/advice?purpose=blog&spec=lots").json["detail"]
    assert "4c8g" in client.get("/?purpose=blog&spec=lots").text
