"""The fields of an offer as it was read, each to be corrected; what is sent changes `offer=` in the address and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.said.offered import FORM
from chat.said.remarks_address import write_offer
from chat.words.wording import number, phrase
from knowledge import catalogue, load
from rules.price.spoken import MONTHS

JSON = dict[str, Any]
FIELDS = (
    "price", "currency", "per", "renewal", "promo", "vcpus", "memory_gib", "disk_gib", "bandwidth_mbps", "traffic_gib", "region", "product",
    "vendor",
)  # fmt: skip
"""In the order of their weight for the judgement."""


def offer_form(said: Conversation, site: Site, fields: Mapping[str, Any], at: str = "") -> JSON:
    """Return the form; `at`: which page it comes back to (the chat's own, unless `offer`)."""
    riding = {name: said.riding[name] for name in ("ask", "card") if name in said.riding}
    offered = {**riding, "offer": said.riding.get("offer") or write_offer(fields)}
    state = replace(said, unread=0, riding=offered, malformed=()).parameters()
    return {
        "action": site.to("/offer/read"), "hidden": [*state, ("at", at or site.at)],
        "fields": [_field(name, fields, site.lang) for name in FIELDS],
    }  # fmt: skip


def _field(name: str, fields: Mapping[str, Any], lang: str) -> JSON:
    value = fields.get(name)
    text = "yes" if value is True else number(value) if isinstance(value, int | float) else str(value or "")
    options = [{"value": one, "label": label, "chosen": one == text} for one, label in _options(name, lang)]
    return {
        "name": FORM + name, "id": f"of-{name.replace('_', '-')}", "label": phrase(lang, f"offer.field_{name}"), "value": text,
        "options": options, "numeric": not options and name != "vendor",
    }  # fmt: skip


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
