"""The comparison under the verdict: recommended, cheaper, steadier, not buying and one's own machine, row by row; the contract's JSON."""

from __future__ import annotations

from typing import Any

from chat.bodies import money
from chat.words import giving_up, headline, money_said, picture, size_json
from chat.words.bill_json import promo
from chat.words.wording import choice_label, named_label, number, phrase
from knowledge.products import products
from rules.advice.advising import Advice
from rules.advice.compare import Way, ways
from rules.advice.instead import Instead
from rules.advice.named_machine import Named
from rules.machine.ladder import LADDER
from rules.price.first_year import offers_for
from rules.price.spoken import Said, best_offer

JSON = dict[str, Any]


def rows(advice: Advice, lang: str, spec: Named | None = None, told: Said | None = None) -> list[money.Way]:
    """Return the rows: {id, what, low, high, first_year, renewal, filing, live, work, gives_up, priced}; None where there is no such thing."""
    found = [_row(advice, way, lang, told) for way in ways(advice)]
    return [*found, _named(advice, spec, lang, told)] if spec else found


def _row(advice: Advice, way: Way, lang: str, told: Said | None) -> money.Way:
    if way.instead is not None:
        return _nothing(advice, way.instead, lang, told)
    price = way.price or advice.price
    offers = advice.offers if way.changed is None else offers_for(price.order, advice.on)
    offer = best_offer(offers)
    return {
        "id": way.id,
        "label": phrase(lang, f"bill.way_{way.id}"),
        "what": _what(advice, way, lang),
        "low": price.low,
        "high": price.high,
        "text": money_said.way(advice, price, lang, told),
        "reckoned": price.bill.reckoned,
        "first_year": price.over_years[0],
        "renewal": money_said.spoken(lang, offer, told) if offer else money_said.renewal(price, lang),
        "offer": promo(offers[0]) if offer else None,
        "filing": choice_label(lang, "filing", price.filing),
        "live": _live(advice, price.filing, lang),
        "work": _work(price.order.product, price.filing, lang),
        "gives_up": _lost(advice, way, lang, told),
        "changed": list(way.changed) if way.changed else None,
    }


def _what(advice: Advice, way: Way, lang: str) -> str:
    decision, choice = way.changed or ("product", advice.decided.choice("product"))
    if decision == "size":
        machine = LADDER[choice]
        if machine.gpu_memory_gib:
            return phrase(lang, "advice.size_gpu", card=machine.gpu_memory_gib)
        return phrase(lang, "advice.size", vcpus=machine.vcpus, memory=number(machine.memory_gib))
    label = choice_label(lang, decision, choice)
    return phrase(lang, "page.candidate_place", label=label) if decision == "region" else label


def _live(advice: Advice, filing: str, lang: str) -> str:
    """Return from when it is live; what may not go live as things stand has no day."""
    return phrase(lang, "bill.live_law") if headline.law_first(advice, lang) else picture.live(filing, lang)


def _work(product: str, filing: str, lang: str) -> str:
    """Return what there is to do besides, in a few words."""
    parts = [phrase(lang, f"bill.work_{product}")]
    if filing == "needed":
        parts.append(phrase(lang, "bill.work_filing"))
    return phrase(lang, "page.semicolon").join(parts)


def _lost(advice: Advice, way: Way, lang: str, told: Said | None) -> str:
    """Return what is given up against the advice; of a dearer way, the money."""
    if way.changed is None or way.price is None:
        return phrase(lang, "bill.lost_recommended")
    if way.price.low >= advice.price.low:
        return money_said.dearer(advice, way.price, lang, told)
    decision, choice = way.changed
    return phrase(lang, "bill.lost_size") if decision == "size" else giving_up.gives_up(advice, decision, choice, lang)


def _nothing(advice: Advice, instead: Instead, lang: str, told: Said | None) -> money.Way:
    product = next((name for name, row in products().items() if row.topic == instead.about), "home")
    return {
        "id": "nothing",
        "label": phrase(lang, "bill.way_nothing"),
        "what": phrase(lang, f"bill.nothing_{product}"),
        "low": instead.low,
        "high": instead.high,
        "text": money_said.span(lang, instead.low, instead.high, told, advice.months),
        "reckoned": False,
        "first_year": round((instead.low + instead.high) * 6),
        "renewal": phrase(lang, "bill.renewal_none"),
        "offer": None,
        "filing": phrase(lang, f"bill.nothing_filing_{product}"),
        "live": phrase(lang, "bill.live_today"),
        "work": phrase(lang, f"bill.work_{product}"),
        "gives_up": phrase(lang, f"bill.lost_{product}"),
        "changed": None,
    }


def _named(advice: Advice, spec: Named, lang: str, told: Said | None) -> money.Way:
    """Return the machine that was named; without a price where nobody lists it, or none is needed."""
    found = size_json.named(advice, spec, lang, told)
    product, filing = (advice.decided.choice(name) for name in ("product", "filing"))
    return {
        "id": "named",
        "label": phrase(lang, "bill.way_named"),
        "what": named_label(lang, spec),
        "low": found["low"],
        "high": found["high"],
        "text": found["price_text"],
        "reckoned": found["reckoned"],
        "first_year": found["first_year"],
        "renewal": phrase(lang, "bill.renewal_same"),
        "offer": None,
        "filing": choice_label(lang, "filing", filing),
        "live": _live(advice, filing, lang),
        "work": _work(advice.sold.steadier if advice.sold.serverless else product, filing, lang),
        "gives_up": phrase(lang, f"bill.named_{found['fit']}"),
        "changed": None,
    }
