"""What is likely to be done next with an offer: say what it hangs on, go by it, ask about who sells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.remarks_address import write_offer
from chat.replies.case import Case
from chat.replies.offer_words import vendor_of
from chat.replies.reply import Tap
from chat.said.offered import machine
from chat.words.wording import named_label
from knowledge import load
from rules.advice.offer import Judgement

MOST, MOST_HANGING = 5, 3


def offer_taps(case: Case, fields: Mapping[str, Any], found: Judgement) -> list[Tap]:
    """Return the taps beneath an offer."""
    kept = {"offer": write_offer(fields)}
    taps = [
        Tap(load().needs[one.need].question[case.lang], replace(case.said, riding={"ask": one.need, **kept}, unread=0))
        for one in found.hangs_on
        if one.need
    ][:MOST_HANGING]
    if not case.found.needs:
        return taps
    taps += take_offer(case, fields) if found.fits is not False else [case.ask("recap_instead", {"act": "recap"})]
    if name := vendor_of(case, fields):
        taps.append(case.ask("vendor_named", {"act": "vendor", "vendors": [str(fields["vendor"])]}, vendor=name))
    return [
        *taps,
        case.ask("test", {"act": "how", "about": "test"}),
        case.ask("refund", {"act": "how", "about": "refund"}),
    ][:MOST]


def take_offer(case: Case, fields: Mapping[str, Any]) -> list[Tap]:
    """Return the tap that goes by the machine of an offer; none where it names no size."""
    named = machine(fields)
    if named is None:
        return []
    after = replace(case.said, spec=named, riding={}, unread=0)
    return [Tap(case.say("tap_take_offer", what=named_label(case.lang, named)), after)]
