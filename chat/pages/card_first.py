"""What the first screen of an advice says: what to buy, what it costs this year and next, why, and what else there is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.bodies.money import Cost, Milestone
from chat.bodies.parts import OrderLine
from chat.pages import terms
from chat.pages.card_parts import Because, Order, PriceShown
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import headline, money_said, sized_json
from chat.words.advice_json import Worded
from chat.words.wording import begun, by_address_only, number, phrase
from knowledge.languages import languages
from rules.advice.advising import Advice
from rules.answers import Answers
from rules.price.spoken import Said

REASONS = ("region", "product", "vendor", "runtime")
MOST_REASONS = 3
ORDER_FIRST = ("product", "region", "size", "plan", "card", "image", "system", "term")
"""What decides on an order page; the rest is a fold away."""
_ASIDE = re.compile(r"\s?[（(][^（()）]*[）)]")
_NEXT_YEAR = 2
"""Years after the first in what three years cost."""
_SAME = 0.01


def what(found: Advice, lang: str) -> str:
    """Return what to buy as a heading, without the price."""
    text = headline.wanted(found, lang)
    return begun(text)


def facts(found: Advice, body: Worded, lang: str) -> list[str]:
    """Return how it is paid, what the filing takes and from when it is live, each in a few words."""
    billing = phrase(lang, "page.billed", how=body.decisions["billing"].label)
    # What may not go live as things stand has no day on which it will.
    live = [] if headline.law_first(found, lang) else _live(body.timeline, lang)
    return [begun(billing), _filing(found, lang), *live]


def _filing(found: Advice, lang: str) -> str:
    """Return what the filing takes, as half a sentence."""
    if by_address_only(found):
        return phrase(lang, "advice.filing_ip")
    return phrase(lang, f"advice.filing_{found.decided.choice('filing')}")


def _live(timeline: Sequence[Milestone], lang: str) -> list[str]:
    days = {row["id"]: row for row in timeline}
    if "office" in days or "first" in days:
        when = (days.get("office") or days["first"])["when"]
        return [phrase(lang, "page.live", when=when[:1].lower() + when[1:])]
    return [phrase(lang, "page.live_today")]


def price(found: Advice, cost: Cost, lang: str, told: Said | None = None) -> PriceShown:
    """Return what it costs a month, and the lines on the years, the offer and the budget."""
    now, *offers = cost["headline"]
    lines = [*offers, _years(found, cost, lang, told), _budget(found, cost, lang, told), money_said.rate(lang, told)]
    return PriceShown(begun(now), [line for line in lines if line])


def _years(found: Advice, cost: Cost, lang: str, told: Said | None) -> str:
    """Return what the first year and the next come to at this price."""
    if found.answers.stated("term") == "short":
        return phrase(lang, "page.one_month")
    first, three, ends = cost["first_year"], cost["three_years"], cost["first_year_range"]
    if not first or not three or not ends:
        return ""
    after, year = (three - first) / _NEXT_YEAR, money_said.total(lang, first, told)
    key = "page.year_next"
    if abs(after - first) <= _SAME * first:
        # The same ends as the month's, or a year in the middle of them would seem to belong to the cheapest.
        key, year = "page.year_same", money_said.between(lang, ends["low"], ends["high"], told)
    key += "_at_once" if found.price.yearly_factor < 1 else ""
    paid = cost["year_by_month"] or ends
    months = money_said.between(lang, paid["low"], paid["high"], told)
    return phrase(lang, key, year=year, months=months, after=money_said.total(lang, after, told))


def _budget(found: Advice, cost: Cost, lang: str, told: Said | None) -> str:
    """Return whether the budget covers it, and what nobody could count; the ways out of one that does not stand below."""
    if cost["within_budget"] is not False:
        return headline.tagline(found, lang, None, 1, told)
    low, budget = money_said.least(found, lang, told), money_said.had(lang, found, told)
    said = phrase(lang, "advice.over_offer" if headline.offer_reached(found) else "advice.over", budget=budget, low=low)
    return headline.sentences([part for part in (said, headline.tagline(found, lang, None, 1, told)) if part], lang)


def because(found: Advice, body: Worded, said: Conversation, site: Site) -> list[Because]:
    """Return the leading reason of what matters most, each in its first sentence and with the page behind it.

    What a program or a quantity asks for is one of them: nothing else on the first screen says where the size comes from.
    """
    decisions = body.decisions
    rows = [
        Because(
            name,
            decisions[name].label,
            first_sentence(decisions[name].both[0][0]["text"], site.lang),
            site.why(said, name),
        )
        for name in REASONS
        if decisions[name].both[0]
    ]
    sized = _sized(found, said, site)
    return [*rows[: MOST_REASONS - len(sized)], *sized]


def _sized(found: Advice, said: Conversation, site: Site) -> list[Because]:
    """Return what asks for most, unless it is the purpose alone, and which size on sale holds it."""
    row = next(iter(sized_json.sized_by(found, site.lang)), None)
    if row is None or row["kind"] == "purpose" or not found.size.memory_gib:
        return []
    key = "page.sized_as" if row["memory_gib"] == found.size.memory_gib else "page.sized_up"
    text = phrase(site.lang, key, text=begun(row["text"]).rstrip("。."), memory=number(found.size.memory_gib))
    return [Because("size", phrase(site.lang, "page.sizing"), text, site.part(said, "cost"))]


def first_sentence(text: str, lang: str) -> str:
    """Return the first sentence of a text without what stands in brackets."""
    plain = _ASIDE.sub("", text)
    found = re.match(rf"^.{{{languages()[lang].thought},}}?(?:[。！？]|[.!?:](?=\s)|；)", plain)
    if not found or found[0].count("**") % 2:
        return plain
    return re.sub("[；:]$", "。" if found[0].endswith("；") else ".", found[0])


def noodles(found: Advice, cost: Cost, lang: str, each: float) -> str:
    """Return what a month amounts to in bowls of noodles; nothing beside bad news."""
    bowls = cost["noodle_bowls"]
    if not bowls or bowls < 0.5 or found.fit == "no" or found.conflict:
        return ""
    said = phrase(lang, "advice.noodles", n=round(bowls), price=f"{each:g}")
    return phrase(lang, "page.sentence", text=begun(said))


def order(lines: Sequence[OrderLine], answers: Answers, lang: str) -> Order:
    """Return the lines of the order page: those that decide, and the rest."""
    rows = terms.explained(lines, answers, lang)
    first = [row for row in rows if row.field.partition("-")[0] in ORDER_FIRST]
    rest = [row for row in rows if row not in first]
    return Order(rows, first, rest) if len(first) > 2 and len(rest) > 1 else Order(rows, rows, [])
