"""What the first screen of an advice says: what to buy, what it costs this year and next, why, and what else there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from chat.bodies import whole as whole_bodies
from chat.bodies.machine import Size
from chat.bodies.money import Candidate, Cost, Milestone
from chat.bodies.money import Way as Compared
from chat.bodies.parts import Alternative, Decision, OrderLine
from chat.pages import card_money as money
from chat.pages import terms
from chat.pages.card_parts import Because, Order, PriceShown, Way, WayDrawn
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, headline
from chat.words.wording import by_address_only, number, phrase, sum_said, whole
from rules.advice.advising import Advice
from rules.facts.attributes import stated

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


def facts(found: Advice, body: whole_bodies.Advice, lang: str) -> list[str]:
    """Return how it is paid, what the filing takes and from when it is live, each in a few words."""
    billing = phrase(lang, "page.billed", how=body["decisions"]["billing"]["label"])
    # What may not go live as things stand has no day on which it will.
    live = [] if headline.law_first(found, lang) else _live(body["timeline"], lang)
    return [billing, _filing(found, lang), *live]


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


def price(found: Advice, cost: Cost, lang: str) -> PriceShown:
    """Return what it costs a month, and the lines on the years, the offer and the budget."""
    now, *offers = cost["headline"]
    lines = [*offers, _years(found, cost, lang), _budget(found, cost, lang)]
    return PriceShown(now[:1].upper() + now[1:], [line for line in lines if line])


def _years(found: Advice, cost: Cost, lang: str) -> str:
    """Return what the first year and the next come to at this price."""
    if stated(found.needs, "term") == "short":
        return phrase(lang, "page.one_month")
    first, three = cost["first_year"], cost["three_years"]
    if not first or not three:
        return ""
    after = (three - first) / _NEXT_YEAR
    key = "page.year_same" if abs(after - first) <= _SAME * first else "page.year_next"
    return phrase(lang, key, year=whole(lang, first), after=whole(lang, after))


def _budget(found: Advice, cost: Cost, lang: str) -> str:
    """Return whether the budget covers it, and what nobody could count; the ways out of one that does not stand below."""
    if cost["within_budget"] is not False:
        return headline.tagline(found, lang, None, 1)
    low, budget = whole(lang, cost["low"]), sum_said(found.needs["budget"])
    said = phrase(lang, "advice.over", budget=budget, low=low)
    return headline.sentences([part for part in (said, headline.tagline(found, lang, None, 1)) if part], lang)


def because(decisions: Mapping[str, Decision], said: Conversation, site: Site) -> list[Because]:
    """Return the leading reason of the decisions that matter most, each in its first sentence and with the page behind it."""
    rows = [(name, decisions[name]["for"][0]["text"]) for name in REASONS if decisions[name]["for"]]
    return [
        Because(name, decisions[name]["label"], first_sentence(text), site.why(said, name))
        for name, text in rows[:MOST_REASONS]
    ]


def first_sentence(text: str) -> str:
    """Return the first sentence of a text without what stands in brackets."""
    plain = _ASIDE.sub("", text)
    found = _FIRST_SENTENCE.match(plain)
    if not found or found[0].count("**") % 2:
        return plain
    return re.sub("[；:]$", "。" if found[0].endswith("；") else ".", found[0])


def noodles(found: Advice, cost: Cost, lang: str, each: float) -> str:
    """Return what a month amounts to in bowls of noodles; nothing beside bad news."""
    bowls = cost["noodle_bowls"]
    if not bowls or bowls < 0.5 or found.fit == "no" or found.conflict:
        return ""
    said = phrase(lang, "advice.noodles", n=round(bowls), price=f"{each:g}")
    return phrase(lang, "page.sentence", text=said[:1].upper() + said[1:])


def ways(body: whole_bodies.Advice, said: Conversation, site: Site) -> list[WayDrawn]:
    """Return the comparison as the API gives it, then what else there is for the same load, each with what is lost by it."""
    lang = site.lang
    compared = [_compared(row, place == 0, lang) for place, row in enumerate(body["compare"])]
    others = [_way(row, body, said, site) for row in body["candidates"] if not row["chosen"]]
    others += [_size(row, lang) for row in body["sizes"] if not row["chosen"]]
    told, most = {row.label for row in compared}, money.FAR * max(compared[0].high, 1)
    return _drawn([*compared, *(row for row in others if row.label not in told and row.low <= most)])


def _compared(row: Compared, chosen: bool, lang: str) -> Way:
    """Return one way of the comparison; without a price where nobody lists one."""
    low, high = row["low"], row["high"]
    year = [phrase(lang, "page.way_year", year=whole(lang, row["first_year"]))] if row["first_year"] else []
    return Way(
        label=row["what"][:1].upper() + row["what"][1:],
        price="" if low is None or high is None else money.money_range(low, high, lang),
        low=low or 0,
        high=high or 0,
        gives_up="" if chosen else row["gives_up"],
        chosen=chosen,
        tag=row["label"],
        details=(*year, row["renewal"], row["filing"], row["live"], row["work"]),
    )


def _drawn(rows: list[Way]) -> list[WayDrawn]:
    """Give each way its bar, all to one scale, and say how it compares with the first, which is the advice."""
    end = drawings.round_up(max([row.high for row in rows] + [1]) * 1.05)
    return [
        WayDrawn(
            row,
            "chosen" if row.chosen else _against(row, rows[0]),
            drawings.Bar(drawings.along(row.low, end), drawings.along(row.high, end)),
        )
        for row in rows
    ]


def _against(row: Way, mine: Way) -> str:
    """Say how one way compares in price with the advice, as both are written."""
    ends = [(round(one.low), round(one.high)) for one in (row, mine)]
    return "level" if ends[0] == ends[1] else "cheaper" if ends[0] < ends[1] else "dearer"


def _way(row: Candidate, body: whole_bodies.Advice, said: Conversation, site: Site) -> Way:
    """Return one other product or place; `gives_up`: what is lost by it, in words."""
    lang, decision = site.lang, body["decisions"][row["kind"]]
    label = phrase(lang, "page.candidate_place", label=row["label"]) if row["kind"] == "region" else row["label"]
    return Way(
        label=label[:1].upper() + label[1:],
        price=money.money_range(row["low"], row["high"], lang),
        low=row["low"],
        high=row["high"],
        gives_up=_gives_up(decision, row, lang),
        why_url=f"{site.why(said, row['kind'])}#not-{row['choice']}",
    )


def _gives_up(decision: Decision, row: Candidate, lang: str) -> str:
    """Return what is given up by a choice: as the API says it, else what speaks against it, else what is lost with it."""
    rival = next((one for one in decision["alternatives"] if one["choice"] == row["choice"]), None)
    if rival is None:
        return ""
    return row["gives_up"] or rival["gives_up"] or _against_it(rival) or _lost(decision, rival, lang)


def _against_it(rival: Alternative) -> str:
    """Return what speaks against a choice; that it is over the budget is said by its price."""
    found = (one["text"] for one in rival["against"] if one["veto"] != "unaffordable")
    return first_sentence(next(found, ""))


def _lost(decision: Decision, rival: Alternative, lang: str) -> str:
    """Return the best of what speaks for the advice and not for a choice."""
    shared = {one["rule"] for one in rival["for"]}
    lost = next((one["text"] for one in decision["for"] if one["rule"] not in shared), None)
    return phrase(lang, "page.way_without", what=first_sentence(lost)) if lost else phrase(lang, "page.way_draw")


def _size(row: Size, lang: str) -> Way:
    """Return the next smaller or larger machine as another way."""
    card = row["gpu_memory_gib"]
    values = {"card": number(card)} if card else {"vcpus": number(row["vcpus"]), "memory": number(row["memory_gib"])}
    return Way(
        label=phrase(lang, "advice.size_gpu" if card else "advice.size", **values),
        price=money.money_range(row["low"], row["high"], lang),
        low=row["low"],
        high=row["high"],
        gives_up=row["text"],
        size=row["id"],
    )


def order(lines: Sequence[OrderLine], needs: Mapping[str, object], lang: str) -> Order:
    """Return the lines of the order page: those that decide, and the rest."""
    rows = terms.explained(lines, needs, lang)
    first = [row for row in rows if row.field.partition("-")[0] in ORDER_FIRST]
    rest = [row for row in rows if row not in first]
    return Order(rows, first, rest) if len(first) > 2 and len(rest) > 1 else Order(rows, rows, [])
