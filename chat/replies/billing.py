"""What paying by the hour, the month or the year comes to in this case."""

from __future__ import annotations

from chat.replies.case import Case
from chat.replies.case import figures as figures_of
from chat.replies.reply import JSON
from knowledge.products import products
from rules.advice.priced import Priced

ALL_DAY = 24


def priced(case: Case, choice: str) -> str:
    """Return what a way of paying costs beside the recommended one; "" where there is no price for it."""
    if choice == "yearly":
        values = {name: case.total(value) for name, value in _years(case).items()}
        return case.say("price_yearly", **values)
    found, hours = _other(case, choice), case.found.answers.stated("hours")
    if found is None:
        return ""
    values = {"money": case.money(found), "chosen": case.money(case.found.price)}
    if choice == "hourly":
        used = case.say("used_hours", hours=case.answer("hours", hours)) if hours else case.say("used_all_day")
        return case.say("price_hourly", ecs=case.label("product", _hourly(case)), used=used, **values)
    return case.say("price_monthly", hours=case.answer("hours", hours), **values)


def beside(case: Case) -> str:
    """Return what the way of paying that was taken comes to beside the next best; "" where only one has a price."""
    chosen = case.choice("billing")
    others = {"hourly": "monthly", "yearly": "yearly"}
    found, hours = _other(case, "monthly") if chosen == "hourly" else None, case.found.answers.stated("hours")
    if found is not None:
        values = {
            "hours": case.answer("hours", hours),
            "money": case.money(found),
            "chosen": case.money(case.found.price),
        }
        return case.say("price_hourly_pays", **values)
    return priced(case, others[chosen]) if chosen in others else priced(case, "hourly")


def by_hours(case: Case) -> str:
    """Return whether the hours that were said pay by the hour, with both sums; "" without hours, or where one has no price."""
    hours, taken = case.found.answers.stated("hours"), case.choice("billing")
    by_hour = case.found.price if taken == "hourly" else _other(case, "hourly")
    months = _by_the_month(case)
    if not hours or by_hour is None or not months:
        return ""
    label, month = min(months, key=lambda row: row[1].low)
    values = {"hours": case.answer("hours", hours), "hourly": case.money(by_hour), "monthly": case.money(month)}
    return case.say("by_hours_pays" if by_hour.low < month.low else "by_hours_not", label=label, **values)


def _by_the_month(case: Case) -> list[tuple[str, Priced]]:
    """Return what can be had by the month, by name: the machine itself always on, and what is only sold so."""
    if case.choice("billing") != "hourly":
        return [(case.chosen("product"), case.found.price)]
    always = _other(case, "monthly")
    found = [(case.chosen("product"), always)] if always else []
    rivals = [one for one in case.found.rivals if one.kind == "product" and products()[one.choice].hourly_instead]
    return [*found, *((case.label("product", one.choice), one.price) for one in rivals)]


def figures(case: Case, decision: str, choice: str) -> JSON:
    """Return the figures behind a way of paying."""
    if decision != "billing":
        return {}
    found = _other(case, choice)
    return _years(case) if choice == "yearly" else figures_of(found) if found else {}


def _other(case: Case, choice: str) -> Priced | None:
    """Return the price of what is paid that way: what is taken for it by the hour, a machine that stays on by the month."""
    if choice == "hourly" and (instead := _hourly(case)):
        return case.found.price_of("product", instead)
    if choice == "monthly" and case.choice("billing") == "hourly" and case.found.answers.stated("hours"):
        return case.advise(case.after({"hours": ALL_DAY})).found.price
    return None


def _hourly(case: Case) -> str:
    """Return what is taken by whoever wants to pay by the hour; "" where the product itself is paid so."""
    return case.sold.hourly_instead


def _years(case: Case) -> JSON:
    return {"first_year": case.found.price.first_year, "three_years": case.found.price.three_years}
