"""The comparison under the verdict: the advice, a cheaper and a steadier way, not buying, one's own machine; then every other way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from chat.bodies.money import Way as Compared
from chat.pages.card_money import FAR
from chat.pages.card_parts import Cell, Way, WayDrawn
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, money_said
from chat.words.advice_json import Worded
from chat.words.wording import begun, choice_label, number, phrase
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.machine.ladder import LADDER, Rung
from rules.price.spoken import Said, as_told

COLUMNS = ("year", "filing", "work", "gives_up")
"""What is told of each way beside its price, each under its own heading."""


class Ways:
    """The ways to buy, all drawn to one scale: those that are compared, the advice first, and behind a fold what else there is."""

    def __init__(self, body: Worded, found: Advice, said: Conversation, site: Site) -> None:
        """Take the advice in the site's language, and the conversation that it answers."""
        self._body, self._found, self._said, self._site = body, found, said, site

    @cached_property
    def compared(self) -> list[WayDrawn]:
        """Return the ways of the comparison."""
        # Beside the advice, what is the same need not be read again on a small screen.
        mine = self._rows[0].cells
        return self._drawn(row if row.chosen else replace(row, cells=_marked(row.cells, mine)) for row in self._rows)

    @cached_property
    def others(self) -> list[WayDrawn]:
        """Return every other way that is named by none of those and costs no multiple of the advice."""
        parts = self._body, self._found, self._said, self._site
        return self._drawn(row for row in (*_choices(*parts), *_sizes(*parts)) if self._shown(row.label, row.low))

    @cached_property
    def _rows(self) -> list[Way]:
        rows = enumerate(self._body.compare)
        return [_compared(row, self._site.lang, place == 0, self._said.told) for place, row in rows]

    @cached_property
    def _had(self) -> set[str]:
        return {row.label for row in self._rows}

    def _shown(self, label: str, low: float) -> bool:
        return label not in self._had and low <= FAR * max(self._rows[0].high, 1)

    @cached_property
    def _end(self) -> int:
        """Return where the scale ends; the bars of what is folded away count, its words do not."""
        priced = _priced(self._found, self._site.lang)
        highs = [row.high for row in self._rows] + [one.high for label, one in priced if self._shown(label, one.low)]
        return drawings.round_up(max([*highs, 1]) * 1.05)

    def _drawn(self, rows: Iterable[Way]) -> list[WayDrawn]:
        """Give each way its bar, and say how it compares with the advice."""
        end = self._end
        return [
            WayDrawn(
                row,
                "chosen" if row.chosen else _against(row, self._rows[0]),
                drawings.Bar(drawings.along(row.low, end), drawings.along(row.high, end)),
            )
            for row in rows
        ]


def _priced(found: Advice, lang: str) -> Iterator[tuple[str, Priced]]:
    """Yield what each other product, place and size is called, with its price."""
    for one in found.rivals:
        if not one.chosen:
            yield _choice_label(one.kind, choice_label(lang, one.kind, one.choice), lang), one.price
    for sized in found.sizes:
        if sized.machine.id != found.size.id:
            yield _size_label(sized.machine, lang), sized.price


def _choice_label(kind: str, label: str, lang: str) -> str:
    return begun(phrase(lang, "page.candidate_place", label=label) if kind == "region" else label)


def _marked(cells: tuple[Cell, ...], mine: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Mark what is told of the advice as well."""
    return tuple(replace(cell, same=cell == own) for cell, own in zip(cells, mine, strict=True))


def _compared(row: Compared, lang: str, chosen: bool, told: Said | None) -> Way:
    """Return one way of the comparison; without a price where nobody lists one."""
    between, year = phrase(lang, "page.semicolon"), row["first_year"]
    first = phrase(lang, "page.way_first_year", year=money_said.total(lang, year, told)) if year else ""
    cells = {
        "year": between.join(part for part in (first, "" if row["low"] is None else row["renewal"]) if part),
        "filing": between.join([row["filing"], row["live"]]),
        "work": row["work"],
        "gives_up": row["gives_up"],
    }
    return Way(
        label=begun(row["what"]),
        price=row["text"],
        low=row["low"] or 0,
        high=row["high"] or 0,
        gives_up=begun(row["gives_up"]),
        chosen=chosen,
        tag=row["label"],
        reckoned=row["reckoned"],
        cells=tuple(Cell(phrase(lang, f"page.way_{name}"), begun(cells[name])) for name in COLUMNS),
    )


def _choices(body: Worded, found: Advice, said: Conversation, site: Site) -> Iterator[Way]:
    """Yield each other product and place; `gives_up`: what is lost by it, in words."""
    lang = site.lang
    for row in body.candidates:
        if not row["chosen"]:
            yield Way(
                label=_choice_label(row["kind"], row["label"], lang),
                price=money_said.span(lang, row["low"], row["high"], said.told, found.months),
                low=row["low"],
                high=row["high"],
                gives_up=begun(row["gives_up"]),
                why_url=f"{site.why(said, row['kind'])}#not-{row['choice']}",
            )


def _sizes(body: Worded, found: Advice, said: Conversation, site: Site) -> Iterator[Way]:
    """Yield each size beside the advice's own."""
    for row in body.sizes:
        if not row["chosen"]:
            yield Way(
                label=_size_label(LADDER[row["id"]], site.lang),
                price=money_said.span(site.lang, row["low"], row["high"], said.told, found.months),
                low=row["low"],
                high=row["high"],
                gives_up=begun(row["text"]),
                size=row["id"],
            )


def _size_label(machine: Rung, lang: str) -> str:
    if machine.gpu_memory_gib:
        return phrase(lang, "advice.size_gpu", card=number(machine.gpu_memory_gib))
    return phrase(lang, "advice.size", vcpus=number(machine.vcpus), memory=number(machine.memory_gib))


def _against(row: Way, mine: Way) -> str:
    """Say how one way compares in price with the advice, as both are told."""
    low, high = as_told(row.low) - as_told(mine.low), as_told(row.high) - as_told(mine.high)
    return "cheaper" if low + high < 0 and low <= 0 else "dearer" if low + high > 0 and low >= 0 else "level"
