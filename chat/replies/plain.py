"""Words of the trade said with what they are, to whoever has never met them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from chat.replies.case import Case
from chat.replies.reply import JSON, Reply, folded
from chat.words import bill_json
from knowledge import load
from knowledge.products import products

SHELL = ("linux", "ops")
"""Who knows the words."""
ALWAYS = ("recap",)
"""What is sent on to others, who may know less than whoever asked."""
TOPICS: Mapping[str, str] = {
    "size": "sizing",
    "docker": "docker",
    "ssh": "first-day",
    "cdn": "cdn",
    "cn2": "lines",
    "https": "first-day",
    "filing": "icp-filing",
    "snapshot": "refund-and-backup",
    "firewall": "first-day",
}
"""The topic that says more of a word and on what it rests; a product's row names its own."""
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
    rows = [text if names in text else _explained(text, left, case) for text in (*one.text, *one.more)]
    used = [word for pattern, (word, _) in _glosses(case.lang).items() if pattern not in left]
    return replace(folded(one, rows), sources=(*one.sources, *_sources(case, used, one)))


def _sources(case: Case, used: Sequence[str], one: Reply) -> list[JSON]:
    """Return what the glosses that were used rest on, where it is not cited already."""
    known = {row["url"] for row in one.sources}
    topics = (load().topics[_topic(word), case.lang] for word in used)
    rows = {row["url"]: row for topic in topics for row in bill_json.sources(topic.cites[:1], case.lang)[:1]}
    return [row for url, row in rows.items() if url and url not in known]


def _explained(text: str, left: dict[re.Pattern[str], tuple[str, str]], case: Case) -> str:
    """Return a text with the words of `left` that stand in it explained, and take those out of `left`."""
    for pattern, (_, gloss) in [*left.items()]:
        if found := pattern.search(text):
            del left[pattern]
            told = case.say("word_plain", word=found.group(), text=gloss)
            # After a Chinese bracket stands no space.
            rest = text[found.end() :]
            text = text[: found.start()] + told + (rest.lstrip(" ") if told.endswith("）") else rest)
    return text


@cache
def _glosses(lang: str) -> Mapping[re.Pattern[str], tuple[str, str]]:
    """Return what to explain, the word and how, in the order of the file: the order in which it is looked for."""
    told = {key.removeprefix("plain."): said[lang] for key, said in load().phrases.items() if key.startswith("plain.")}
    rows = ((word, text.rpartition("|")) for word, text in told.items())
    return {re.compile(pattern + _UNEXPLAINED): (word, gloss) for word, (pattern, _, gloss) in rows}


def _topic(word: str) -> str:
    return products()[word].topic if word in products() else TOPICS[word]
