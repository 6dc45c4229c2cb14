"""What a verdict comes to: its figures, its aspects as they read in a line, and whether two are the same to a buyer."""

from __future__ import annotations

from chat.replies.case import Case, figures, live
from chat.replies.reply import JSON
from chat.words import money_said
from chat.words.wording import size_label


def verdict(case: Case) -> JSON:
    """Return what a verdict comes to: its choices, size, price, fit and days."""
    _, first, last = live(case)
    choices = {name: one.choice for name, one in case.found.decided.verdicts.items()}
    return {
        "decisions": choices,
        "size": case.found.size.id,
        **figures(case.found.price),
        "within_budget": money_said.within(case.found, case.said.told),
        "live": {"earliest": first or None, "latest": last or None},
    }


def same(case: Case, then: Case) -> bool:
    """Say whether two cases come to the same in all that a buyer sees first."""
    mine, other = verdict(case), verdict(then)
    return all(mine[name] == other[name] for name in ("decisions", "size", "low", "high", "within_budget"))


def aspects(case: Case) -> dict[str, str]:
    """Return a verdict aspect by aspect, each as it reads in a line."""
    size = {} if case.sold.serverless else {"size": size_label(case.lang, case.found.size)}
    return {
        "region": case.chosen("region"),
        "product": case.chosen("product"),
        **size,
        "price": case.money(case.found.price),
        **rest(case),
    }


def rest(case: Case) -> dict[str, str]:
    """Return filing, days and whether the money is enough."""
    rows = {"filing": case.say("filing_" + case.choice("filing").replace("-", "_")), "live": live(case)[0]}
    if fit := case.enough():
        rows["fit"] = fit
    return rows
