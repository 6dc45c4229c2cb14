"""The advice in one sentence, and in one line while people still answer."""

from __future__ import annotations

from chat.words import giving_up, money_said
from chat.words.wording import begun, budget_label, by_address_only, choice_label, number, phrase, size_label
from knowledge.languages import languages
from rules.advice.advising import Advice
from rules.advice.give_up import reached, within_reach
from rules.advice.lawful import NOT_AS_YOU_ARE
from rules.price.spoken import Said


def lean(found: Advice, lang: str, told: Said | None = None) -> str:
    """Return where things stand now: 香港，轻量应用服务器，2 核 2G，每月 32–55 元."""
    values = _values(found, lang, told)
    key = "advice.lean_serverless" if found.sold.serverless else "advice.lean"
    return phrase(lang, key, **values)


def headline(found: Advice, lang: str, told: Said | None = None) -> str:
    """Return the verdict in two or three sentences: what to buy, how big, its two prices with their years, filed or not."""
    return law_first(found, lang) + _headline(found, lang, told)


def law_first(found: Advice, lang: str) -> str:
    """Return what has to come before any server: a licence, an approval, an entity; empty where nothing is missing."""
    row = next((row for row in found.lawful.missing if row.first), None)
    if row is None or row.first is None:
        return ""
    stops, first = found.lawful.forbidden == NOT_AS_YOU_ARE, row.first[lang]
    if stops:
        return phrase(lang, "advice.law_stops", first=first[:1].lower() + first[1:])
    return phrase(lang, "advice.law_first", first=first)


def _headline(found: Advice, lang: str, told: Said | None) -> str:
    values = _values(found, lang, told)
    values["money"] = begun(phrase(lang, "bill.joined").join(money_said.two(found, lang, told)))
    if found.sold.serverless:
        text = phrase(lang, "advice.headline_serverless", **values)
    else:
        key = "advice.headline_cluster" if found.sold.kind == "several" else "advice.headline"
        text = phrase(lang, key, billing=choice_label(lang, "billing", found.decided.choice("billing")), **values)
    if short_of_money(found, told):
        budget = begun(budget_label(lang, money_said.said_of(found, told)))
        return phrase(lang, _short_key(found), text=text, budget=budget, way=giving_up.within_reach(found, lang, told))
    if found.conflict:
        return phrase(lang, "advice.headline_conflict") + text
    filing = phrase(
        lang, "advice.filing_ip" if by_address_only(found) else f"advice.filing_{found.decided.choice('filing')}"
    )
    return phrase(lang, "page.headline_filing", text=text, filing=begun(filing))


def _short_key(found: Advice) -> str:
    """Return how the headline says that the budget is not enough for what is advised, by what it is enough for."""
    if offer_reached(found):
        return "bill.headline_offer"
    return "advice.headline_over_but" if within_reach(found) else "advice.headline_over"


def wanted(found: Advice, lang: str) -> str:
    """Return what one wants to buy, as one would say it to the vendor: without the price."""
    key = "advice.wanted_serverless" if found.sold.serverless else "advice.wanted"
    return phrase(lang, key, **_values(found, lang))


def short_of_money(found: Advice, told: Said | None = None) -> bool:
    """Tell whether the budget is not enough for what is advised."""
    return money_said.within(found, told) is False


def offer_reached(found: Advice) -> bool:
    """Tell whether the budget, not enough for the steady price, reaches a first-year offer that renews at its price."""
    budget = found.answers.number("budget") or 0.0
    return any(one.renewal_year == one.first_year and reached(one, budget) for one in found.offers)


def short(found: Advice, lang: str) -> str:
    """Return the verdict for a window's title: 香港，轻量应用服务器."""
    labels = [choice_label(lang, name, found.decided.choice(name)) for name in ("region", "product")]
    text = phrase(lang, "page.comma").join(labels)
    return begun(text)


def tagline(found: Advice, lang: str, bowls: float | None, noodle_price: float, told: Said | None = None) -> str:
    """Return what the price amounts to in noodles, and whether the budget covers it; bad news comes without noodles."""
    ahead, missing = money_said.prepaid(found, lang), money_said.uncounted(found, lang)
    said: tuple[str | None, ...] = (ahead, missing)
    if not short_of_money(found, told):
        unsure = money_said.why_unsure(found, lang)
        said = (_noodles(found, lang, bowls, noodle_price), _covered(found, lang, told), ahead, unsure, missing)
    return sentences([text for text in said if text], lang)


def _noodles(found: Advice, lang: str, bowls: float | None, noodle_price: float) -> str:
    if not bowls or bowls < 0.5 or found.fit == "no" or found.conflict:
        return ""
    said = phrase(lang, "advice.noodles", n=number(round(bowls)), price=number(noodle_price))
    return phrase(lang, "page.sentence", text=begun(said))


def _covered(found: Advice, lang: str, told: Said | None) -> str:
    """Return that the budget covers it; "" where it does not, or none was said."""
    if not money_said.within(found, told):
        return ""
    key = "within_cheapest" if money_said.barely(found, told) else "within"
    return phrase(lang, f"advice.{key}", budget=money_said.had(lang, found, told))


def sentences(parts: list[str], lang: str) -> str:
    """Set sentences one after another, with what the language has between them."""
    return languages()[lang].between.join(parts)


def _values(found: Advice, lang: str, told: Said | None = None) -> dict[str, str]:
    names = ("region", "product")
    labels = {name: choice_label(lang, name, found.decided.choice(name)) for name in names}
    size = size_label(lang, found.size)
    # Never a minute down takes two, however small the load.
    if found.sold.kind == "several" and not found.size.beyond_one_machine:
        size = phrase(lang, "advice.fleet", size=size, n=found.sold.least)
    # A whole machine is sold as it stands, seldom as small as what is asked of it.
    if found.sold.kind == "whole":
        size = phrase(lang, "advice.at_least", size=size)
    return {**labels, "size": size, "money": money_said.two(found, lang, told)[0]}
