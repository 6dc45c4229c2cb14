"""What replies say is what the page says: sizes, prices, places and verdicts, over many states, acts and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chat.hear.asking.tables import words
from chat.replies import reply_to
from chat.replies.case import Case, machine
from chat.replies.reply import Reply
from chat.replies.vendor_plans import fits, plans_of
from chat.said.address import parse
from chat.words import bill_json, notes_json
from chat.words.wording import size_label
from knowledge import LANGUAGES, load
from knowledge.wanted import wanted
from rules.advice.advising import advise
from rules.decide.conditions import note_domains

STATES = {
    "filed-blog": "purpose=blog&budget=60&audience=mainland&scale=300&filing=done&domain=yes",
    "unfiled-site": "purpose=site&buyer=founder&budget=120&audience=mainland&scale=200&filing=avoid&domain=yes",
    "company-app": "purpose=app&buyer=company&budget=500&audience=mainland&scale=1000&filing=done&uptime=business&skill=ops",
    "palworld": "purpose=game&software=palworld&budget=300&audience=mainland&scale=8&skill=none",
    "minecraft": "purpose=game&software=minecraft&scale=15&audience=mainland&budget=100&domain=no",
    "gitlab": "purpose=ci&software=gitlab&buyer=company&budget=400&scale=20&audience=mainland&skill=linux&reach=private",
    "model": "purpose=ai&model=14&buyer=developer&budget=2000&scale=3&skill=linux",
    "mail": "purpose=mail&buyer=company&budget=150&scale=30&audience=global&domain=yes",
    "devices": "purpose=iot&buyer=company&budget=200&scale=500&audience=mainland&domain=no",
    "western-app": "purpose=app&buyer=developer&budget=200&audience=west&scale=500&skill=linux&domain=yes",
    "busy-shop": "purpose=shop&buyer=founder&budget=3000&audience=global&scale=9000&uptime=business&filing=avoid&domain=planned",
    "bot": "purpose=bot&buyer=developer&budget=60&peer=asia&skill=linux",
    "media": "purpose=media&audience=west&scale=50&budget=200&skill=linux",
    "pages": "purpose=static&audience=west",
    "mini-program": "purpose=miniprogram&buyer=founder&budget=100&audience=mainland&scale=500&filing=willing&domain=planned",
    "never-down": "purpose=app&buyer=company&budget=9000&audience=mainland&filing=willing&uptime=critical&skill=ops&scale=4000",
    "attacked": "purpose=site&audience=west&scale=300&also=ddos&domain=planned",
    "open-game": "purpose=game&audience=west&scale=60&budget=900",
    "wechat": "purpose=app&audience=mainland&filing=done&also=wechat&scale=300",
    "abroad-too": "purpose=site&audience=global&filing=done&region=mainland&scale=300&domain=yes",
    "by-address": "purpose=site&audience=west&domain=no&scale=300",
    "learning": "purpose=learning&buyer=student&budget=20&skill=none",
    "undecided": "purpose=site&buyer=founder",
    "drive": "purpose=drive&audience=mainland&storage=500&scale=4",
    "office": "purpose=desktop&scale=6&audience=mainland&buyer=company",
}
each_state = pytest.mark.parametrize("query", STATES.values(), ids=list(STATES))
each_lang = pytest.mark.parametrize("lang", LANGUAGES)
SIZE = {"zh": r"这台 (\d+ 核 [\d.]+G)", "en": r"the machine of (\d+ vCPU and [\d.]+ GB)"}
"""A machine said to be the page's, by its size."""
PAGE = {"zh": r"页上的(每月 [\d.–]+ 元(?:左右)?)", "en": r"the page's (?:about )?(¥[\d,.–]+ a month)"}
"""A price said to be the page's."""
BEGINS = {
    "yes": {"zh": "要", "en": "Yes"},
    "no": {"zh": "不用", "en": "No"},
    "later": {"zh": "先不用", "en": "No"},
    "have": {"zh": "", "en": "You have"},
}
AMOUNTS = ("mbps", "disk", "vram", "ram", "traffic")


def case_of(query: str, lang: str) -> Case:
    said = parse(
        [*((name, value) for name, _, value in (pair.partition("=") for pair in query.split("&"))), ("now", "1")]
    )
    return Case(said, advise(said.answers, said.now), lang)


def answer(case: Case, act: dict[str, Any]) -> Reply:
    return reply_to(act, case.said, case.found, case.lang)


def acts() -> Iterator[dict[str, Any]]:
    yield from ({"act": "topic", "topic": name, "needed": "yes"} for name in wanted())
    yield from (
        {"act": "why", "decision": name}
        for name in ("product", "region", "runtime", "vendor", "billing", "size", "cost")
    )
    yield {"act": "why", "decision": "size", "enough": "yes"}
    yield from ({"act": "why", "decision": "size", kind: "50"} for kind in AMOUNTS)
    yield from ({"act": "why", "decision": "size", "of": kind} for kind in AMOUNTS)
    yield from (
        {"act": "how", "about": about} for about in ("order", "setup", "docker", "backup", "security", "invoice")
    )
    yield from ({"act": "vendor", "vendors": names} for names in (["腾讯云"], ["hetzner"], ["阿里云", "华为云"]))


def told(one: Reply) -> str:
    return "\n".join([*one.text, *one.more])


@each_lang
@each_state
def test_what_is_said_to_be_the_pages_is_the_pages(query: str, lang: str) -> None:
    case = case_of(query, lang)
    mine, money = size_label(lang, case.found.size), case.money(case.found.price)
    for act in acts():
        text = told(answer(case, act))
        assert {*re.findall(SIZE[lang], text)} <= {mine}, act
        assert all(found in money for found in re.findall(PAGE[lang], text)), (act, money)


@each_lang
@each_state
@pytest.mark.parametrize("name", wanted())
def test_what_is_needed_is_said_first_and_as_the_page_has_it(query: str, lang: str, name: str) -> None:
    case = case_of(query, lang)
    one = answer(case, {"act": "topic", "topic": name, "needed": "yes"})
    needed = one.figures["needed"]
    assert one.text[0].startswith(BEGINS[needed][lang])
    assert "{" not in told(one)
    assert one.sources
    if choice := wanted()[name].choice:
        assert (needed == "yes") is (case.choice(choice[0]) == choice[1])


NOTED = {
    "cdn": "order/cdn-",
    "firewall": "order/firewall-",
    "ddos": "order/protection",
    "database": "order/database",
    "backup": "step/backup-",
}


@each_lang
@each_state
@pytest.mark.parametrize("name", NOTED)
def test_what_the_page_orders_is_never_said_to_be_spared(query: str, lang: str, name: str) -> None:
    case = case_of(query, lang)
    notes = notes_json.notes(case.found, lang)
    ordered = any(row["rule"].startswith(NOTED[name]) for row in (*notes["order"], *notes["steps"]))
    needed = answer(case, {"act": "topic", "topic": name, "needed": "yes"}).figures["needed"]
    assert needed in ("yes", "have") or not ordered


def test_every_verdict_is_one_that_some_state_comes_to() -> None:
    seen = {name: set[str]() for name in wanted()}
    for query in STATES.values():
        case = case_of(query, "zh")
        for name, verdicts in seen.items():
            verdicts.add(str(answer(case, {"act": "topic", "topic": name, "needed": "yes"}).figures["needed"]))
    for name, thing in wanted().items():
        assert {row.verdict for row in thing.rows} <= seen[name], name


def test_every_condition_is_one_a_case_can_meet_and_every_thing_can_be_named() -> None:
    domains = note_domains(load())
    for name, thing in wanted().items():
        for row in thing.rows:
            for attribute, values in row.when.items():
                assert {*(values if isinstance(values, list) else [values])} <= domains[attribute], (name, attribute)
    assert {*words().wanted} == {*wanted()}


def first_word(case: Case, kind: str, amount: float) -> str:
    text = answer(case, {"act": "why", "decision": "size", kind: f"{amount:g}"}).text[0]
    no, just = {"zh": ("不够", "刚够"), "en": ("No,", "Just")}[case.lang]
    return "no" if no in text or "偏少" in text else "just" if just in text else "yes"


@each_lang
@each_state
@pytest.mark.parametrize(
    ("kind", "had"),
    [("mbps", "bandwidth_mbps"), ("disk", "disk_gib"), ("vram", "gpu_memory_gib"), ("ram", "memory_gib")],
)
def test_what_the_page_gives_is_enough_and_next_to_nothing_is_not(query: str, lang: str, kind: str, had: str) -> None:
    case = case_of(query, lang)
    page = getattr(case.found.size, had)
    if not page or (kind in ("disk", "ram") and case.sold.kind == "pages"):
        return
    assert first_word(case, kind, page) != "no"
    assert first_word(case, kind, page * 4) == "yes"
    assert first_word(case, kind, page / 1000) == "no"
    # More is never less.
    order = [first_word(case, kind, page * part / 8) for part in range(1, 17)]
    assert order == sorted(order, key=("no", "just", "yes").index)


@each_lang
@each_state
def test_a_machine_of_the_pages_own_size_is_never_too_small(query: str, lang: str) -> None:
    size = case_of(query, lang).found.size
    if not size.vcpus or size.gpu_memory_gib:
        return
    case = case_of(f"{query}&spec={size.vcpus}c{size.memory_gib:g}g", lang)
    text = answer(case, {"act": "why", "decision": "size", "enough": "yes"}).text[0]
    assert {"zh": "不够", "en": "Not enough"}[lang] not in text, text


@each_lang
@each_state
@pytest.mark.parametrize("name", ["腾讯云", "阿里云", "华为云", "hetzner", "contabo", "autodl", "vultr"])
def test_a_vendors_price_is_the_pages_or_it_says_why_not(query: str, lang: str, name: str) -> None:
    case = case_of(query, lang)
    one = answer(case, {"act": "vendor", "vendors": [name]})
    counted = {row.plan.id: row for row in case.found.price.plans if row.counted}
    mine = [plan for plan in plans_of(name) if plan.id in counted]
    several = max(case.sold.least, case.found.size.machines) > 1
    if case.sold.serverless or several:
        return
    if mine:
        within = {case.monthly(bill_json.cost_of(counted[plan.id], case.found.price)) for plan in mine}
        assert any(money in one.text[0] for money in within), one.text[0]
        assert all(fits(case, plan) for plan in mine)
    assert {"zh": "页上", "en": "the page"}[lang] in one.text[0], one.text[0]


@each_lang
@each_state
def test_the_machine_is_named_by_its_place(query: str, lang: str) -> None:
    case = case_of(query, lang)
    assert case.chosen("region") in machine(case)
