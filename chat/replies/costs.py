"""What it costs: the figure asked for, from the same prices as the page."""

from __future__ import annotations

from chat.replies import billing, grounds, points
from chat.replies.case import Case, priced_from
from chat.replies.reply import JSON, Reply, reply
from chat.words import cost_json
from chat.words.wording import phrase, price_date, vendor_label

HOURS = 730
"""Hours of a month, as vendors count."""
NARROW = 1.02
"""Within this the ends of a range tell the same."""
SPANS = ("hour", "month", "first-year", "renewal", "three-years", "all")
AFTER = {
    "hour": "month",
    "month": "first-year",
    "first-year": "renewal",
    "renewal": "three-years",
    "three-years": "all",
    "all": "renewal",
}


def costs(case: Case, ask: JSON) -> Reply:
    """Answer what it costs over a span."""
    span = ask.get("span") if ask.get("span") in SPANS else "month"
    body = cost_json.cost(case.found, case.lang, case.said.told)
    values = {"money": case.money(case.found.price), **_sums(case, body)}
    rows = [case.say(_key(str(span), body), **values)]
    rows += _also(case, str(span), body)
    rows += [*grounds.parts(case), grounds.rests_on(case), points.borrowed(case, case.found.price)]
    following = AFTER[str(span)]
    taps = [
        case.ask("cost_" + following.replace("-", "_"), {"act": "cost", "span": following}),
        case.ask("better_cost", {"act": "better", "toward": "cost"}),
    ]
    kept = {
        name: body[name]
        for name in ("low", "high", "first_year", "three_years", "within_budget", "plans_used", "oldest", "newest")
    }
    return reply(
        "cost",
        rows,
        sources=priced_from(case.found.price),
        figures={"span": span, **kept, **_own(case, str(span))},
        taps=taps,
    )


def _key(span: str, body: JSON) -> str:
    """Return the phrase for a span; whoever asks what comes later asks whether it rises."""
    key = "cost_" + span.replace("-", "_")
    if span != "renewal":
        return key
    rises = (body["three_years"] - body["first_year"]) / 2 > body["first_year"] + 1
    return key + ("_more" if rises else "_same")


def at_once(case: Case) -> str:
    """Return how a year's sum comes of the monthly price, where it is not twelve times that; else ""."""
    price = case.found.price
    off = round((1 - price.yearly_factor) * 100)
    wide = "at_middle" if price.high > price.low * NARROW else "at_once"
    return case.say(wide if off else "at_middle_only", off=off) if off or wide == "at_middle" else ""


def _sums(case: Case, body: JSON) -> dict[str, str]:
    year, three = body["first_year"], body["three_years"]
    later = (three - year) / 2
    # Two roundings of one sum are no rise.
    later = year if abs(later - year) <= 1 else later
    hour = case.found.price.low / HOURS, case.found.price.high / HOURS
    return {
        "at_once": at_once(case),
        "year": case.total(year),
        "three": case.total(three),
        "later": case.total(later),
        "hour": case.between(*(round(end, 2) for end in hour)),
        "month": case.total(later / 12),
    }


def _own(case: Case, span: str) -> JSON:
    if span == "hour":
        price = case.found.price
        return {"hour_low": round(price.low / HOURS, 4), "hour_high": round(price.high / HOURS, 4), "hours": HOURS}
    if span == "renewal":
        return {"renewal_year": round((case.found.price.three_years - case.found.price.first_year) / 2)}
    return {}


def _also(case: Case, span: str, body: JSON) -> list[str]:
    rows = []
    if span in ("month", "all") and (fit := case.enough()):
        rows.append(case.sentence(fit))
    if span in ("first-year", "renewal", "three-years"):
        rows += [_promo(case, row) for row in body["promos"][:2]]
    if span == "hour" and case.choice("billing") != "hourly":
        rows.append(billing.priced(case, "hourly") or case.say("cost_hour_only", billing=case.chosen("billing")))
    if span in ("first-year", "three-years", "all"):
        rows.append(case.say("cost_not_counted"))
    if span == "renewal":
        rows.append(case.say("cost_renewal_ask"))
    return rows


def _promo(case: Case, row: JSON) -> str:
    values = {
        "vendor": vendor_label(case.lang, row["vendor"]),
        "first": row["first_year"],
        "date": price_date(case.lang, row["as_of"]),
    }
    if row["three_years"] is None:
        return case.say("promo_unknown", **values)
    key = "advice.promo_same" if row["renewal_year"] == row["first_year"] else "advice.promo_dearer"
    return phrase(case.lang, key, renewal=row["renewal_year"], three=row["three_years"], **values)
