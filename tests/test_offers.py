"""Offers: what they come to, what is usual, what is flagged, and that too small is never a fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chat.remarks_address import read_offer, write_offer
from chat.replies import reply_to
from chat.said.address import parse
from chat.said.marks import marks
from chat.words.wording import money
from knowledge import LANGUAGES, load
from rules.advice.advising import advise
from rules.advice.offer import Judgement, Seller, judge
from rules.advice.offer_money import LEAST_PRICES, OLDEST, sums, usual
from rules.answers import Answers

TODAY = date(2026, 11, 30)
BLOG = {"purpose": "blog", "budget": 50, "audience": "mainland", "scale": 100, "filing": "willing"}
HOME = Seller("small", ("mainland",), "mainland")
BIG, SMALL = Seller("big", ("mainland", "hongkong"), "mainland"), Seller("small", ("west",), "west")


def _judged(
    offer: dict[str, Any], needs: dict[str, Any], seller: Seller = BIG, said: tuple[str, ...] = ()
) -> Judgement:
    return judge(offer, advise(Answers.of(needs), True), seller, TODAY, said)


def _ids(found: Judgement) -> set[str]:
    return {flag.id for flag in found.flags}


@pytest.mark.parametrize(
    ("offer", "month", "first", "three"),
    [
        ({"price": 99, "currency": "CNY", "per": "year"}, 8.25, 99, None),
        ({"price": 99, "currency": "CNY", "per": "year", "renewal": 99}, 8.25, 99, 297),
        ({"price": 10, "currency": "USD", "per": "month"}, 72.0, 864, 2592),
        ({"price": 10, "currency": "USD", "per": "month", "promo": True}, 72.0, None, None),
        ({"price": 298, "currency": "CNY", "per": "three-years"}, 8.28, 298, 298),
        ({"price": 5, "currency": "CNY", "per": "once"}, None, None, None),
        ({"vcpus": 2}, None, None, None),
    ],
)
def test_sums_say_only_what_the_offer_says(offer: dict[str, Any], month: Any, first: Any, three: Any) -> None:
    found = sums(offer)
    assert (found.per_month, found.first_year, found.three_years) == (month, first, three)


def test_too_small_is_never_a_fit() -> None:
    for memory in (0.25, 0.5, 1, 2, 4, 8):
        found = _judged({"memory_gib": memory, "vcpus": 1, "price": 5, "currency": "CNY", "per": "month"}, BLOG)
        assert "too-small" not in _ids(found) or found.fits is not True


def test_a_machine_in_the_mainland_is_no_fit_for_who_will_not_file() -> None:
    offer = {"region": "mainland", "vcpus": 2, "memory_gib": 4, "price": 30, "currency": "CNY", "per": "month"}
    assert _judged(offer, BLOG).fits is True
    refused = _judged(offer, {**BLOG, "filing": "avoid"})
    assert refused.fits is False
    assert refused.decisive == "cannot-file"


def test_far_from_the_people_is_the_wrong_place() -> None:
    offer = {"region": "west", "vcpus": 2, "memory_gib": 4, "price": 3, "currency": "USD", "per": "month"}
    assert {"wrong-region", "slow-line"} <= _ids(_judged(offer, BLOG, SMALL))
    assert "wrong-region" not in _ids(_judged(offer, {**BLOG, "audience": "west"}, SMALL))


def test_a_shared_address_carries_no_domain() -> None:
    offer = {
        "ipv4": "nat",
        "vcpus": 2,
        "memory_gib": 2,
        "region": "mainland",
        "price": 9,
        "currency": "CNY",
        "per": "month",
    }
    assert {"nat", "no-own-ipv4", "cannot-file"} <= _ids(_judged(offer, BLOG))
    assert "no-own-ipv4" not in _ids(_judged(offer, {**BLOG, "domain": "no"}))


def test_what_is_paid_ahead_is_flagged_by_who_is_paid() -> None:
    offer = {"vcpus": 2, "memory_gib": 4, "price": 20, "currency": "USD", "per": "year", "region": "west"}
    needs = {**BLOG, "audience": "west"}
    assert "small-vendor-prepay" in _ids(_judged(offer, needs, SMALL))
    assert "small-vendor-prepay" not in _ids(_judged(offer, needs, Seller("big", ("west",), "west")))
    assert "prepay-years" in _ids(_judged({**offer, "per": "three-years"}, needs, SMALL))


def test_without_a_case_it_depends_on_what_will_run() -> None:
    found = _judged({"vcpus": 2, "memory_gib": 4, "price": 99, "currency": "CNY", "per": "year"}, {})
    assert found.fits is None
    assert "purpose" in {one.need for one in found.hangs_on}


def test_usual_rests_on_three_young_prices_or_is_not_said() -> None:
    for region in ("mainland", "hongkong", "asia", "west"):
        for memory in (1, 2, 4, 8, 64):
            found = usual({"memory_gib": memory, "vcpus": 2}, region, TODAY)
            assert found is None or found.plans_used >= LEAST_PRICES
            ages = [one.plan.age_months(TODAY) for one in found.plans] if found else []
            assert all(age is not None and age < OLDEST for age in ages)
    assert usual({"memory_gib": 2}, None, TODAY) is None
    assert usual({"vcpus": 2}, "mainland", TODAY) is None


def test_without_a_usual_price_it_is_neither_cheap_nor_dear() -> None:
    said = parse([("purpose", "blog"), ("audience", "mainland"), ("now", "1")])
    for size, known in ((12, False), (2, True)):
        offer = {"vcpus": 2, "memory_gib": size, "price": 1000, "currency": "CNY", "per": "month"}
        for lang in LANGUAGES:
            found = advise(said.answers, True)
            one = reply_to({"act": "offer", "offer": offer}, said, found, lang)
            told = " ".join([*one.text, *one.more])
            assert one.figures["usual"] is None
            # A size the advice itself has a price for is held against that.
            assert (load().phrase(lang, "reply.offer_usual_unknown") in told) is not known
            assert (money(lang, found.price) in told) is known


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("抢占式实例 4 块一个月", "spot"),
        ("超出 0.8 元/GB", "metered"),
        ("2 ARM cores, free forever", "arm"),
        ("续费通知：99 元", "stay"),
    ],
)
def test_marks_are_read(text: str, mark: str) -> None:
    assert mark in marks(text)


def test_unmetered_is_not_metered() -> None:
    assert "metered" not in marks("1Gbps unmetered")


def test_an_offer_with_marks_survives_its_address() -> None:
    fields = {"vcpus": 2, "memory_gib": 2.5, "price": 18.66, "currency": "USD", "per": "year", "marks": "spot arm"}
    assert read_offer(write_offer(fields)) == fields


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "offer",
    [
        {},
        {
            "currency": "XYZ",
            "per": "eon",
            "region": "mars",
            "product": "toy",
            "ipv4": "x",
            "virtualization": "y",
            "price": 9,
            "renewal": 3,
        },
        {"vendor": "x" * 40},
        {"price": 0, "currency": "USD"},
        {"gpu": "4090", "price": 1, "currency": "CNY", "per": "hour"},
        {"memory_gib": 999999999, "vcpus": 999999999, "price": 999999999, "currency": "GBP", "per": "hour"},
    ],
)
@pytest.mark.parametrize("needs", [{}, BLOG, {"purpose": "ai", "demand": "heavy"}, {"purpose": "static"}])
def test_any_offer_is_answered(offer: dict[str, Any], needs: dict[str, Any], lang: str) -> None:
    said = parse([(name, str(value)) for name, value in needs.items()])
    one = reply_to({"act": "offer", "offer": offer}, said, advise(said.answers, True), lang)
    assert one.text
    assert "{" not in " ".join([*one.text, *one.more])


def test_an_hour_is_paid_for_the_hours_it_is_used() -> None:
    offer = {"gpu": "4090", "price": 2, "currency": "CNY", "per": "hour"}
    model = {"purpose": "ai", "model": 14, "budget": 500}
    open_ = _judged(offer, model, HOME)
    assert [one.id for one in open_.hangs_on] == ["hours"]
    assert _judged(offer, {**model, "hours": 2}, HOME).fits is True
    assert sums(offer, 2).per_month == pytest.approx(sums(offer).per_month / 12, abs=0.01)


@pytest.mark.parametrize(("model", "fits"), [(14, True), (70, False), (None, None)])
def test_a_card_is_judged_by_the_memory_it_is_sold_with(model: int | None, fits: bool | None) -> None:
    offer = {"gpu": "4090", "price": 2, "currency": "CNY", "per": "hour"}
    needs = {"purpose": "ai", "demand": "medium", "hours": 2, **({"model": model} if model else {})}
    assert _judged(offer, needs, HOME).fits is fits


def test_far_from_the_mainland_it_hangs_on_where_the_people_are() -> None:
    offer = {"region": "west", "vcpus": 2, "memory_gib": 4, "price": 4, "currency": "EUR", "per": "month"}
    assert "audience" in {one.need for one in _judged(offer, {"purpose": "app"}, SMALL).hangs_on}
    assert _judged(offer, {"purpose": "app", "audience": "west"}, SMALL).fits is True
