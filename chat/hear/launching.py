"""The pass for the day something must be live: by a date, how far away that is."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.hear.amending import NUMERIC
from chat.hear.claims import Claim
from chat.hear.dates import Day, days
from chat.hear.denial import is_negated
from chat.hear.lexicon import load_lexicon
from chat.hear.message import Message
from chat.hear.phrases import Phrases
from chat.hear.stated import outside
from chat.hear.units import language

SOON, ABOUT_A_MONTH = 10, 45
"""At most so many days away is within days; is within about a month."""
COUNTED = frozenset((*NUMERIC, "launch", "term", "services"))
"""Needs that a date's own numbers might have been taken for."""


def launched(message: Message) -> Message:
    """Return the message with the launch that a date says, in place of all that its words and numbers said."""
    text = message.line.text
    named = [day for day in days(text, message.state.today) if not is_negated(text, day.start, day.end)]
    for clause in message.clauses if named else ():
        inside = [d for d in named if clause.start <= d.start < clause.end]
        inside = [d for d in inside if not re.search(language()["calendar"]["ends"], text[clause.start : d.start])]
        if inside and _is_launch(message, text[clause.start : clause.end]):
            message = _put(message, inside[0], clause.start, clause.end)
    return message


def _is_launch(message: Message, clause: str) -> bool:
    calendar = language()["calendar"]
    if Phrases(load_lexicon().groups["errand"]).search(clause) or re.search(calendar["over"], clause):
        return False
    return message.state.ask == "launch" or bool(re.search(calendar["live"], clause))


def _put(message: Message, day: Day, start: int, end: int) -> Message:
    away = (day.on - message.state.today).days
    value = "now" if away <= SOON else "month" if away <= ABOUT_A_MONTH else "later"
    apart = (c for c in message.claims if c.need not in COUNTED or outside([(c.start, c.end)], day.start, day.end))
    other = [c for c in apart if c.need != "launch" or not start <= c.start < end]
    load = replace(message.load, unused=outside(message.load.unused, day.start, day.end))
    return replace(message, claims=(*other, Claim("launch", value, day.start, day.end)), load=load)
