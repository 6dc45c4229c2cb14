"""The fields of an offer as it was read, each to be corrected; what is sent changes `offer=` in the address and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chat.pages.site import Site
from chat.remarks_address import write_offer
from chat.said.conversation import Conversation
from chat.said.offered import FORM
from chat.words.wording import number, phrase
from knowledge import catalogue, load
from rules.price.spoken import MONTHS

FIELDS = (
    "price",
    "currency",
    "per",
    "renewal",
    "promo",
    "vcpus",
    "memory_gib",
    "disk_gib",
    "bandwidth_mbps",
    "traffic_gib",
    "region",
    "product",
    "vendor",
)
"""In the order of their weight for the judgement."""


@dataclass(frozen=True)
class FieldOption:
    """One thing a field can be."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class OfferField:
    """One field of an offer; without options it is a number or a name."""

    name: str
    id: str
    label: str
    value: str
    options: list[FieldOption]
    numeric: bool


@dataclass(frozen=True)
class OfferForm:
    """The form: where it goes, and what goes with it unseen."""

    action: str
    hidden: list[tuple[str, str]]
    fields: list[OfferField]


def offer_form(said: Conversation, site: Site, fields: Mapping[str, Any], at: str = "") -> OfferForm:
    """Return the form; `at`: which page it comes back to (the chat's own, unless `offer`)."""
    riding = {name: said.riding[name] for name in ("ask", "card") if name in said.riding}
    offered = {**riding, "offer": said.riding.get("offer") or write_offer(fields)}
    state = said.but(unread=0, riding=offered, malformed=()).parameters()
    hidden = [*state, ("at", at or site.at)]
    return OfferForm(site.to("/offer/read"), hidden, [_field(name, fields, site.lang) for name in FIELDS])


def _field(name: str, fields: Mapping[str, Any], lang: str) -> OfferField:
    value = fields.get(name)
    text = "yes" if value is True else number(value) if isinstance(value, int | float) else str(value or "")
    options = [FieldOption(one, label, one == text) for one, label in _options(name, lang)]
    id_, label = f"of-{name.replace('_', '-')}", phrase(lang, f"offer.field_{name}")
    return OfferField(FORM + name, id_, label, text, options, numeric=not options and name != "vendor")


def _options(name: str, lang: str) -> Iterable[tuple[str, str]]:
    """Return what a field can be, the first for what was not said; nothing where it is a number or a name."""
    if name == "promo":
        return [("", phrase(lang, "offer.not_said")), ("yes", phrase(lang, "offer.yes"))]
    if name == "currency":
        return [(one, phrase(lang, f"reply.currency_{one}")) for one in catalogue.money()["rates"]]
    if name == "per":
        rows = [(one, phrase(lang, f"bill.per_{one}")) for one in (*MONTHS, "once")]
    elif name in load().decisions:
        rows = [(one.value, one.label[lang]) for one in load().decisions[name].choices]
    else:
        return []
    return [("", phrase(lang, "offer.not_said")), *rows]
