"""The ways to give a number: to tap, to slide, to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.bodies.parts import Option
from chat.pages.site import Link, Site
from chat.said.conversation import Conversation
from chat.said.values import written
from chat.words.wording import number, phrase, value_label
from knowledge import load
from rules.answers import Value

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


def ways(said: Conversation, site: Site, name: str, presets: Sequence[Option]) -> Number:
    """Return the ways to give a number; what is around the field keeps the answer's place in the address."""
    lang, need = site.lang, load().needs[name]
    unit = need.unit_for(said.answers.stated("purpose"))
    current = number_of(said.answers.stated(name))
    shown = [_preset(said, site, name, row["value"], current) for row in presets]
    starting = None
    if unit and need.starting:
        starting = Link(site.chat(said.with_need(name, unit.starting)), need.starting[lang])
        shown = [row for row in shown if row.label != amount(unit.starting, lang)]
    slider = _slider(current) if name == SLIDER else None
    return Number(
        unit=(unit.label if unit else need.unit or need.units[-1].label)[lang],
        presets=shown,
        starting=starting,
        form=form(said, site, name),
        value=_written(current, slider),
        minimum=number(need.minimum),
        maximum=number(need.maximum),
        step="1" if name == "scale" else "any",
        slider=slider,
    )


def _written(current: float | None, slider: Slider | None) -> str:
    """Return what stands in the field: what was said, else where the slider stands."""
    if current is not None:
        return written(current)
    return written(slider.stops[slider.index]) if slider else ""


def _slider(current: float | None) -> Slider:
    here = DEFAULT if current is None else current
    return Slider(BUDGETS, max(index for index, stop in enumerate(BUDGETS) if stop <= here))


def number_of(value: object) -> float | None:
    """Return a stated number, whole where it is; None where none is stated."""
    return value if isinstance(value, int | float) else None


def _preset(said: Conversation, site: Site, name: str, value: str, current: float | None) -> Preset:
    url = site.chat(said.with_need(name, _value(value)))
    return Preset(_label(name, value, site.lang), url, chosen=float(value) == current)


def form(said: Conversation, site: Site, name: str) -> Form:
    """Return where a form with an answer goes, and what goes with it before and after, so that the answer keeps its place."""
    rows = said.parameters()
    names = [key for key, _ in rows]
    place = names.index(name) if name in names else sum(key in said.needs for key in names)
    action = site.prefix + ("/embed" if site.at == "embed" else "/")
    return Form(action, rows[:place], [row for row in rows[place:] if row[0] != name])


def _label(name: str, value: str, lang: str) -> str:
    """Return a preset as people read it: 50 元, 1 万, 200 GB."""
    if name == SLIDER:
        return phrase(lang, "page.yuan", n=amount(value, lang))
    return amount(value, lang) if name == "scale" else value_label(lang, name, value)


def amount(value: object, lang: str) -> str:
    """Write a round number as people read it: 5000, 1 万, 10 万; 5,000 and 10,000 in English."""
    count = float(value if isinstance(value, int | float) else str(value))
    if lang != "zh":
        return f"{count:,.0f}"
    return (
        phrase(lang, "page.ten_thousand", n=number(count / 10_000))
        if count >= 10_000 and count % 1000 == 0
        else number(count)
    )


def _value(text: str) -> Value:
    return float(text) if "." in text else int(text)
