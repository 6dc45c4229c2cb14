"""One question with every way to answer it, and what each answer would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.bodies.parts import Option
from chat.pages import number as numbers
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.said.values import Malformed, read_value
from chat.words import advice_json as wording_of
from chat.words.wording import choice_label, phrase, program_label, size_label
from knowledge import load
from knowledge.programs import programs
from rules.advice.advising import Advice
from rules.ahead.asking import Consequence, consequences
from rules.answers import Value
from rules.facts.attributes import SIZE_NEEDS

PROGRAMS_OFFERED = 16


@dataclass(frozen=True)
class Choice:
    """One answer to tap; `drops`: what else it takes back."""

    value: str
    label: str
    help: str | None
    url: str
    drops: str | None
    chosen: bool


@dataclass(frozen=True)
class Brings:
    """What one answer would lean to."""

    label: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question as it is put; `keep_url` where an answer is being changed, `brings_url`: where it says what each answer would bring."""

    need: str
    text: str
    why: str
    brings_url: str | None
    options: list[Choice]
    several: numbers.Form | None
    unsure_url: str
    number: numbers.Number | None
    keep_url: str | None
    warn: str | None


def question(said: Conversation, site: Site, found: Advice, name: str, changing: str | None) -> Question:
    """Return a question as it is put; `changing`: the need whose answer is being changed, if one is."""
    asked = wording_of.question(found, name, site.lang)
    need = load().needs[name]
    numeric, several = need.kind == "number", need.kind in ("list", "programs")
    offered = _programs(said, site.lang) if need.kind == "programs" else asked["options"]
    options = [] if numeric else _choices(said, site, name, offered)
    return Question(
        need=name,
        text=asked["question"] or phrase(site.lang, "chat.ask_heard", label=need.label[site.lang]),
        why=asked["why"],
        brings_url=site.part(said.asking(name), "question") if leads(name) else None,
        options=options,
        several=numbers.form(said, site, name) if several else None,
        unsure_url=site.chat(said.with_need(name, "unsure")),
        number=numbers.ways(said, site, name, asked["options"]) if numeric else None,
        keep_url=site.chat(said) if changing else None,
        warn=phrase(site.lang, "chat.drops_some") if any(option.drops for option in options) else None,
    )


def _choices(said: Conversation, site: Site, name: str, offered: Sequence[Option]) -> list[Choice]:
    return [_choice(said, site, name, row, said.needs.get(name)) for row in offered]


def _programs(said: Conversation, lang: str) -> list[Option]:
    """Return the programs that serve what is to run, those already named first, the best known ones otherwise."""
    named = [one for one in str(said.needs.get("software", "")).split(",") if one in programs()]
    purpose = said.answers.stated("purpose")
    same = [row.id for row in programs().values() if row.purpose == purpose] if purpose else []
    ids = list(dict.fromkeys([*named, *same]))[:PROGRAMS_OFFERED]
    return [{"value": one, "label": program_label(lang, one)} for one in ids]


def _choice(said: Conversation, site: Site, name: str, row: Option, current: Value | None) -> Choice:
    after = said.with_need(name, row["value"])
    lost = [load().needs[other].label[site.lang] for other in said.needs if other not in after.needs]
    return Choice(
        row["value"],
        row["label"],
        row.get("help"),
        site.chat(after),
        drops=phrase(site.lang, "page.and").join(lost) or None,
        chosen=row["value"] in str(current).split(","),
    )


def leads(name: str) -> bool:
    """Say whether it can be told what each answer to a question would bring."""
    return load().needs[name].asked and load().needs[name].kind not in ("list", "programs")


def brings(said: Conversation, lang: str, name: str, options: Sequence[Option]) -> list[Brings]:
    """Return what each answer would lean to and what it would rule out for good, where the answers differ in that."""
    values = ((row["label"], read_value(name, str(row["value"]))) for row in options)
    read = {label: value for label, value in values if not isinstance(value, Malformed)}
    found = consequences(said.answers, name, list(read.values()))
    sizing = name in SIZE_NEEDS and name != "purpose"
    rows = [(label, _consequence(found[value], sizing, lang)) for label, value in read.items()]
    return [Brings(label, text) for label, text in rows] if len({text for _, text in rows}) > 1 else []


def _consequence(found: Consequence, sizing: bool, lang: str) -> str:
    labels = [choice_label(lang, name, found.leads[name]) for name in ("region", "product")]
    if sizing:
        labels.append(size_label(lang, found.size))
    text = phrase(lang, "page.comma").join(labels)
    gone = [
        choice_label(lang, name, choice) for name in ("region", "product") for choice in found.rules_out.get(name, ())
    ]
    return text + phrase(lang, "why.rules_out", what=phrase(lang, "page.and").join(gone)) if gone else text
