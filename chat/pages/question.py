"""One question with every way to answer it, and what each answer would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.bodies.parts import Option
from chat.pages.site import Link, Site
from chat.said.conversation import Conversation, Value, read_value, written
from chat.words import advice_json as wording_of
from chat.words.wording import choice_label, number, phrase, program_label, size_label, value_label
from knowledge import load
from knowledge.programs import programs
from rules.advice.advising import Advice
from rules.ahead.asking import Consequence, consequences
from rules.facts.attributes import SIZE_NEEDS, stated

BUDGETS = tuple(
    int(text)
    for text in [
        "0",
        "5",
        "10",
        "15",
        "20",
        "30",
        "40",
        "50",
        "60",
        "80",
        "100",
        "150",
        "200",
        "300",
        "500",
        "800",
        "1000",
        "2000",
        "3000",
        "5000",
        "10000",
        "30000",
        "100000",
    ]
)
"""Where the slider stops."""
SLIDER = "budget"
DEFAULT = 50.0
"""Where it stands before anything is said."""
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
class Form:
    """Where a form with an answer goes, and what goes with it before and after, so that the answer keeps its place."""

    action: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


@dataclass(frozen=True)
class Preset:
    """A number to tap."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Slider:
    """Where a slider may stop, and where it stands."""

    stops: tuple[int, ...]
    index: int


@dataclass(frozen=True)
class Number:
    """The ways to give a number."""

    unit: str
    presets: list[Preset]
    starting: Link | None
    form: Form
    value: str
    minimum: str
    maximum: str
    step: str
    slider: Slider | None


@dataclass(frozen=True)
class Brings:
    """What one answer would lean to."""

    label: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question as it is put; `keep_url` where an answer is being changed."""

    need: str
    text: str
    why: str
    brings: list[Brings]
    options: list[Choice]
    several: Form | None
    unsure_url: str
    number: Number | None
    keep_url: str | None
    warn: str | None


def question(said: Conversation, site: Site, found: Advice, name: str, changing: str | None) -> Question:
    """Return a question as it is put; `changing`: the need whose answer is being changed, if one is."""
    asked = wording_of.question(found, name, site.lang)
    need, current = load().needs[name], said.needs.get(name)
    numeric = need.kind == "number"
    several = need.kind in ("list", "programs")
    offered = _programs(said, site.lang) if need.kind == "programs" else asked["options"]
    options = [] if numeric else [_choice(said, site, name, row, current) for row in offered]
    return Question(
        need=name,
        text=asked["question"] or phrase(site.lang, "chat.ask_heard", label=need.label[site.lang]),
        why=asked["why"],
        brings=[] if several or not need.asked else brings(said, site.lang, name, asked["options"]),
        options=options,
        several=form(said, site, name) if several else None,
        unsure_url=site.chat(said.with_need(name, "unsure")),
        number=_number(said, site, name, asked["options"]) if numeric else None,
        keep_url=site.chat(said) if changing else None,
        warn=phrase(site.lang, "chat.drops_some") if any(option.drops for option in options) else None,
    )


def _programs(said: Conversation, lang: str) -> list[Option]:
    """Return the programs that serve what is to run, those already named first, the best known ones otherwise."""
    named = [one for one in str(said.needs.get("software", "")).split(",") if one in programs()]
    purpose = stated(said.needs, "purpose")
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


def _number(said: Conversation, site: Site, name: str, presets: Sequence[Option]) -> Number:
    """Return the ways to give a number; what is around the field keeps the answer's place in the address."""
    lang, need, slides = site.lang, load().needs[name], name == SLIDER
    unit = need.unit_for(stated(said.needs, "purpose"))
    current = number_of(stated(said.needs, name))
    shown = [
        Preset(
            _preset(name, row["value"], lang),
            site.chat(said.with_need(name, _value(row["value"]))),
            chosen=current is not None and float(row["value"]) == current,
        )
        for row in presets
    ]
    starting = None
    if unit and need.starting:
        starting = Link(site.chat(said.with_need(name, unit.starting)), need.starting[lang])
        shown = [row for row in shown if row.label != amount(unit.starting, lang)]
    return Number(
        unit=(unit.label if unit else need.unit or {})[lang],
        presets=shown,
        starting=starting,
        form=form(said, site, name),
        value=written(current) if current is not None else written(DEFAULT) if slides else "",
        minimum=number(need.minimum),
        maximum=number(need.maximum),
        step="1" if name == "scale" else "any",
        slider=_slider(DEFAULT if current is None else current) if slides else None,
    )


def _slider(current: float) -> Slider:
    return Slider(BUDGETS, max(index for index, stop in enumerate(BUDGETS) if stop <= current))


def number_of(value: object) -> float | None:
    """Return a stated number, whole where it is; None where none is stated."""
    return value if isinstance(value, int | float) else None


def form(said: Conversation, site: Site, name: str) -> Form:
    """Return where a form with an answer goes, and what goes with it before and after, so that the answer keeps its place."""
    rows = said.parameters()
    names = [key for key, _ in rows]
    place = names.index(name) if name in names else sum(key in said.needs for key in names)
    action = site.prefix + ("/embed" if site.at == "embed" else "/")
    return Form(action, rows[:place], [row for row in rows[place:] if row[0] != name])


def _preset(name: str, value: str, lang: str) -> str:
    """Return a preset as people read it: 50 元, 1 万, 200 GB."""
    if name == SLIDER:
        return phrase(lang, "page.yuan", n=value)
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


def brings(said: Conversation, lang: str, name: str, options: Sequence[Option]) -> list[Brings]:
    """Return what each answer would lean to and what it would rule out for good, where the answers differ in that."""
    read = {row["label"]: read_value(name, str(row["value"])) for row in options}
    found = consequences(said.needs, said.weighing, name, list(read.values()))
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
