"""What is on file of a vendor named, nearest to this case: whether it fits, and why its price is not the page's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.replies.case import Case
from chat.words import bill_json
from chat.words.wording import number, phrase, price_date, size_label, vendor_label
from knowledge import LANGUAGES, catalogue, load
from knowledge.catalogue import Plan
from knowledge.products import bought, products
from rules.price.candidates import staleness, to_cny

_PLAIN = re.compile(r"[^a-z0-9\u3400-\u9fff]+")
_CLOUD = re.compile("云$|cloud$")
ROUNDING = 1
"""Yuan by which two roundings of one price may differ."""


def plans_of(name: str) -> list[Plan]:
    """Return the plans on file of a vendor as somebody writes it; empty where none is."""
    wanted = _plain(name)
    return [plan for plan in catalogue.plans().values() if wanted and wanted in _names(plan.vendor)]


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.lower())


def _names(vendor: str) -> set[str]:
    """Return every way to write a vendor's name: in both languages, in parts, without "cloud"."""
    written = [vendor, *re.split(r"[()（）/ ]", vendor), *(vendor_label(lang, vendor) for lang in LANGUAGES)]
    written += [part for text in written for part in text.split()] + list(_nicknames(vendor))
    plain = {_plain(text) for text in written}
    return {one for one in {*plain, *(_CLOUD.sub("", one) for one in plain)} if len(one) > 1}


def _nicknames(vendor: str) -> Iterable[str]:
    key = f"nickname.{vendor}"
    return load().phrases[key]["zh"].split("|") if key in load().phrases else ()


def nearest(case: Case, plans: list[Plan]) -> list[Plan]:
    """Return the plans that come nearest to this case: the same product, the same place, then the nearest size."""
    product, region, memory = (
        products()[bought(case.choice("product"))].sold_as,
        case.choice("region"),
        case.found.size.memory_gib or 1,
    )
    order = sorted(
        plans,
        key=lambda one: (
            one.id not in _counted(case),
            not fits(case, one),
            region not in one.regions,
            one.price_kind == "promo" or bool(staleness(one.age_months(catalogue.today()))),
            one.product_class != product,
            abs((one.memory_gib or 99) - memory),
            to_cny(one.price, one.currency),
        ),
    )
    return order[:1]


def _counted(case: Case) -> frozenset[str]:
    """Return the plans that the page's price counts."""
    return frozenset(one.plan.id for one in case.found.price.plans if one.counted)


def fits(case: Case, plan: Plan) -> bool:
    """Say whether a plan counts on the page, or stands where the advice puts it, is big enough, and has a price of these years."""
    dated = plan.price_kind != "promo" and not staleness(plan.age_months(catalogue.today()))
    here = case.choice("region") in plan.regions and _large(case, plan) and dated
    return plan.id in _counted(case) or here


def _large(case: Case, plan: Plan) -> bool:
    size = case.found.size
    if size.gpu_memory_gib:
        return (plan.gpu_memory_gib or 0) >= size.gpu_memory_gib
    return (plan.memory_gib or 0) >= size.memory_gib and (plan.vcpus or 0) >= size.vcpus


def known(case: Case, name: str, plans: list[Plan], *, short: bool) -> str:
    """Return whether a vendor named has something that fits, its plan nearest to this case, and how that stands to the page's price."""
    if not plans:
        return case.say("vendor_unknown_short" if short else "vendor_unknown", name=name)
    one = nearest(case, plans)[0]
    values = {
        "name": vendor_label(case.lang, plans[0].vendor),
        "kind": case.label("vendor", plans[0].vendor_kind),
        "plan": _said(case, one, bare=short and case.choice("region") in one.regions),
    }
    if case.sold.serverless:
        return case.say("vendor_short", **values)
    good = fits(case, one)
    why = ("" if short else _beside_page(case, one)) if good else _missing(case, one, short=short)
    key = "vendor_short" if short else "vendor_fits" if good else "vendor_fits_not"
    return case.sentences([case.say(key, **values), why])


def on_file(case: Case, plans: list[Plan]) -> str:
    """Return how many prices of a vendor are on file, and of when the newest is."""
    newest = max((plan.as_of for plan in plans), default="")
    return case.say("vendor_on_file", n=len(plans), newest=price_date(case.lang, newest)) if newest else ""


def _missing(case: Case, plan: Plan, *, short: bool) -> str:
    """Return what a vendor's nearest plan lacks for this case: the place, the size, or a price of these years."""
    values = {"page": case.money(case.found.price), "place": case.chosen("region")}
    here = case.choice("region") in plan.regions
    key = "vendor_not_here" if not here else "vendor_old" if _large(case, plan) else "vendor_no_size"
    return case.say("briefly_" + key if short else key, size=size_label(case.lang, case.found.size), **values)


def _beside_page(case: Case, plan: Plan) -> str:
    """Return how the price of a plan that fits stands to the page's range: within it, or why not."""
    price, cny = case.found.price, cost_of(case, plan)
    if max(case.sold.least, case.found.size.machines) > 1:
        # The page counts several of them.
        return ""
    page = case.money(price)
    if price.low - ROUNDING <= cny <= price.high + ROUNDING:
        return case.say("vendor_within", page=page)
    reason = _apart(case, plan)
    return case.say("vendor_apart", page=page, reason=reason) if reason else case.say("vendor_apart_bare", page=page)


def _apart(case: Case, plan: Plan) -> str:
    """Return what a plan is otherwise than what the page counts; "" where nothing on file tells."""
    size = case.found.size
    if plan.vendor_kind != case.choice("vendor"):
        kinds = {"kind": case.label("vendor", plan.vendor_kind), "mine": case.chosen("vendor")}
        return case.say("apart_kind", **kinds)
    if plan.product_class != _sold_as(case):
        return case.say("apart_product", product=case.chosen("product"))
    # What is larger is dearer for it, never cheaper.
    if _larger(case, plan) and cost_of(case, plan) > case.found.price.high:
        return case.say("apart_larger", size=size_label(case.lang, size))
    if plan.bandwidth_mbps and plan.bandwidth_mbps < size.bandwidth_mbps:
        return case.say("apart_line", mbps=number(plan.bandwidth_mbps), page=size.bandwidth_mbps)
    if plan.set_aside:
        return case.say("apart_aside")
    return ""


def _larger(case: Case, plan: Plan) -> bool:
    size = case.found.size
    return (plan.memory_gib or 0) > size.memory_gib or (plan.vcpus or 0) > size.vcpus


def cost_of(case: Case, plan: Plan) -> float:
    """Return what a plan costs a month in yuan: as the page counts it where it does, with all that is paid beside it."""
    price = case.found.price
    counted = next((one for one in price.plans if one.plan.id == plan.id), None)
    return bill_json.cost_of(counted, price) if counted else to_cny(plan.price, plan.currency)


def _sold_as(case: Case) -> str:
    return products()[bought(case.choice("product"))].sold_as


def _said(case: Case, plan: Plan, *, bare: bool) -> str:
    """Return a plan in words; `bare`: without where it stands."""
    size = (
        phrase(case.lang, "advice.size", vcpus=number(plan.vcpus), memory=number(plan.memory_gib))
        if plan.vcpus and plan.memory_gib
        else (plan.name if not bare and (case.lang == "zh" or plan.name.isascii()) else plan.product_class)
    )
    date = price_date(case.lang, plan.as_of)
    region = case.label("region", plan.region)
    kind = phrase(case.lang, f"page.kind_{plan.price_kind}") if f"page.kind_{plan.price_kind}" in load().phrases else ""
    return case.say(
        "vendor_plan_bare" if bare else "vendor_plan",
        region=region,
        size=size,
        money=case.monthly(cost_of(case, plan)),
        date=date,
        kind=kind,
    )
