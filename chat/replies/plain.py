"""Words of the trade said with what they are, to whoever has never met them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from chat.replies.case import Case
from chat.replies.reply import Reply, folded
from knowledge import load

SHELL = ("linux", "ops")
"""Who knows the words."""
ALWAYS = ("recap",)
"""What is sent on to others, who may know less than whoever asked."""
WORDS = (
    *("size", "light", "vps", "ecs", "paas", "static", "docker"),
    *("ssh", "cdn", "cn2", "https", "filing", "snapshot", "firewall"),
)
_UNEXPLAINED = r"(?! ?[（(]| Hub)"
"""A word that is explained where it stands, or is part of a name, is left alone."""
NEVER = ("topic", "offer")
"""What explains words itself, or reads back what somebody pasted."""


def plain(case: Case, one: Reply) -> Reply:
    """Return a reply whose words of the trade are explained where they first stand, for whoever may not know them."""
    skill = case.found.answers.stated("skill")
    if one.act in NEVER or skill in SHELL or (skill != "none" and one.act not in ALWAYS):
        return one
    left = dict(_glosses(case.lang))
    # The names of the steps to come are explained where the steps are told.
    names = case.say("arrow")
    return folded(one, [text if names in text else _explained(text, left, case) for text in (*one.text, *one.more)])


def _explained(text: str, left: dict[re.Pattern[str], str], case: Case) -> str:
    """Return a text with the words of `left` that stand in it explained, and take those out of `left`."""
    for pattern, gloss in [*left.items()]:
        if found := pattern.search(text):
            del left[pattern]
            told = case.say("word_plain", word=found.group(), text=gloss)
            # After a Chinese bracket stands no space.
            rest = text[found.end() :]
            text = text[: found.start()] + told + (rest.lstrip(" ") if told.endswith("）") else rest)
    return text


@cache
def _glosses(lang: str) -> Mapping[re.Pattern[str], str]:
    """Return what to explain and how, in the order in which it is looked for."""
    rows = (load().phrases[f"plain.{word}"][lang].rpartition("|") for word in WORDS)
    return {re.compile(word + _UNEXPLAINED): gloss for word, _, gloss in rows}
