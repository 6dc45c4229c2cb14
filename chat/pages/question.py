"""One question with every way to answer it, and what each answer would bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.pages.site import Site
from chat.said.conversation import Conversation, Value, read_value, written
from chat.words import advice_json as wording_of
from chat.words.wording import choice_label, number, phrase, program_label, size_label, value_label
from knowledge import load
from knowledge.programs import programs
from rules.advice.advising import Advice
from rules.ahead.asking import Consequence, consequences
from rules.facts.attributes import SIZE_NEEDS, stated

JSON = dict[str, Any]
BUDGETS = (
    0,
    5,
    10,
    15,
    20,
    30,
    40,
    50,
    60,
    80,
    100,
    150,
    200,
    300,
    500,
    800,
    1000,
    2000,
    3000,
    5000,
    10000,
    30000,
    100000,
)
"""Where the slider stops."""
SLIDER = "budget"
PROGRAMS_OFFERED = 16


def question(said: Conversation, site: Site, found: Advice, name: str, changing: str | None) -> JSON:
    """Return a question as it is put; `changing`: the need whose answer is being changed, if one is."""
    asked = wording_of.question(found, name, site.lang)
    need, current = load().needs[name], said.needs.get(name)
    numeric = need.kind == "number"
    several = need.kind in ("list", "programs")
    offered = _programs(said, site.lang) if need.kind == "programs" else asked["options"]
    options = [] if numeric else [_option(said, site, name, row, current) for row in offered]
    drops = any(option["drops"] for option in options)
    return {
        "need": name,
        "text": asked["question"] or phrase(site.lang, "chat.ask_heard", label=need.label[site.lang]),
        "why": asked["why"],
        "brings": [] if several or not need.asked else brings(said, site.lang, name, asked["options"]),
        "options": options,
        "several": around(said, site, name) if several else None,
        "unsure_url": site.chat(said.with_need(name, "unsure")),
        "number": _number(said, site, name, asked["options"]) if numeric else None,
        "keep_url": site.chat(said) if changing else None,
        "warn": phrase(site.lang, "chat.drops_some") if drops else None,
    }


def _programs(said: Conversation, lang: str) -> list[JSON]:
    """Return the programs that serve what is to run, those already named first, the best known ones otherwise."""
    named = [one for one in str(said.needs.get("software", "")).split(",") if one in programs()]
    purpose = stated(said.needs, "purpose")
    same = [row.id for row in programs().values() if row.purpose == purpose] if purpose else []
    ids = list(dict.fromkeys([*named, *same]))[:PROGRAMS_OFFERED]
    return [{"value": one, "label": program_label(lang, one)} for one in ids]


def _option(said: Conversation, site: Site, name: str, row: JSON, current: Value | None) -> JSON:
    after = said.with_need(name, row["value"])
    taken = str(current).split(",")
    lost = [load().needs[other].label[site.lang] for other in said.needs if other not in after.needs]
    return {
        "value": row["value"], "label": row["label"], "help": row.get("help"), "url": site.chat(after),
        "drops": phrase(site.lang, "page.and").join(lost) or None, "chosen": row["value"] in taken,
    }  # fmt: skip


def _number(said: Conversation, site: Site, name: str, presets: Sequence[JSON]) -> JSON:
    """Return the ways to give a number; what is around the field keeps the answer's place in the address."""
    lang, need = site.lang, load().needs[name]
    unit = need.unit_for(stated(said.needs, "purpose"))
    current = stated(said.needs, name)
    plain = [
        {"label": _preset(name, row["value"], lang), "url": site.chat(said.with_need(name, _value(row["value"]))),
         "chosen": current is not None and float(row["value"]) == float(current)}  # type: ignore[arg-type]
        for row in presets
    ]  # fmt: skip
    starting = None
    if unit and need.starting:
        starting = {"label": need.starting[lang], "url": site.chat(said.with_need(name, unit.starting))}
        plain = [row for row in plain if row["label"] != amount(unit.starting, lang)]
    slides = name == SLIDER
    default = current if current is not None and slides else 50
    at = max(index for index, sum_ in enumerate(BUDGETS) if sum_ <= float(default))  # type: ignore[arg-type]
    return {
        "unit": (unit.label if unit else need.unit or {})[lang],
        "presets": plain,
        "starting": starting,
        **around(said, site, name),
        "value": written(current) if current is not None else ("50" if slides else ""),  # type: ignore[arg-type]
        "minimum": number(need.minimum),
        "maximum": number(need.maximum),
        "step": "1" if name == "scale" else "any",
        "slider": None if not slides else {"values": BUDGETS, "index": at},
    }


def around(said: Conversation, site: Site, name: str) -> JSON:
    """Return where a form with an answer goes, and what goes with it before and after, so that the answer keeps its place."""
    rows = said.parameters()
    names = [key for key, _ in rows]
    place = names.index(name) if name in names else sum(key in said.needs for key in names)
    return {
        "action": site.prefix + ("/embed" if site.at == "embed" else "/"),
        "before": rows[:place],
        "after": [row for row in rows[place:] if row[0] != name],
    }


def _preset(name: str, value: str, lang: str) -> str:
    """Return a preset as people read it: 50 元, 1 万, 200 GB."""
    if name == SLIDER:
        return phrase(lang, "page.yuan", n=amount(value, lang))
    return amount(value, lang) if name == "scale" else value_label(lang, name, value)


def amount(value: object, lang: str) -> str:
    """Write a round number as people read it: 5000, 1 万, 10 万; 5,000 and 10,000 in English."""
    count = float(value)  # type: ignore[arg-type]
    if lang != "zh":
        return f"{count:,.0f}"
    return (
        phrase(lang, "page.ten_thousand", n=number(count / 10_000))
        if count >= 10_000 and count % 1000 == 0
        else number(count)
    )


def _value(text: str) -> Value:
    return float(text) if "." in text else int(text)


def brings(said: Conversation, lang: str, name: str, options: Sequence[JSON]) -> list[JSON]:
    """Return what each answer would lean to and what it would rule out for good, where the answers differ in that."""
    read = {row["label"]: read_value(name, str(row["value"])) for row in options}
    found = consequences(said.needs, said.weighing, name, list(read.values()))
    sizing = name in SIZE_NEEDS and name != "purpose"
    rows = [(label, _consequence(found[value], sizing, lang)) for label, value in read.items()]
    return [{"label": label, "text": text} for label, text in rows] if len({text for _, text in rows}) > 1 else []


def _consequence(found: Consequence, sizing: bool, lang: str) -> str:
    labels = [choice_label(lang, name, found.leads[name]) for name in ("region", "product")]
    if sizing:
        labels.append(size_label(lang, found.size))
    text = phrase(lang, "page.comma").join(labels)
    gone = [
        choice_label(lang, name, choice) for name in ("region", "product") for choice in found.rules_out.get(name, ())
    ]
    return text + phrase(lang, "why.rules_out", what=phrase(lang, "page.and").join(gone)) if gone else text
