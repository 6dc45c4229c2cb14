"""An offer beside a case: where it would stand, what it lacks, what is carried by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import multimode
from typing import Any

from knowledge import catalogue
from knowledge.products import Product, products
from knowledge.regions import regions
from rules.advice.advising import Advice
from rules.advice.offer_lines import GOOD, ORDINARY, TUNED, runs_on
from rules.advice.offer_shortage import shortage
from rules.decide.deciding import verdict_of

HALF = 0.5
_CARDS = re.compile(r"(?<![a-z0-9])([1-8])x |x([1-8])\b")


@dataclass(frozen=True)
class Seller:
    """What is known of a vendor: big, small or unknown; where it sells; whether it is one from the mainland."""

    kind: str = "unknown"
    regions: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True)
class Proviso:
    """What a fit depends on; `need` where the person can say it."""

    id: str
    need: str | None = None


@dataclass(frozen=True)
class OfferCase:
    """The fields of an offer that a judgement reads, beside the case. GiB, Mbps, GB a month.

    `region`: where it would stand, said or implied by the vendor; None where neither. `short_of`: what it has too little of, empty
    where it carries the load or nobody said its size; `needed`: how much of that is; `hopeless`: it will not do at all.
    `starved`: its traffic or bandwidth is less than half of what is needed.
    """

    offer: Mapping[str, Any]
    found: Advice
    seller: Seller
    marks: frozenset[str]
    region: str | None
    implied: bool
    server: bool
    memory: float | None
    short_of: str
    needed: float
    hopeless: bool
    starved: bool
    traffic_short: bool
    slow: bool

    @property
    def gpu(self) -> bool:
        """Say whether the case asks for a graphics card."""
        return bool(self.found.size.gpu_memory_gib)

    @property
    def sold(self) -> Product | None:
        """Return what is offered; None where the product was not said."""
        return products().get(str(self.offer.get("product")))

    @property
    def size_unsaid(self) -> bool:
        """Say whether it is a machine whose size nobody said; with a card, it is the card that counts."""
        return self.server and self.memory is None and not self.gpu

    @property
    def card(self) -> str | None:
        """Return the card that was said."""
        return self.offer.get("gpu")

    @property
    def card_gib(self) -> float | None:
        """Return the memory of all its cards together, GiB; None where no card was said or its memory is not known."""
        each = card_memory(str(self.card)) if self.card else None
        return each and each * float(self.offer.get("count") or 1)

    @property
    def card_needed(self) -> float:
        """Return the GPU memory that the load asks for, GiB."""
        needed = self.found.size.needed
        return float(needed.get("gpu_memory_gib") or self.found.size.gpu_memory_gib or 0)

    @property
    def card_small(self) -> bool:
        """Say whether its cards do not hold the model that was named."""
        named = self.found.answers.stated("model") is not None
        return self.card_gib is not None and self.card_gib < self.card_needed * (1 if named else HALF)

    @property
    def card_unsure(self) -> bool:
        """Say whether it hangs on the card: its memory is not known, or only a range of models was named and it holds some."""
        return self.gpu and not self.card_small and (self.card_gib is None or self.card_gib < self.card_needed)

    @property
    def virtualization(self) -> str | None:
        """Return how the machine is cut, where it was said."""
        return self.offer.get("virtualization")

    @property
    def by_unknown_hours(self) -> bool:
        """Say whether it is paid by the hour and nobody said for how many hours a day."""
        return self.offer.get("per") == "hour" and self.found.answers.stated("hours") is None

    @property
    def near(self) -> str:
        """Return where the people, or the other end, are."""
        return str(self.found.decided.case.get("near") or self.found.answers.stated("audience") or "unknown")

    @property
    def place_matters(self) -> bool:
        """Say whether not every place will do."""
        return self.near not in ("global", "unknown")

    @property
    def far_from_unknown(self) -> bool:
        """Say whether it stands far from the mainland and nobody said where the people are, which still could be asked."""
        said = self.found.answers.stated("purpose") is not None
        return (
            said
            and self.near == "unknown"
            and self.region in ("asia", "west")
            and "audience" in self.found.outlook.open
        )

    @property
    def needs_filing(self) -> bool:
        """Say whether standing there a filing would be needed."""
        if self.region != "mainland" or self.found.answers.stated("domain") == "no":
            return False
        case = {**self.found.decided.case, "is.region": "mainland"}
        return verdict_of("filing", case).choice == "needed"

    @property
    def may_not_file(self) -> bool:
        """Say whether this person will not or cannot file."""
        unwilling = self.found.answers.stated("filing") == "avoid"
        veto = self.found.decided.verdicts["region"].worst_veto("mainland")
        return unwilling or veto in ("law", "impossible")

    @property
    def wrong_place(self) -> bool:
        """Say whether it would stand where it is no good for this case."""
        if self.region is None or self.region == self.found.decided.choice("region"):
            return False
        if self.region == "mainland" and self.near in ("mainland", "global", "hongkong"):
            return False
        verdict = self.found.decided.verdicts["region"]
        if verdict.worst_veto(self.region) in ("law", "impossible"):
            return True
        # Nearby a line that goes straight there will do; across an ocean only the best do.
        lines = GOOD if self.region == "asia" else TUNED
        tuned = self.near == "mainland" and runs_on(self.offer, lines) and not runs_on(self.offer, ORDINARY)
        return not tuned and self.region not in _near_enough(self.near)


@cache
def card_memory(card: str) -> float | None:
    """Return the memory of one card, GiB, by the plans on file that name it; as it is mostly sold (shares of a card are sold too)."""
    word = re.compile(rf"(?<![a-z0-9]){re.escape(card.lower())}(?![0-9])")
    found = [
        plan.gpu_memory_gib / _cards(plan.name.lower())
        for plan in catalogue.plans().values()
        if plan.gpu_memory_gib and word.search(f"{plan.product_name} {plan.name}".lower())
    ]
    return min(multimode(found), default=None)


def _cards(name: str) -> int:
    """Return how many cards a plan has, by its name."""
    found = _CARDS.search(name)
    return int(found[1] or found[2]) if found else 1


def offer_case(offer: Mapping[str, Any], found: Advice, seller: Seller, marks: Collection[str]) -> OfferCase:
    """Set an offer beside a case."""
    region, implied = _region(offer, found, seller)
    short_of, needed, hopeless = shortage(offer, found)
    size = found.size
    need_gb, need_mbps = size.traffic_gb_month or 0, size.bandwidth_mbps or 0
    gb, mbps = offer.get("traffic_gib"), offer.get("bandwidth_mbps")
    traffic_short = gb is not None and gb < need_gb
    return OfferCase(
        offer=offer,
        found=found,
        seller=seller,
        marks=frozenset(marks),
        region=region,
        implied=implied,
        server=not found.sold.serverless or "memory_gib" in offer,
        memory=offer.get("memory_gib"),
        short_of=short_of,
        needed=needed,
        hopeless=hopeless,
        starved=(gb is not None and gb < need_gb / 2) or (mbps is not None and mbps < need_mbps / 2),
        traffic_short=traffic_short,
        slow=mbps is not None and mbps < need_mbps / 2,
    )


def _region(offer: Mapping[str, Any], found: Advice, seller: Seller) -> tuple[str | None, bool]:
    """Return where it would stand, and whether that is only implied by who sells it."""
    if offer.get("region"):
        return str(offer["region"]), False
    if len(seller.regions) == 1:
        return seller.regions[0], True
    if seller.home and seller.home not in ("", "mainland"):
        return seller.home, True
    avoids = found.answers.stated("filing") == "avoid"
    audience = found.answers.stated("audience")
    if seller.home == "mainland" and audience in ("mainland", "global", None) and not avoids:
        return "mainland", True
    return None, False


def _near_enough(near: str) -> Collection[str]:
    """Return where a server may stand for people, or another end, in a place; anywhere where that is open, or everywhere."""
    return regions()[near].reaches if near in regions() else regions()
