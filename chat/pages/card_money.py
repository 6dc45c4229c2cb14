"""What the advice costs, in words and bars: the range, the years, the offers, the other ways to buy, the example plans."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chat.bodies.money import Cost, GiveUp, Opens, Plan, Promo
from chat.pages.card_parts import Clash, Flip, PlanShown
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import headline
from chat.words.wording import begun, choice_label, number, phrase, price_date, vendor_label, whole
from rules.advice.advising import Advice
from rules.advice.named_machine import read_named
from rules.price.spoken import as_said, as_told, to_month

_HAN = re.compile("[\u3400-\u9fff]")
FAR = 10
"""A way to buy that costs this many times the advice is left out of the chart: it would flatten every other bar."""


def money_range(low: float, high: float, lang: str) -> str:
    """Return a monthly range in yuan."""
    if as_told(low) == as_told(high):
        return phrase(lang, "page.per_month_one", low=whole(lang, low))
    return phrase(lang, "page.per_month", low=whole(lang, low), high=whole(lang, high))


def short(cost: Cost, said: Conversation, site: Site) -> Clash | None:
    """Return that the budget is not enough, with the ways out; None where it is, or nobody can tell."""
    if not cost["give_up"]:
        return None
    lang, best = site.lang, cost["give_up"][0]
    # A size that does not carry the load is a way out, and no advice.
    reached = best["enough"] and best["kind"] not in ("budget", "size")
    paid = any(row["enough"] and row["kind"] != "budget" for row in cost["give_up"])
    text = phrase(lang, "bill.doors_reached" if reached else "bill.doors" if paid else "bill.doors_none")
    return Clash(phrase(lang, "page.money"), text, doors(cost, said, site), first=reached)


def doors(cost: Cost, said: Conversation, site: Site) -> list[Flip]:
    """Return the ways out of a budget that is not enough, each a tap with what is given up."""
    return [
        Flip(begun(row["text"]), begun(row["gives_up"].replace("**", "")), _door(row, said, site))
        for row in cost["give_up"]
    ]


def _door(row: GiveUp, said: Conversation, site: Site) -> str:
    """Return where a door leads: to the same case with other answers, to a topic, an offer, a machine, the reasons."""
    if row["change"]:
        after = said.changed(row["change"])
        return site.chat(_as_spoken(after, said) if row["kind"] == "budget" else after)
    opens = row["opens"] or Opens(kind="", id="")
    if opens["kind"] == "spec":
        return site.chat(said.but(spec=read_named(opens["id"]), riding={}))
    if opens["kind"] == "why":
        decision, _, choice = opens["id"].partition(":")
        return f"{site.why(said, decision)}#not-{choice}"
    return site.to(f"/go/{opens['id']}" if opens["kind"] == "plan" else f"/about/{opens['id'] or 'vps'}")


def _as_spoken(after: Conversation, before: Conversation) -> Conversation:
    """Return a larger budget in the unit and currency the one before it was said in."""
    if before.told is None:
        return after
    told = replace(before.told, amount=as_told(as_said(float(str(after.needs["budget"])), before.told)))
    return replace(after, needs={**after.needs, "budget": math.ceil(to_month(told) * 100) / 100}).with_told(told)


def cost_line(found: Advice, cost: Cost, lang: str) -> str:
    """Return what it comes to over the years, what the offers are, and what the figures rest on."""
    parts = []
    if found.answers.stated("term") == "short":
        parts.append(phrase(lang, "page.one_month"))
    elif cost["first_year"] and cost["three_years"]:
        values = {"year": whole(lang, cost["first_year"]), "three": whole(lang, cost["three_years"])}
        hourly = found.decided.choice("billing") == "hourly" and not found.sold.serverless
        parts.append(phrase(lang, "page.years_hourly" if hourly else "page.years", **values))
    parts += _kept_and_sent(cost, lang)
    parts += [_offer(row, lang) for row in cost["promos"] if row["three_years"]][:2]
    return headline.sentences([*parts, grounds(cost, lang)], lang)


def _kept_and_sent(cost: Cost, lang: str) -> Iterator[str]:
    """Return what is kept and what is sent out, where that is paid for by itself."""
    if stored := cost["storage"]:
        gb, low, high = (whole(lang, figure) for figure in (stored["gb"], stored["low"], stored["high"]))
        yield phrase(lang, "page.storage", gb=gb, low=low, high=high)
    if sent := cost["traffic"]:
        key = "page.traffic" if cost["low"] - sent["low"] < sent["low"] else "page.traffic_some"
        yield phrase(lang, key, gb=whole(lang, sent["gb"]), low=whole(lang, sent["low"]))


def grounds(cost: Cost, lang: str) -> str:
    """Return what the figures rest on, in one or two sentences."""
    return headline.sentences(_grounds(cost, lang), lang)


def _offer(row: Promo, lang: str) -> str:
    key = "advice.promo_same" if row["renewal_year"] == row["first_year"] else "advice.promo_dearer"
    values = {"first": row["first_year"], "renewal": row["renewal_year"], "three": row["three_years"]}
    return phrase(lang, key, vendor=vendor_label(lang, row["vendor"]), date=price_date(lang, row["as_of"]), **values)


def _grounds(cost: Cost, lang: str) -> list[str]:
    """Return how many prices a range rests on, from when to when, and what had to be borrowed."""
    parts = _dated(cost, cost["oldest"], cost["newest"], lang) if cost["plans_used"] else []
    for name in cost["substitutes"]:
        kind, _, region = name.partition(":")
        where = choice_label(lang, "region", region) if region else ""
        parts.append(phrase(lang, f"advice.sub_{kind}", region=where))
    return parts


def _dated(cost: Cost, oldest: str | None, newest: str | None, lang: str) -> list[str]:
    """Return how many prices a range rests on, from when to when."""
    if not oldest or not newest:
        return [phrase(lang, "advice.rests_on_undated", n=cost["plans_used"])]
    same_year = len(oldest) == len("2022") and newest.startswith(oldest)
    key = "rests_on_one" if oldest == newest else "rests_on_year" if same_year else "rests_on"
    told = phrase(lang, f"advice.{key}", n=cost["plans_used"], oldest=oldest, newest=newest)
    return [told, phrase(lang, "advice.all_expired")] if cost["expired_used"] == cost["plans_used"] else [told]


def plans(rows: Sequence[Plan], site: Site) -> list[PlanShown]:
    """Return the example plans in words, nearest first."""
    lang = site.lang
    return [
        PlanShown(
            id=plan["id"],
            vendor=vendor_label(lang, plan["vendor"]),
            name=plan_name(plan, lang),
            url=site.to(f"/go/{plan['id']}"),
            price_text=price_text(plan, lang),
            kind_text=kind_text(plan, lang),
            as_of=price_date(lang, plan["as_of"]),
            aside=phrase(lang, f"page.left_{plan['left_out']}") if plan["left_out"] else "",
            official_url=site.to(f"/go/{plan['id']}", "to=official") if plan["official_url"] else None,
        )
        for plan in rows
    ]


def plan_name(plan: Plan, lang: str) -> str:
    """Return a plan's name; in English its size where the vendor has a Chinese name only."""
    if lang == "zh" or not _HAN.search(plan["name"]):
        return str(plan["name"])
    known = [
        ("page.plan_vcpus", plan["vcpus"]),
        ("page.plan_memory", plan["memory_gib"]),
        ("page.plan_mbps", plan["bandwidth_mbps"]),
    ]
    parts = [phrase(lang, key, n=number(value)) for key, value in known if value]
    return phrase(lang, "page.comma").join(parts) or phrase(lang, f"page.class_{plan['class']}")


def kind_text(plan: Plan, lang: str) -> str:
    """Return what kind of price it is: a vendor's own or passed on, and 旧价 when it is more than a year old."""
    passed_on = plan["price_kind"] == "list" and plan["source_kind"] in ("repost", "post", "note", "advert")
    kind = phrase(lang, "page.kind_third-party" if passed_on else f"page.kind_{plan['price_kind']}")
    return phrase(lang, "page.old_price", kind=kind) if plan["stale"] or not plan["as_of"] else kind


def price_text(plan: Plan, lang: str) -> str:
    """Return what the source prints, and what it comes to where that is something else."""
    yearly = plan["price_kind"] == "promo" and plan["billing"] == "yearly"
    amount = whole(lang, plan["listed_cny"] * (12 if yearly else 1))
    listed = phrase(lang, "page.yuan_year" if yearly else "page.yuan", n=amount)
    if plan["currency"] != "CNY":
        listed = phrase(lang, "page.foreign", price=number(plan["price"]), currency=plan["currency"], yuan=listed)
    key = {(False, True): "added", (True, False): "scaled", (True, True): "both"}.get(
        (plan["scaled"] != 1, bool(plan["added"]))
    )
    if key is None or yearly:
        return listed
    yuan = phrase(lang, "page.yuan", n=whole(lang, plan["cny"]))
    return phrase(lang, f"page.with_{key}", listed=listed, yuan=yuan)
