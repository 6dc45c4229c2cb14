"""An offer in words: as it was read, what is to be minded about it, what it hangs on, what to ask before paying."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from chat.replies.case import Case
from chat.replies.reply import JSON
from chat.replies.sellers import kind_of
from chat.replies.vendor import plans_of
from chat.words import bill_json
from chat.words.wording import number, phrase, vendor_label, whole
from knowledge import catalogue, load
from rules.advice.offer import Flag, Judgement
from rules.price.spoken import MONTHS

CITES: Mapping[str, tuple[str, ...]] = {
    "needs-filing": ("F001",),
    "cannot-file": ("F001", "F002"),
    "slow-line": ("F073", "F077"),
    "wrong-region": ("F073",),
    "renewal-dearer": ("F146",),
    "prepay-years": ("F148",),
    "small-vendor-prepay": ("F148", "F154"),
    "promo-new-users": ("F146",),
    "traffic-cap": ("F086", "F131"),
    "metered-traffic": ("F086",),
    "shared-cpu": ("F104",),
    "too-cheap-to-be-true": ("F150",),
    "too-small": ("F123",),
    "no-backup": ("F153",),
    "old-cpu": ("F111",),
}
"""What each warning rests on."""
ASKS: Mapping[str, str] = {
    "renewal-dearer": "renewal",
    "promo-new-users": "renewal-same",
    "prepay-years": "refund",
    "small-vendor-prepay": "refund",
    "traffic-cap": "traffic-cap",
    "metered-traffic": "overage",
    "slow-line": "line",
    "needs-filing": "filing",
    "nat": "own-address",
    "no-own-ipv4": "own-address",
    "shared-cpu": "shared-cpu",
    "old-cpu": "cpu-model",
    "no-backup": "snapshots",
    "too-cheap-to-be-true": "expiry",
    "too-small": "upgrade",
    "over-budget": "renewal",
    "unmanaged": "service-level",
    "arm": "cpu-model",
    "openvz": "shared-cpu",
}
"""Which question to the vendor each warning leads to."""
SHAPED = {
    "slow-line": "has",
    "renewal-dearer": "later",
    "too-cheap-to-be-true": "low",
    "cannot-file": "why",
    "small-vendor-prepay": "seller",
}
BY_VALUE = ("cannot-file", "small-vendor-prepay")
"""The figure or word by which a warning has a form of its own."""
VIRTUALIZATION = {"kvm": "KVM", "openvz": "OpenVZ", "lxc": "LXC"}
SHOWN = (
    "vendor",
    "product",
    "region",
    "size",
    "disk_gib",
    "bandwidth_mbps",
    "traffic_gib",
    "gpu",
    "line",
    "virtualization",
    "ipv4",
    "price",
    "renewal",
    "promo",
)


def read_back(case: Case, fields: Mapping[str, Any]) -> str:
    """Return an offer as it was read, field by field."""
    parts = [text for name in SHOWN if (text := _field(case, fields, name))]
    return case.say("offer_read", fields=case.join(parts)) if parts else case.say("offer_nothing")


def _field(case: Case, fields: Mapping[str, Any], name: str) -> str:
    if name in WORDED:
        return WORDED[name](case, fields)
    value = fields.get(name)
    if value in (None, "", False):
        return ""
    for key in (f"reply.field_{name}_{value}", f"reply.field_{name}"):
        if key in load().phrases:
            return phrase(case.lang, key, n=number(value) if isinstance(value, int | float) else value)
    return str(value).upper()


def _choice(name: str) -> Callable[[Case, Mapping[str, Any]], str]:
    """Return how a field that is a choice of a decision reads."""

    def read(case: Case, fields: Mapping[str, Any]) -> str:
        rows = load().decisions[name].choices
        return next((row.label[case.lang] for row in rows if row.value == fields.get(name)), "")

    return read


def vendor_of(case: Case, fields: Mapping[str, Any]) -> str:
    """Return the vendor of an offer as its customers write it; "" where it names none."""
    name = str(fields.get("vendor") or "")
    plans = plans_of(name)
    return vendor_label(case.lang, plans[0].vendor) if plans else name


def _vendor(case: Case, fields: Mapping[str, Any]) -> str:
    """Return the vendor with what kind it is, where that is known."""
    name, kind = vendor_of(case, fields), kind_of(str(fields.get("vendor") or ""))
    return case.say("field_vendor", name=name, kind=case.label("vendor", kind)) if kind else name


def _renewal(case: Case, fields: Mapping[str, Any]) -> str:
    if fields.get("renewal") is None:
        return ""
    return case.say("field_renewal", n=number(fields["renewal"]), currency=_currency(case, fields))


def _currency(case: Case, fields: Mapping[str, Any]) -> str:
    return case.say(f"currency_{fields.get('currency') or 'CNY'}")


def _size(case: Case, fields: Mapping[str, Any]) -> str:
    vcpus, memory = fields.get("vcpus"), fields.get("memory_gib")
    if vcpus and memory:
        return phrase(case.lang, "advice.size", vcpus=number(vcpus), memory=number(memory))
    if vcpus:
        return phrase(case.lang, "advice.named_cores", n=number(vcpus))
    return phrase(case.lang, "advice.named_memory", n=number(memory)) if memory else ""


def _price(case: Case, fields: Mapping[str, Any]) -> str:
    if fields.get("price") is None:
        return ""
    per = str(fields.get("per") or "unsaid").replace("-", "_")
    return case.say(f"field_per_{per}", n=number(fields["price"]), currency=_currency(case, fields))


WORDED: Mapping[str, Callable[[Case, Mapping[str, Any]], str]] = {
    "size": _size,
    "price": _price,
    "vendor": _vendor,
    "renewal": _renewal,
    "product": _choice("product"),
    "region": _choice("region"),
    "virtualization": lambda _, fields: VIRTUALIZATION.get(str(fields.get("virtualization")), ""),
}
"""Fields of an offer that are said in a way of their own."""


def usable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields whose words are known: an address may hold any."""
    known: Mapping[str, Collection[str]] = {
        "currency": catalogue.money()["rates"],
        "per": (*MONTHS, "once"),
        "ipv4": ("own", "nat", "none"),
        "virtualization": VIRTUALIZATION,
        "product": [one.value for one in load().decisions["product"].choices],
        "region": [one.value for one in load().decisions["region"].choices],
    }
    return {name: value for name, value in fields.items() if name not in known or value in known[name]}


def flag_rows(case: Case, found: Judgement) -> list[JSON]:
    """Return what is to be minded, with the words and the sources."""
    return [{"id": flag.id, "text": _flag(case, flag), "sources": _sources(case, flag)} for flag in found.flags]


def _flag(case: Case, flag: Flag) -> str:
    values = {name: _figure(case, value) for name, value in flag.values.items()}
    if flag.id in ("wrong-region", "slow-line") and values.get("region"):
        values["region"] = case.label("region", str(values["region"]))
    if flag.id == "too-small":
        values["what"] = phrase(case.lang, f"reply.what_{values['what']}")
    key = f"flag_{flag.id.replace('-', '_')}"
    told = str(values.get(SHAPED.get(flag.id, ""), ""))
    if told in ("", "0"):
        return case.say(key, **values)
    # Some read otherwise by what they say, some by whether they say it.
    return case.say_for(key, told if flag.id in BY_VALUE else SHAPED[flag.id], **values)


def _figure(case: Case, value: float | str) -> str:
    """Return a figure as it is said: what is large without a fraction."""
    if isinstance(value, str):
        return value
    return number(value) if value < 100 else whole(case.lang, value)


def _sources(case: Case, flag: Flag) -> list[JSON]:
    known = [cite for cite in CITES.get(flag.id, ()) if cite in load().facts]
    return [row for row in bill_json.sources(tuple(known), case.lang) if row["url"]]


def hanging_text(case: Case, name: str) -> str:
    """Return what a fit depends on, in words."""
    return case.say(f"hangs_{name}")


def ask_vendor(case: Case, found: Judgement, fields: Mapping[str, Any]) -> list[str]:
    """Return what to ask before paying: what the warnings lead to, and the renewal where nothing is said of it."""
    names = [ASKS[flag.id] for flag in found.flags if flag.id in ASKS]
    names += [] if "renewal" in fields else ["renewal"]
    names += ["refund"]
    known = [f"ask_vendor/{name}" for name in dict.fromkeys(names)]
    return [load().snippets[name].texts[case.lang] for name in known if name in load().snippets][:5]
