"""What the first screen of an advice says: what to buy, what it costs this year and next, why, and what else there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chat.pages import card_money as money
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import headline, money_said
from chat.words.wording import by_address_only, phrase, vendor_label, whole
from rules.advice.advising import Advice
from rules.facts.attributes import stated
from rules.price.spoken import Said

JSON = dict[str, Any]
REASONS = ("region", "product", "vendor", "runtime")
MOST_REASONS = 3
ORDER_FIRST = ("product", "region", "size", "plan", "card", "image", "system", "term")
"""What decides on an order page; the rest is a fold away."""
_FIRST_SENTENCE = re.compile(r"^.{12,}?(?:[。！？]|[.!?:](?=\s)|；)")
_ASIDE = re.compile(r"\s?[（(][^（()）]*[）)]")
_NEXT_YEAR = 2
"""Years after the first in what three years cost."""
_SAME = 0.01


def what(found: Advice, lang: str) -> str:
    """Return what to buy as a heading, without the price."""
    text = headline.wanted(found, lang)
    return text[:1].upper() + text[1:]


def facts(found: Advice, body: JSON, lang: str) -> list[str]:
    """Return how it is paid, what the filing takes and from when it is live, each in a few words."""
    billing = phrase(lang, "page.billed", how=body["decisions"]["billing"]["label"])
    # What may not go live as things stand has no day on which it will.
    live = [] if headline.law_first(found, lang) else _live(body["timeline"], lang)
    return [begun(billing), _filing(found, lang), *live]


def begun(text: str) -> str:
    """Return a text that begins a line: with a capital, where the language has any."""
    return text[:1].upper() + text[1:]


def _filing(found: Advice, lang: str) -> str:
    """Return what the filing takes, as half a sentence."""
    if by_address_only(found):
        return phrase(lang, "advice.filing_ip")
    return phrase(lang, f"advice.filing_{found.decided.choice('filing')}")


def _live(timeline: Sequence[JSON], lang: str) -> list[str]:
    days = {row["id"]: row for row in timeline}
    if "office" in days or "first" in days:
        when = days.get("office", days.get("first", {}))["when"]
        return [phrase(lang, "page.live", when=when[:1].lower() + when[1:])]
    return [phrase(lang, "page.live_today")]


def price(found: Advice, cost: JSON, lang: str, told: Said | None = None) -> JSON:
    """Return what it costs a month, from when that price is, and the lines on the years, the offer and the budget."""
    now, *offers = cost.get("headline") or [_now(cost, lang), _best_offer(cost, lang)]
    lines = [*offers, _years(found, cost, lang, told), _budget(found, cost, lang, told), money_said.rate(lang, told)]
    return {
        "now": now[:1].upper() + now[1:],
        "dated": "" if cost.get("headline") else _dated(cost, lang),
        "lines": [line for line in lines if line],
    }


def _now(cost: JSON, lang: str) -> str:
    return money.money_range(cost["low"], cost["high"], lang) if cost["high"] else phrase(lang, "page.free")


def _dated(cost: JSON, lang: str) -> str:
    if not cost["plans_used"] or not cost["high"]:
        return ""
    if not cost["newest"]:
        return phrase(lang, "page.no_date")
    years = sorted({cost["oldest"][:4], cost["newest"][:4]})
    said = phrase(lang, "page.price_of", years="–".join(years))
    return said + phrase(lang, "page.price_reckoned") if "size" in cost["substitutes"] else said


def _years(found: Advice, cost: JSON, lang: str, told: Said | None) -> str:
    """Return what the first year and the next come to at this price."""
    if stated(found.needs, "term") == "short":
        return phrase(lang, "page.one_month")
    first, three = cost.get("first_year"), cost.get("three_years")
    if not first or not three:
        return ""
    after = (three - first) / _NEXT_YEAR
    key = "page.year_same" if abs(after - first) <= _SAME * first else "page.year_next"
    return phrase(lang, key, year=money_said.total(lang, first, told), after=money_said.total(lang, after, told))


def _best_offer(cost: JSON, lang: str) -> str:
    """Return the dated first-year offer that is cheapest in the long run, with what the second year then costs."""
    offers = [row for row in cost["promos"] if row["as_of"] and row["first_year"] < (cost["first_year"] or 0)]
    if not offers:
        return ""
    row = offers[0]
    vendor = vendor_label(lang, row["vendor"])
    known = row["renewal_year"]
    key = "page.offer_unknown" if known is None else "page.offer_same" if known == row["first_year"] else "page.offer"
    values = {"vendor": vendor, "year": whole(lang, row["first_year"]), "date": row["as_of"][:4]}
    return phrase(lang, key, **values, after=whole(lang, known) if known is not None else "")


def _budget(found: Advice, cost: JSON, lang: str, told: Said | None) -> str:
    """Return whether the budget covers it, and what nobody could count; the ways out of one that does not stand below."""
    if cost["within_budget"] is not False:
        return headline.tagline(found, lang, None, 1, told)
    low, budget = money_said.least(found, lang, told), money_said.had(lang, found, told)
    said = phrase(lang, "advice.over_offer" if headline.offer_reached(found) else "advice.over", budget=budget, low=low)
    return headline.sentences([part for part in (said, headline.tagline(found, lang, None, 1, told)) if part], lang)


def because(decisions: Mapping[str, JSON], said: Conversation, site: Site) -> list[JSON]:
    """Return the leading reason of the decisions that matter most, each in its first sentence and with the page behind it."""
    rows = [(name, decisions[name]["for"][0]["text"]) for name in REASONS if decisions[name]["for"]]
    return [
        {"decision": name, "label": decisions[name]["label"], "text": first_sentence(text), "url": site.why(said, name)}
        for name, text in rows[:MOST_REASONS]
    ]


def first_sentence(text: str) -> str:
    """Return the first sentence of a text without what stands in brackets."""
    plain = _ASIDE.sub("", text)
    found = _FIRST_SENTENCE.match(plain)
    if not found or found[0].count("**") % 2:
        return plain
    return re.sub("[；:]$", "。" if found[0].endswith("；") else ".", found[0])


def noodles(found: Advice, cost: JSON, lang: str, each: float) -> str:
    """Return what a month amounts to in bowls of noodles; nothing beside bad news."""
    bowls = cost["noodle_bowls"]
    if not bowls or bowls < 0.5 or found.fit == "no" or found.conflict:
        return ""
    said = phrase(lang, "advice.noodles", n=round(bowls), price=f"{each:g}")
    return phrase(lang, "page.sentence", text=said[:1].upper() + said[1:])


def split_order(rows: Sequence[JSON]) -> tuple[list[JSON], list[JSON]]:
    """Return the lines of the order page that decide, and the rest."""
    first = [row for row in rows if row["field"].partition("-")[0] in ORDER_FIRST]
    rest = [row for row in rows if row not in first]
    return (first, rest) if len(first) > 2 and len(rest) > 1 else (list(rows), [])
