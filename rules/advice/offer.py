"""Judge an offer somebody found for what was said: does it fit, what does it come to, what is to be minded. Pure; no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.advice import offer_flags
from rules.advice.advising import Advice
from rules.advice.offer_case import OfferCase, Proviso, Seller, offer_case
from rules.advice.offer_money import Sums, Usual, sums, usual

__all__ = ["Flag", "Judgement", "Proviso", "Seller", "judge"]

Flag = offer_flags.Flag
SAID = ("purpose", "audience", "budget", "filing")
"""What a fit may hang on that the person can say."""
FATAL = ("cannot-file", "wrong-region", "no-own-ipv4", "no-card")
"""Flags that alone make an offer no fit, whatever it costs."""


@dataclass(frozen=True)
class Judgement:
    """What an offer comes to. `fits`: None where it depends, `hangs_on` then says on what.

    `sums` and `usual` are in yuan. `flags` are what is to be minded, the weightiest first;
    `decisive` is the one that alone makes it no fit. `card_gib`: GPU memory it has and that is needed.
    """

    fits: bool | None
    hangs_on: tuple[Proviso, ...]
    sums: Sums
    usual: Usual | None
    flags: tuple[Flag, ...]
    region: str | None
    decisive: str | None
    card_gib: tuple[float, float] | None = None


def judge(
    offer: Mapping[str, Any], found: Advice, seller: Seller, on: date, marks: Sequence[str] = (), *, stay: bool = False
) -> Judgement:
    """Judge an offer (fields of the contract) for a case.

    `seller`: what is known of the vendor; `marks`: what the text says beside the fields (spot, metered, arm, old-cpu, shared,
    unmanaged, backup, dearer-later); `stay`: it is the renewal of a machine one has.
    """
    money = sums(offer, found.answers.number("hours"))
    case = offer_case(offer, found, seller, frozenset(marks))
    beside = usual(offer, case.region, on)
    flags = offer_flags.flags(case, money, beside)
    kept = [flag for flag in flags if not (stay and flag.id in ("promo-new-users", "prepay-years"))]
    fatal = _fatal(case, money, kept)
    hangs = _hanging(case, money, kept)
    fits = False if fatal else None if hangs else True
    return Judgement(
        fits,
        () if fatal else tuple(hangs),
        money,
        beside,
        tuple(sorted(kept, key=lambda flag: flag.id != fatal)),
        case.region,
        fatal,
        (case.card_gib, case.card_needed) if case.gpu and case.card_gib is not None else None,
    )


def _fatal(case: OfferCase, money: Sums, flags: Sequence[Flag]) -> str | None:
    """Return the flag that makes it no fit, whatever else; None where nothing does."""
    ids = [flag.id for flag in flags]
    dear = money.per_month is not None and offer_flags.far_over(case, money) and not case.by_unknown_hours
    toy = bool({"spot", "free"} & case.marks) and case.found.answers.stated("uptime") in ("business", "critical")
    reasons = (
        *((name, name in ids) for name in FATAL),
        ("too-small", case.hopeless),
        ("small-card", "small-card" in ids),
        ("traffic-cap", case.starved and case.traffic_short),
        ("slow-line", case.slow),
        ("over-budget", dear),
        ("too-cheap-to-be-true", toy),
    )
    return next((name for name, holds in reasons if holds), None)


def _hanging(case: OfferCase, money: Sums, flags: Sequence[Flag]) -> list[Proviso]:
    """Return what it depends on."""
    ids = {flag.id for flag in flags}
    unfiled = "needs-filing" in ids and case.found.answers.stated("filing") is None
    rows = (
        ("purpose", case.found.answers.stated("purpose") is None),
        ("size", case.size_unsaid),
        ("small", "too-small" in ids),
        ("card", case.card_unsure),
        ("region", case.region is None and case.place_matters),
        ("audience", case.far_from_unknown),
        ("per", money.per_month is None and money.price is not None),
        ("hours", case.by_unknown_hours and offer_flags.over(case, money)),
        ("budget", "over-budget" in ids),
        ("virtualization", case.virtualization in ("openvz", "lxc")),
        ("filing", unfiled),
    )
    return [Proviso(name, name if name in SAID else None) for name, hangs in rows if hangs]
