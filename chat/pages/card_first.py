"""What the first screen of an advice says: what to buy, what it costs this year and next, why, and what else there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chat.pages import card_money as money
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, headline
from chat.words.wording import by_address_only, number, phrase, sum_said, vendor_label, whole
from rules.advice.advising import Advice
from rules.facts.attributes import stated

JSON = dict[str, Any]
REASONS = ("region", "product", "vendor", "runtime")
MOST_REASONS = 3
MOST_WAYS = 4
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


def price(found: Advice, cost: JSON, lang: str) -> JSON:
    """Return what it costs a month, from when that price is, and the lines on the years, the offer and the budget."""
    now, *offers = cost.get("headline") or [_now(cost, lang), _best_offer(cost, lang)]
    lines = [*offers, _years(found, cost, lang), _budget(found, cost, lang)]
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


def _years(found: Advice, cost: JSON, lang: str) -> str:
    """Return what the first year and the next come to at this price."""
    if stated(found.needs, "term") == "short":
        return phrase(lang, "page.one_month")
    first, three = cost.get("first_year"), cost.get("three_years")
    if not first or not three:
        return ""
    after = (three - first) / _NEXT_YEAR
    key = "page.year_same" if abs(after - first) <= _SAME * first else "page.year_next"
    return phrase(lang, key, year=whole(lang, first), after=whole(lang, after))


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


def _budget(found: Advice, cost: JSON, lang: str) -> str:
    """Return whether the budget covers it, and what nobody could count; the ways out of one that does not stand below."""
    if cost["within_budget"] is not False:
        return headline.tagline(found, lang, None, 1)
    low, budget = whole(lang, cost["low"]), sum_said(found.needs["budget"])
    said = phrase(lang, "advice.over", budget=budget, low=low)
    return headline.sentences([part for part in (said, headline.tagline(found, lang, None, 1)) if part], lang)


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


def ways(body: JSON, said: Conversation, site: Site) -> list[JSON]:
    """Return the advice and what else there is for the same load, cheapest first after it, each with what is lost by it.

    The first `MOST_WAYS` are those to compare: the nearest cheaper ones, then dearer ones.
    """
    lang = site.lang
    rows = [_way(row, body, said, site) for row in body["candidates"]]
    rows += [_size(row, lang) for row in body["sizes"] if not row["chosen"]]
    if not rows or not rows[0]["chosen"]:
        return []
    if body.get("compare"):
        return _drawn(_compared(body["compare"], rows, lang))
    mine, others = rows[0], sorted(rows[1:], key=lambda row: (row["low"], row["high"]))
    near = [row for row in others if row["low"] <= money.FAR * max(mine["high"], 1)]
    cheaper = [row for row in near if row["low"] < mine["low"]]
    dearer = [row for row in near if row not in cheaper]
    kept = MOST_WAYS - 1 - min(len(dearer), 1)
    shown = [mine, *cheaper[-kept:], *dearer[: MOST_WAYS - 1 - len(cheaper[-kept:])]]
    return _drawn([*shown, *(row for row in near if row not in shown)])


def _compared(compare: Sequence[JSON], rows: Sequence[JSON], lang: str) -> list[JSON]:
    """Return the comparison as the API gives it, then what else there is: what is in it already is not told again."""
    found: list[JSON] = []
    for row in compare:
        priced = row["low"] is not None
        year = [phrase(lang, "page.way_year", year=whole(lang, row["first_year"]))] if row["first_year"] else []
        found.append({
            "label": row["what"][:1].upper() + row["what"][1:], "tag": row["label"], "low": row["low"], "high": row["high"], "chosen": not found,
            "price": money.money_range(row["low"], row["high"], lang) if priced else "", "size": None, "why_url": None,
            "gives_up": "" if not found else row["gives_up"], "details": [*year, row["renewal"], row["filing"], row["live"], row["work"]],
        })  # fmt: skip
    # Beside the advice, what is the same need not be read again.
    mine = found[0]["details"] if found else []
    for other in found[1:]:
        other["details"] = [text for text in other["details"] if text not in mine]
    for one in found:
        first, *rest = [text for text in one["details"] if text] or [""]
        one["gives_up"], one["details"] = begun(one["gives_up"] or ""), [begun(first), *rest]
    told, most = {row["label"] for row in found}, money.FAR * max(found[0]["high"] or 0, 1)
    return [*found, *(row for row in rows if not row["chosen"] and row["label"] not in told and row["low"] <= most)]


def _drawn(rows: list[JSON]) -> list[JSON]:
    """Give each way its bar, all to one scale, and say how it compares with the first, which is the advice."""
    end = drawings.round_up(max([row["high"] or 0 for row in rows] + [1]) * 1.05)
    for row in rows:
        kind = "chosen" if row["chosen"] else _against(row, rows[0])
        row.setdefault("kind", kind)
        ends = (drawings.along(row[name] or 0, end) for name in ("low", "high"))
        row["bar"] = dict(zip(("from", "to"), ends, strict=True)) | {"budget_x": None}
    return rows


def _against(row: JSON, mine: JSON) -> str:
    """Say how one way compares in price with the advice, as both are written."""
    ends = [(round(one["low"] or 0), round(one["high"] or 0)) for one in (row, mine)]
    return "level" if ends[0] == ends[1] else "cheaper" if ends[0] < ends[1] else "dearer"


def _way(row: JSON, body: JSON, said: Conversation, site: Site) -> JSON:
    """Return one other product or place; `gives_up`: what is lost by it, in words."""
    lang, decision = site.lang, body["decisions"][row["kind"]]
    label = phrase(lang, "page.candidate_place", label=row["label"]) if row["kind"] == "region" else row["label"]
    label = label[:1].upper() + label[1:]
    return {
        "label": label, "low": row["low"], "high": row["high"], "price": money.money_range(row["low"], row["high"], lang), "chosen": row["chosen"],
        "size": None, "gives_up": "" if row["chosen"] else begun(_gives_up(decision, row, lang)),
        "why_url": None if row["chosen"] else f"{site.why(said, row['kind'])}#not-{row['choice']}",
    }  # fmt: skip


def _gives_up(decision: JSON, row: JSON, lang: str) -> str:
    """Return what speaks against a choice, else the best of what speaks for the advice and is lost with it."""
    rival = next((one for one in decision["alternatives"] if one["choice"] == row["choice"]), None)
    if rival is None:
        return ""
    if told := row.get("gives_up") or rival.get("gives_up"):
        return str(told)
    # That it is over the budget is said by its price.
    against = [one for one in rival["against"] if one["veto"] != "unaffordable"]
    if against:
        return first_sentence(against[0]["text"])
    shared = {one["rule"] for one in rival["for"]}
    lost = next((one["text"] for one in decision["for"] if one["rule"] not in shared), None)
    return phrase(lang, "page.way_without", what=first_sentence(lost)) if lost else phrase(lang, "page.way_draw")


def _size(row: JSON, lang: str) -> JSON:
    """Return the next smaller or larger machine as another way."""
    card = row["gpu_memory_gib"]
    values = {"card": number(card)} if card else {"vcpus": number(row["vcpus"]), "memory": number(row["memory_gib"])}
    return {
        "label": phrase(lang, "advice.size_gpu" if card else "advice.size", **values), "low": row["low"], "high": row["high"], "price": money.money_range(row["low"], row["high"], lang), "chosen": False,
        "size": row["id"], "gives_up": begun(row["text"]), "why_url": None,
    }  # fmt: skip


def split_order(rows: Sequence[JSON]) -> tuple[list[JSON], list[JSON]]:
    """Return the lines of the order page that decide, and the rest."""
    first = [row for row in rows if row["field"].partition("-")[0] in ORDER_FIRST]
    rest = [row for row in rows if row not in first]
    return (first, rest) if len(first) > 2 and len(rest) > 1 else (list(rows), [])
