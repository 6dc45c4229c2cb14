"""Replies and offers as they ride along in addresses: written, read back, bounded."""

import pytest

from chat.remarks_address import MOST_LETTERS, read_offer, read_reply, write_offer, write_reply
from chat.said.address import parse

ACTS = [
    [{"act": "why", "decision": "region"}],
    [{"act": "why-not", "decision": "size", "choice": "2c4g"}],
    [{"act": "compare", "decision": "product", "choices": ["light", "ecs"]}],
    [{"act": "what-if", "needs": {"budget": 99.9, "filing": "willing"}, "also": ["wechat", "moving"]}],
    [{"act": "what-if", "needs": {"budget": 99.9}}, {"act": "cost", "span": "first-year"}],
    [{"act": "vendor", "vendors": ["阿里云", "v.ps"]}, {"act": "recap"}],
    [{"act": "topic", "topic": "icp-filing"}],
    [{"act": "better", "toward": "cost"}, {"act": "other"}],
    [{"act": "how", "about": "filing"}, {"act": "when"}],
]
OFFERS = [
    {"vcpus": 2, "memory_gib": 2.5, "price": 18.66, "currency": "USD", "per": "year"},
    {"vendor": "Gullo's Hosting", "line": "CN2 GIA", "gpu": "2x RTX 4070 Ti", "promo": True, "ipv4": "nat", "count": 3},
    {"vendor": "阿里云", "price": 0, "per": "three-years", "renewal": 99, "virtualization": "kvm", "traffic_gib": 1000},
]


@pytest.mark.parametrize("acts", ACTS, ids=lambda acts: acts[0]["act"])
def test_acts_are_read_back_as_they_were_written(acts):
    assert read_reply(write_reply(acts)) == acts


@pytest.mark.parametrize("offer", OFFERS, ids=["plain", "odd", "free"])
def test_an_offer_is_read_back_as_it_was_written(offer):
    assert read_offer(write_offer(offer)) == offer


def test_they_are_written_as_the_contract_shows_them():
    assert write_reply(ACTS[4]) == "what-if:budget-99.9;cost:span-first-year"
    assert write_reply(ACTS[2]) == "compare:decision-product,choices-light+ecs"
    assert set(write_offer(OFFERS[0]).split(",")) == {
        "vcpus-2",
        "memory_gib-2.5",
        "price-18.66",
        "currency-USD",
        "per-year",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "why:",
        "why:colour-red",
        "cost;when;sure",
        "why:decision-region,decision-size",
        "x" * 5000,
        "what-if:budget-1;",
        "vendor:vendors-" + "+".join("abcdefgh"),
        "why:decision-\x00",
        "why:decision-%0a",
    ],
)
def test_a_malformed_reply_is_none(text):
    assert read_reply(text) is None


def test_a_supposition_takes_needs_only():
    assert read_reply("what-if:colour-red", ("budget",)) is None
    assert read_reply("what-if:budget-5", ("budget",)) == [{"act": "what-if", "needs": {"budget": 5}}]


@pytest.mark.parametrize(
    "text",
    ["", "price", "price-free", "colour-red", "vcpus-2,vcpus-4", "promo-no", "vendor-" + "x" * 200, "price-1" * 200],
)
def test_a_malformed_offer_is_none(text):
    assert read_offer(text) is None


def test_what_a_vendor_is_called_cannot_break_an_address():
    said = write_offer({"vendor": "a,b;c+d-e\n" * 50, "price": 5})
    assert len(said) <= MOST_LETTERS
    assert read_offer(said)["price"] == 5


def test_they_ride_along_in_a_conversation_and_what_is_malformed_does_not():
    kept = parse([("purpose", "blog"), ("reply", "why:decision-region"), ("offer", "price-5")])
    assert kept.riding == {"reply": "why:decision-region", "offer": "price-5"}
    assert parse([("reply", "why:colour-red"), ("offer", "price-free")]).riding == {}
    assert not kept.malformed
