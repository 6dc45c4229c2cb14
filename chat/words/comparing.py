"""The comparison under the verdict: recommended, cheaper, steadier, not buying and one's own machine, row by row; the contract's JSON."""

from __future__ import annotations

from typing import Any

from chat.bodies import money
from chat.words import giving_up, money_said, size_json
from chat.words.bill_json import promo
from chat.words.wording import choice_label, number, phrase
from knowledge import load
from rules.advice.advising import SERVERLESS, Advice
from rules.advice.compare import Way, ways
from rules.advice.instead import Instead
from rules.advice.named_machine import Named
from rules.advice.priced import Priced
from rules.machine.ladder import LADDER
from rules.price.first_year import offers_for
from rules.price.spoken import best_offer

JSON = dict[str, Any]


def rows(advice: Advice, lang: str, spec: Named | None = None) -> list[money.Way]:
    """Return the rows: {id, what, low, high, first_year, renewal, filing, live, work, gives_up, priced}; None where there is no such thing."""
    found = [_row(advice, way, lang) for way in ways(advice)]
    return [*found, _named(advice, spec, lang)] if spec else found


def _row(advice: Advice, way: Way, lang: str) -> money.Way:
    if way.instead is not None:
        return _nothing(way.note, way.instead, lang)
    price = way.price or advice.price
    offer = best_offer(advice.offers if way.changed is None else offers_for(price.order))
    return {
        "id": way.id, "label": phrase(lang, f"bill.way_{way.id}"), "what": _what(advice, way, lang),
        "low": price.low, "high": price.high, "reckoned": price.bill.reckoned, "first_year": price.over_years[0],
        "renewal": money_said.spoken(lang, offer) if offer else phrase(lang, "bill.renewal_same"),
        "offer": promo(next(iter(offers_for(price.order)))) if offer else None,
        "filing": choice_label(lang, "filing", price.filing), "live": phrase(lang, f"bill.live_{price.filing}"),
        "work": _work(price, lang), "gives_up": _lost(advice, way, lang), "changed": list(way.changed) if way.changed else None,
    }  # fmt: skip


def _what(advice: Advice, way: Way, lang: str) -> str:
    decision, choice = way.changed or ("product", advice.decided.choice("product"))
    if decision == "size":
        machine = LADDER[choice]
        if machine.gpu_memory_gib:
            return phrase(lang, "advice.size_gpu", card=machine.gpu_memory_gib)
        return phrase(lang, "advice.size", vcpus=machine.vcpus, memory=number(machine.memory_gib))
    label = choice_label(lang, decision, choice)
    return phrase(lang, "page.candidate_place", label=label) if decision == "region" else label


def _work(price: Priced, lang: str) -> str:
    """Return what there is to do besides, in a few words."""
    parts = [phrase(lang, f"bill.work_{price.order.product}")]
    if price.filing == "needed":
        parts.append(phrase(lang, "bill.work_filing"))
    return phrase(lang, "page.semicolon").join(parts)


def _lost(advice: Advice, way: Way, lang: str) -> str:
    """Return what is given up against the advice; of a dearer way, the money."""
    if way.changed is None or way.price is None:
        return phrase(lang, "bill.lost_recommended")
    if way.price.low >= advice.price.low:
        return phrase(lang, "bill.lost_money", more=number(round(way.price.low - advice.price.low)))
    decision, choice = way.changed
    return phrase(lang, "bill.lost_size") if decision == "size" else giving_up.gives_up(advice, decision, choice, lang)


def _nothing(note: str, instead: Instead, lang: str) -> money.Way:
    product = "static" if instead.about == "static-hosting" else "home"
    return {
        "id": "nothing", "label": phrase(lang, "bill.way_nothing"), "what": phrase(lang, f"bill.nothing_{product}"),
        "low": instead.low, "high": instead.high, "reckoned": False, "first_year": round((instead.low + instead.high) * 6),
        "renewal": phrase(lang, "bill.renewal_same"), "offer": None,
        "filing": phrase(lang, "bill.nothing_filing"), "live": phrase(lang, "bill.live_not-needed"),
        "work": phrase(lang, f"bill.work_{product}"), "gives_up": str(load().snippets[note].texts[lang]), "changed": None,
    }  # fmt: skip


def _named(advice: Advice, spec: Named, lang: str) -> money.Way:
    """Return the machine that was named; without a price where nobody lists it, or none is needed."""
    found = size_json.named(advice, spec, lang)
    product, filing = (advice.decided.choice(name) for name in ("product", "filing"))
    low, high = found["low"], found["high"]
    year = None if low is None or high is None else round((low + high) * 6)
    return {
        "id": "named", "label": phrase(lang, "bill.way_named"), "what": str(spec), "low": found["low"], "high": found["high"],
        "reckoned": False, "first_year": year, "renewal": phrase(lang, "bill.renewal_same"), "offer": None,
        "filing": choice_label(lang, "filing", filing), "live": phrase(lang, f"bill.live_{filing}"),
        "work": phrase(lang, f"bill.work_{'ecs' if product in SERVERLESS else product}"), "gives_up": found["text"], "changed": None,
    }  # fmt: skip
