"""What is to be minded about an offer, each with the figures it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.purposes import CALLS_OUT
from rules.advice.offer_case import OfferCase
from rules.advice.offer_lines import GOOD, ORDINARY, runs_on
from rules.advice.offer_money import Sums, Usual
from rules.facts.folds import served
from rules.price.spoken import MONTHS

BIG = 4.0
"""So many times the memory needed is too much."""
SMALL_SHARE = 0.6
"""So much of the budget is little."""
CHEAP, RESOLD = 0.15, 0.4
"""Below this share of the lowest usual price something is wrong with it; with what is sold on sooner."""
NO_PRICE = 1.5
"""Yuan a month: less is no price of a machine, whatever is usual."""
OFFER = 0.2
"""A big vendor's price for one year below this share of what is usual is one for new customers."""


AHEAD = ("half-year", "year", "two-years", "three-years")
"""Terms that are paid long before they are used up."""


@dataclass(frozen=True)
class Flag:
    """One thing to mind; `values` are the figures its words are filled with."""

    id: str
    values: Mapping[str, float | str] = field(default_factory=dict)


def flags(case: OfferCase, money: Sums, usual: Usual | None) -> list[Flag]:
    """Return everything to mind, the weightiest first."""
    return [
        *_place(case),
        *_line(case),
        *_address(case),
        *_too_small(case),
        *_card(case),
        *_too_big(case, money),
        *_traffic(case),
        *_price(case, money, usual),
        *_term(case, money, usual),
        *_kind(case),
    ]


def far_over(case: OfferCase, money: Sums) -> bool:
    """Say whether it costs more than a tenth above the budget, in what has to be paid for the time it is needed."""
    return over(case, money, 1.1)


def over(case: OfferCase, money: Sums, times: float = 1.0) -> bool:
    """Say whether it costs more than so many times the budget, in what has to be paid for the time it is needed."""
    budget = case.found.answers.number("budget")
    return budget is not None and _asked(case, money) > times * budget


def _asked(case: OfferCase, money: Sums) -> float:
    """Return what is paid a month; for days or weeks what is paid at once, where that is less than a month."""
    per = str(case.offer.get("per"))
    short = case.found.answers.stated("term") == "short" and MONTHS.get(per, 1) < 1 and per != "hour"
    month = money.per_month or 0.0
    return month * MONTHS[per] if short else month


def _place(case: OfferCase) -> Iterator[Flag]:
    if case.wrong_place:
        yield Flag("wrong-region", {"region": case.region or ""})
    if case.needs_filing:
        yield Flag("needs-filing")
        if case.may_not_file or case.offer.get("ipv4") in ("nat", "none"):
            yield Flag("cannot-file", {"why": "nat" if not case.may_not_file else "person"})


def _line(case: OfferCase) -> Iterator[Flag]:
    if case.slow:
        yield Flag("slow-line", {"has": case.offer["bandwidth_mbps"], "need": case.found.size.bandwidth_mbps})
    elif case.near in ("mainland", "global") and _far(case):
        yield Flag("slow-line", {"region": case.region or ""})


def _far(case: OfferCase) -> bool:
    """Say whether the way to the mainland is a slow one."""
    if runs_on(case.offer, ORDINARY):
        return True
    abroad = case.region in ("west", "asia") or (case.region is None and case.seller.home not in ("mainland", ""))
    return abroad and not runs_on(case.offer, GOOD)


def _address(case: OfferCase) -> Iterator[Flag]:
    ipv4 = case.offer.get("ipv4")
    if ipv4 == "nat":
        yield Flag("nat")
    # What only calls out is looked for by nobody.
    called = served(case.found.answers) != CALLS_OUT and case.found.answers.stated("domain") != "no"
    if ipv4 in ("nat", "none") and called:
        yield Flag("no-own-ipv4")
    if case.virtualization == "openvz":
        yield Flag("openvz")


def _too_small(case: OfferCase) -> Iterator[Flag]:
    if case.short_of:
        yield Flag("too-small", {"what": case.short_of, "has": case.offer[case.short_of], "need": case.needed})


def _card(case: OfferCase) -> Iterator[Flag]:
    if not case.gpu:
        return
    if case.card is None and not (case.sold and case.sold.kind == "card"):
        yield Flag("no-card", {"need": case.found.size.gpu_memory_gib or 0})
    if case.card_small:
        yield Flag("small-card", {"has": case.card_gib or 0, "need": case.card_needed})


def _too_big(case: OfferCase, money: Sums) -> Iterator[Flag]:
    memory, mine = case.memory, case.found.size.memory_gib
    # What takes little of the budget is no fault, however large.
    budget, month = case.found.answers.number("budget"), money.per_month
    cheap = budget is not None and month is not None and month <= SMALL_SHARE * budget
    if memory and mine and not case.gpu and memory >= BIG * mine and not cheap:
        yield Flag("too-big", {"has": memory, "need": mine})


def _traffic(case: OfferCase) -> Iterator[Flag]:
    if case.traffic_short:
        need = round(case.found.size.traffic_gb_month or 0)
        yield Flag("traffic-cap", {"has": case.offer["traffic_gib"], "need": need})
    if "metered" in case.marks:
        yield Flag("metered-traffic")


def _price(case: OfferCase, money: Sums, usual: Usual | None) -> Iterator[Flag]:
    month, budget = money.per_month, case.found.answers.number("budget")
    if month is None:
        return
    if budget is not None and over(case, money) and not case.by_unknown_hours:
        yield Flag("over-budget", {"month": _asked(case, money), "budget": budget})
    if _too_cheap(case, money, month, usual):
        yield Flag("too-cheap-to-be-true", {"month": month, "low": usual.low if usual else 0})


def _too_cheap(case: OfferCase, money: Sums, month: float, usual: Usual | None) -> bool:
    """Say whether something is wrong with it: free or taken away at any time, or far below what is usual and no first price."""
    if {"spot", "free"} & case.marks or money.price == 0:
        return True
    trial = bool(case.offer.get("promo")) and case.offer.get("per") == "month"
    share = RESOLD if "resold" in case.marks else CHEAP
    wrong = month < (share * usual.low if usual else NO_PRICE)
    # A big vendor sells below cost to win customers, and is there the year after.
    return wrong and not trial and case.seller.kind != "big" and not _promo(case, money, usual)


def _promo(case: OfferCase, money: Sums, usual: Usual | None) -> bool:
    """Say whether it is a price for new customers: said so, or a big vendor's year far below what is usual."""
    if case.offer.get("promo"):
        return True
    # Years paid together are cheap for another reason: nobody can leave.
    yearly = case.offer.get("per") == "year" and "renewal" not in case.offer
    if case.seller.kind != "big" or case.seller.home != "mainland" or not yearly:
        return False
    return usual is None or (money.per_month or 0) < OFFER * usual.high


def _term(case: OfferCase, money: Sums, usual: Usual | None) -> Iterator[Flag]:
    promo = _promo(case, money, usual)
    if promo:
        yield Flag("promo-new-users")
    yield from _renewal(case, money, promo=promo)
    if case.offer.get("per") in ("two-years", "three-years"):
        yield Flag("prepay-years", {"years": 2 if case.offer["per"] == "two-years" else 3})
    ahead = case.offer.get("per") in AHEAD or "prepaid" in case.marks
    if case.seller.kind != "big" and ahead and not _tiny(case):
        yield Flag("small-vendor-prepay", {"seller": case.seller.kind if case.offer.get("vendor") else "unknown"})


def _renewal(case: OfferCase, money: Sums, *, promo: bool) -> Iterator[Flag]:
    later, month = money.renewal_month, money.per_month
    if later is not None and month is not None and later > 1.05 * month:
        yield Flag("renewal-dearer", {"month": month, "later": later})
    elif "dearer-later" in case.marks or (
        promo and later is None and case.offer.get("per") not in ("two-years", "three-years")
    ):
        yield Flag("renewal-dearer")


def _tiny(case: OfferCase) -> bool:
    """Say whether nothing serious is meant to stand on it: sharing an address, it is a toy whatever the term."""
    return case.offer.get("ipv4") == "nat"


def _kind(case: OfferCase) -> Iterator[Flag]:
    if case.virtualization == "lxc" or "shared" in case.marks:
        yield Flag("shared-cpu")
    for mark, name in (("old-cpu", "old-cpu"), ("arm", "arm"), ("unmanaged", "unmanaged")):
        if mark in case.marks:
            yield Flag(name)
    if (
        case.found.answers.stated("data") not in (None, "none")
        and "backup" not in case.marks
        and case.seller.kind != "big"
    ):
        yield Flag("no-backup")
