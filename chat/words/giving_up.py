"""What to give up where the budget is not enough, and what each way then costs."""

from __future__ import annotations

import math
from typing import Any

from chat.words.wording import choice_label, number, phrase, vendor_label
from knowledge import catalogue
from rules.advice.advising import Advice, advise
from rules.advice.other_ways import Rival
from rules.facts.attributes import stated
from rules.machine.size import LADDER

JSON = dict[str, Any]
LEAST_MBPS = 1.5
"""What a viewer of 720p video takes at the least (F132)."""


def give_up(advice: Advice, lang: str) -> list[JSON]:
    """Return what to give up, and what it then costs: cheaper ways first that the budget reaches, then a larger budget."""
    budget = float(str(stated(advice.needs, "budget")))
    others = [one for one in (advice.smaller, *advice.rivals) if one is not None and not one.chosen]
    cheaper = sorted(
        (one for one in others if one.price.low < advice.price.low), key=lambda one: one.price.low > budget
    )
    enough = [one for one in cheaper if one.price.low <= budget]
    rows = [_given_up(one, budget, lang) for one in (enough or cheaper)[:3]]
    rows += [*_let_go(advice, budget, lang), *_offered(advice, budget, lang)]
    if advice.traffic and stated(advice.needs, "purpose") == "media":
        low = round(
            advice.traffic.low * LEAST_MBPS / catalogue.sizing()["purposes"]["media"]["mbps_per_person"]["mbps"]
        )
        text = phrase(lang, "advice.give_bitrate", mbps=number(LEAST_MBPS), low=low)
        rows.append({"kind": "bitrate", "choice": LEAST_MBPS, "low": low, "enough": low <= budget, "text": text})
    low = math.ceil(advice.price.low)
    return [
        *rows,
        {
            "kind": "budget",
            "choice": low,
            "low": low,
            "enough": True,
            "text": phrase(lang, "advice.give_budget", low=low),
        },
    ]


def _let_go(advice: Advice, budget: float, lang: str) -> list[JSON]:
    """Return what dropping a costly wish would come to: a whole machine, or never a minute down."""
    rows = []
    for name, value in (("isolation", "shared"), ("uptime", "business")):
        if stated(advice.needs, name) not in ("exclusive", "critical"):
            continue
        other = advise({**advice.needs, name: value}, advice.decided.also)
        low = math.ceil(other.price.low)
        if low < advice.price.low:
            label = choice_label(lang, "product", other.decided.choice("product"))
            text = phrase(lang, f"advice.give_{name}", label=label, low=low)
            rows.append({"kind": name, "choice": value, "low": low, "enough": low <= budget, "text": text})
    return rows


def _offered(advice: Advice, budget: float, lang: str) -> list[JSON]:
    """Return the first-year offer, here or where else it could stand, that the budget reaches and that renews at its price."""
    # An offer's small disk holds none of it, and what holds it costs more than the offer.
    if advice.storage:
        return []
    here = advice.decided.choice("region")
    places = [here, *(one.choice for one in advice.rivals if one.kind == "region")]
    for place in places:
        for one in advice.offers_in(place):
            if one.renewal_year == one.first_year and one.first_year / 12 <= budget:
                values = {"vendor": vendor_label(lang, one.plan.plan.vendor), "first": one.first_year}
                key = "advice.give_promo" if place == here else "advice.give_promo_region"
                text = phrase(lang, key, place=choice_label(lang, "region", place), **values)
                low = math.ceil(one.first_year / 12)
                return [{"kind": "promo", "choice": one.plan.plan.id, "low": low, "enough": True, "text": text}]
    return []


def _given_up(one: Rival, budget: float, lang: str) -> JSON:
    if one.kind == "size":
        machine = LADDER[one.choice]
        card = machine.gpu_memory_gib
        label = (
            phrase(lang, "advice.size_gpu", card=card)
            if card
            else phrase(lang, "advice.size", vcpus=machine.vcpus, memory=machine.memory_gib)
        )
    else:
        label = choice_label(lang, one.kind, one.choice)
    # The same sum as in the comparison beside it.
    low = round(one.price.low)
    enough = one.price.low <= budget
    text = phrase(lang, f"advice.give_{one.kind}" if enough else f"advice.give_{one.kind}_short", label=label, low=low)
    return {"kind": one.kind, "choice": one.choice, "low": low, "enough": enough, "text": text}
