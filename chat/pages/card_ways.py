"""The comparison under the verdict: the advice, a cheaper and a steadier way, not buying, one's own machine; then every other way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chat.bodies.machine import Size
from chat.bodies.money import Way as Compared
from chat.pages.card_money import FAR
from chat.pages.card_parts import Cell, Way, WayDrawn
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, money_said
from chat.words.advice_json import Worded
from chat.words.wording import begun, number, phrase
from rules.advice.advising import Advice
from rules.price.spoken import Said, as_told

COLUMNS = ("year", "filing", "work", "gives_up")
"""What is told of each way beside its price, each under its own heading."""


def ways(body: Worded, found: Advice, said: Conversation, site: Site) -> tuple[list[WayDrawn], int]:
    """Return the ways of the comparison, the advice first, and behind them what else there is; and how many are compared."""
    compared = [_compared(row, site.lang, place == 0, said.told) for place, row in enumerate(body.compare)]
    had, most = {row.label for row in compared}, FAR * max(compared[0].high, 1)
    others = [*_choices(body, found, said, site), *_sizes(body, found, said, site)]
    # Beside the advice, what is the same need not be read again on a small screen.
    mine = compared[0].cells
    compared = [row if row.chosen else replace(row, cells=_marked(row.cells, mine)) for row in compared]
    return _drawn([*compared, *(row for row in others if row.label not in had and row.low <= most)]), len(compared)


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
            place = row["kind"] == "region"
            yield Way(
                label=begun(phrase(lang, "page.candidate_place", label=row["label"]) if place else row["label"]),
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
                label=_size_label(row, site.lang),
                price=money_said.span(site.lang, row["low"], row["high"], said.told, found.months),
                low=row["low"],
                high=row["high"],
                gives_up=begun(row["text"]),
                size=row["id"],
            )


def _size_label(row: Size, lang: str) -> str:
    if row["gpu_memory_gib"]:
        return phrase(lang, "advice.size_gpu", card=number(row["gpu_memory_gib"]))
    return phrase(lang, "advice.size", vcpus=number(row["vcpus"]), memory=number(row["memory_gib"]))


def _drawn(rows: list[Way]) -> list[WayDrawn]:
    """Give each way its bar, all to one scale, and say how it compares with the first, which is the advice."""
    end = drawings.round_up(max([row.high for row in rows] + [1]) * 1.05)
    return [
        WayDrawn(
            row,
            "chosen" if row.chosen else _against(row, rows[0]),
            drawings.Bar(drawings.along(row.low, end), drawings.along(row.high, end)),
        )
        for row in rows
    ]


def _against(row: Way, mine: Way) -> str:
    """Say how one way compares in price with the advice, as both are told."""
    low, high = as_told(row.low) - as_told(mine.low), as_told(row.high) - as_told(mine.high)
    return "cheaper" if low + high < 0 and low <= 0 else "dearer" if low + high > 0 and low >= 0 else "level"
