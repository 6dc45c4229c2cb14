"""Say values, sizes and money in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from knowledge import load
from knowledge.programs import programs
from knowledge.records import Need
from rules.advice.advising import Advice
from rules.advice.named_machine import Named
from rules.advice.priced import Priced
from rules.machine.size import Size
from rules.price.spoken import Said, as_told

ROUNDED_FROM, _GROUPED = 100, 1000


def phrase(lang: str, key: str, **values: object) -> str:
    """Return one string of the interface."""
    return load().phrase(lang, key, **values) if values else _plain(lang, key)


@cache
def _plain(lang: str, key: str) -> str:
    """Return a string with nothing to fill in; there are as many as knowledge has."""
    return load().phrase(lang, key)


def number(value: object) -> str:
    """Write a number without a trailing .0 and without an exponent."""
    amount = float(value if isinstance(value, int | float) else str(value))
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}".rstrip("0")


def sum_said(value: object) -> str:
    """Write what somebody will pay a month: a year's sum by the month as 417, not 416.67; what is small to the cent."""
    amount = float(value if isinstance(value, int | float) else str(value))
    return number(amount if amount < ROUNDED_FROM else round(amount))


def whole(lang: str, value: float) -> str:
    """Write a sum as it is told: 1188 and 13.3 万 in Chinese, 1,188 and 132,661 in English; below ten to the cent."""
    told = as_told(value)
    if told != int(told):
        return number(told)
    if lang == "zh" and told >= 100_000:
        return phrase(lang, "page.ten_thousand", n=number(round(told / 10_000, 1)))
    return f"{told:,.0f}" if lang == "en" else f"{told:.0f}"


def amount(lang: str, value: float, currency: str = "CNY") -> str:
    """Write a sum with its currency: 50 元, ¥50, 20 美元, $20."""
    # 13.3 万元 is one word.
    return phrase(lang, f"bill.money_{currency}", n=whole(lang, value)).replace("万 元", "万元")


def budget_label(lang: str, said: Said) -> str:
    """Write a budget as it was said: 每月 50 元, $20 a month, 一年 100 元."""
    return phrase(lang, f"bill.for_{said.per}", money=said_amount(lang, said))


def said_amount(lang: str, said: Said) -> str:
    """Write what somebody will pay as they said it, without what it is for."""
    text = sum_said(said.amount) if said.plain else number(said.amount)
    if lang == "en" and said.amount >= _GROUPED:
        text = f"{float(text):,.10g}"
    return phrase(lang, f"bill.money_{said.currency}", n=text)


def answer_label(lang: str, name: str, value: object, purpose: object, told: Said | None) -> str:
    """Return how an answer reads on a chip; `told`: the budget as it was said."""
    return budget_label(lang, told) if name == "budget" and told else value_label(lang, name, value, purpose)


def option_label(lang: str, name: str, value: object, purpose: object = None) -> str:
    """Return how an answer reads on its button."""
    need = load().needs[name]
    for option in need.options_for(purpose):
        if option.value == value:
            return option.label[lang]
    return str(value)


def value_label(lang: str, name: str, value: object, purpose: object = None) -> str:
    """Return how a stated need reads on a chip: 每月 50 元, 不想备案."""
    need = load().needs[name]
    if value == "unsure":
        return phrase(lang, "advice.unsure_value", label=need.label[lang])
    if name == "budget":
        return budget_label(lang, Said(float(value if isinstance(value, int | float) else str(value))))
    if name == "scale":
        unit = need.unit_for(purpose) or need.units[-1]
        return phrase(lang, "advice.scale_value", n=number(value), unit=unit.label[lang]).strip()
    if need.kind == "number" and need.unit:
        return f"{number(value)} {need.unit[lang]}"
    if need.kind in ("list", "programs"):
        return phrase(lang, "page.and").join(_one_label(lang, need, one) for one in str(value).split(","))
    return option_label(lang, name, value, purpose)


def _one_label(lang: str, need: Need, value: str) -> str:
    """Return what one of several answers is called."""
    return program_label(lang, value) if need.kind == "programs" else option_label(lang, need.name, value)


def program_label(lang: str, program: str) -> str:
    """Return what a program is called."""
    found = programs().get(program)
    return found.label[lang] if found else program


def also_label(lang: str, flag: str) -> str:
    """Return how a circumstance reads on a chip."""
    found = load().circumstances.get(flag)
    return found.label[lang] if found else option_label(lang, "purpose", flag)


def choice_label(lang: str, decision: str, choice: str) -> str:
    """Return the name of one choice of a decision."""
    return next(c.label[lang] for c in load().decisions[decision].choices if c.value == choice)


def chosen_label(advice: Advice, lang: str, decision: str) -> str:
    """Return the name of what was chosen, in the light of the rest: by use, not by the hour, where there is no server."""
    choice = advice.decided.choice(decision)
    if decision == "billing" and choice == "hourly" and advice.sold.serverless:
        return phrase(lang, "advice.billing_by_use")
    if decision == "filing" and by_address_only(advice):
        return phrase(lang, "advice.filing_ip")
    return choice_label(lang, decision, choice)


def by_address_only(advice: Advice) -> bool:
    """Say whether a public site on the mainland is to be opened by its IP address: nobody asks, the rules still count it."""
    return any(row.id == "site-by-ip-counts" for row in advice.lawful.rows)


def target_label(lang: str, target: str, outcome: str) -> str:
    """Return the name of an outcome of a decision, or of a size class."""
    return outcome if target in ("size", "fit") else choice_label(lang, target, outcome)


def vendor_label(lang: str, name: str) -> str:
    """Return what a vendor is called in a language."""
    return phrase(lang, f"vendor.{name}") if f"vendor.{name}" in load().phrases else name


def size_label(lang: str, size: Size) -> str:
    """Return a size as it stands on an order page: 2 核 4G."""
    if size.gpu_memory_gib:
        return phrase(lang, "advice.size_gpu", card=number(size.gpu_memory_gib))
    if not size.vcpus:
        return phrase(lang, "advice.size_none")
    text = phrase(lang, "advice.size", vcpus=number(size.vcpus), memory=number(size.memory_gib))
    return phrase(lang, "advice.fleet", size=text, n=size.machines) if size.beyond_one_machine else text


def named_label(lang: str, named: Named) -> str:
    """Return a machine that somebody named: 24 核, 4 核 8G, 8G 内存."""
    if named.vcpus and named.memory_gib:
        return phrase(lang, "advice.size", vcpus=named.vcpus, memory=number(named.memory_gib))
    return (
        phrase(lang, "advice.named_cores", n=named.vcpus)
        if named.vcpus
        else phrase(lang, "advice.named_memory", n=number(named.memory_gib))
    )


def money(lang: str, price: Priced | Mapping[str, float]) -> str:
    """Return a monthly range in yuan: 每月 32–55 元."""
    low, high = (price["low"], price["high"]) if isinstance(price, Mapping) else (price.low, price.high)
    if high < 1:
        return phrase(lang, "advice.money_free")
    if as_told(low) == as_told(high):
        return phrase(lang, "advice.money_one", low=whole(lang, low))
    return phrase(lang, "advice.money", low=whole(lang, low), high=whole(lang, high))


def day_label(lang: str, day: date, today: date) -> str:
    """Write a day as people do, with its year where that is not this one."""
    key = "page.date" if day.year == today.year else "page.date_next"
    return phrase(lang, key, month=day.month, day=day.day, name=phrase("en", "page.months").split("|")[day.month - 1])


def price_date(lang: str, as_of: str | None) -> str:
    """Write the date of a price, or that it has none."""
    return as_of or phrase(lang, "page.no_date")


def begun(text: str) -> str:
    """Return a text that begins a line: with a capital, where the language has any."""
    return text[:1].upper() + text[1:]
