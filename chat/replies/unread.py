"""What was not understood: the nearest things that can be asked, as taps; never the same words twice running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.hear.asking.tables import words
from chat.hear.normal import fold
from chat.remarks_address import read_offer
from chat.replies.case import Case
from chat.replies.following import following
from chat.replies.offer_taps import take_offer
from chat.replies.reply import Reply, Tap, reply
from chat.words.wording import value_label

FORMS = 7
NEAREST: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "size": ("why_size", {"act": "why", "decision": "size"}),
    "cost": ("why_cost", {"act": "why", "decision": "cost"}),
    "filing": ("how_filing", {"act": "how", "about": "filing"}),
    "vendor": ("vendor", {"act": "vendor"}),
    "backup": ("backup", {"act": "how", "about": "backup"}),
    "security": ("security", {"act": "how", "about": "security"}),
    "order": ("how_order", {"act": "how", "about": "order"}),
    "setup": ("how_setup", {"act": "how", "about": "setup"}),
    "test": ("test", {"act": "how", "about": "test"}),
    "speed": ("latency", {"act": "topic", "topic": "latency"}),
    "sooner": ("when", {"act": "when"}),
}
"""What a word in the message comes near to: the tap, and the question it puts."""


def unread(case: Case, times: int, text: str) -> Reply:
    """Return a reply to the `times`th message of a talk that nothing was understood of."""
    near = _near(case, text)
    taps = [
        *near,
        *_offered(case),
        *(following(case) if case.found.answers.stated("purpose") else _purposes(case)),
    ]
    unique = list({tap.label: tap for tap in taps}.values())
    # Every time other things are offered first.
    start = (times - 1) % max(len(unique), 1) if not near else 0
    shown = [*unique[start:], *unique[:start]][:3]
    key = f"unread_{(times - 1) % FORMS + 1}"
    told = case.say(key)
    if told.endswith(("：", ":")):
        # What announces examples gives them, wherever the taps are not seen.
        told = case.sentence(
            case.say("unread_like", text=told, like=case.listed(tap.label.rstrip("？?") for tap in shown))
        )
    return reply("unread", [told], taps=shown)


def _near(case: Case, text: str) -> list[Tap]:
    """Return what can be asked about the words of the message."""
    if not text or case.found.answers.stated("purpose") is None:
        return []
    plain, found = fold(text).text, words()
    tables = (found.decisions, found.abouts, found.toward)
    hit = [key for table in tables for key, pattern in table.items() if key in NEAREST and pattern.search(plain)]
    return [case.ask(NEAREST[key][0], NEAREST[key][1]) for key in dict.fromkeys(hit)][:3]


def _offered(case: Case) -> list[Tap]:
    """Return what can be done with the offer under discussion."""
    fields = read_offer(case.said.riding.get("offer", "")) or {}
    if not fields:
        return []
    again = Tap(case.say("asked_offer"), replace(case.said, unread=0))
    return [again, *(take_offer(case, fields) if case.found.needs else [])]


def _purposes(case: Case) -> list[Tap]:
    return [
        Tap(value_label(case.lang, "purpose", one), case.said.with_need("purpose", one))
        for one in ("blog", "app", "site", "game", "shop")
    ]
