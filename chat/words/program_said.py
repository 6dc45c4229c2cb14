"""What a program's documentation says of its size, in one language: figures, rows, the sentences they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chat.words.wording import number, phrase
from knowledge.program_sizes import ProgramSize
from knowledge.programs import programs

JSON = dict[str, Any]


def most(size: ProgramSize) -> Mapping[str, float]:
    """Return the best machine its documentation names."""
    return size.recommended or size.minimum or size.steps[-1][1]


def figures(lang: str, told: Mapping[str, float]) -> str:
    """Return documented figures as one reads them: 4 核，16 GB 内存，20 GB 硬盘."""
    order = ("vcpus", "memory_gib", "disk_gib", "gpu_memory_gib")
    return phrase(lang, "page.comma").join(
        phrase(lang, f"run.figure_{key}", n=number(told[key])) for key in order if key in told
    )


def short(lang: str, label: str, size: ProgramSize) -> str:
    """Return the size in one sentence."""
    least, best = figures(lang, size.minimum), figures(lang, size.recommended)
    key = "short_both" if least and best and least != best else "short_one"
    if not least and not best:
        return sentence(lang, "run.short_steps", program=label, least=figures(lang, size.steps[0][1]))
    return sentence(lang, f"run.{key}", program=label, least=least or best, best=best or least)


def documented(lang: str, size: ProgramSize) -> Iterator[JSON]:
    """Yield the rows of what the documentation says: a label and the figures."""
    if size.minimum:
        yield {"label": phrase(lang, "run.minimum"), "text": figures(lang, size.minimum)}
    if size.recommended and size.recommended != size.minimum:
        many = phrase(lang, "run.carries", n=counted(lang, size.carries[1], size.carries[0])) if size.carries else ""
        yield {"label": phrase(lang, "run.recommended"), "text": figures(lang, size.recommended) + many}
    unit = size.carries[0] if size.carries else programs()[size.id].unit
    for count, told in size.steps:
        yield {"label": phrase(lang, "run.up_to", n=counted(lang, count, unit)), "text": figures(lang, told)}
    if size.per:
        yield {"label": phrase(lang, "run.each", n=counted(lang, 1, size.per[0])), "text": figures(lang, size.per[1])}
    if size.bandwidth:
        text = phrase(lang, "run.mbps", n=number(size.bandwidth[1]))
        yield {"label": phrase(lang, "run.each", n=counted(lang, 1, size.bandwidth[0])), "text": text}


def counted(lang: str, count: float, unit: str) -> str:
    """Return so many of a unit: 8 个玩家, 1 user."""
    return phrase(lang, f"run.unit_{unit.replace(' ', '_')}", n=number(count))


def sources(size: ProgramSize) -> Iterator[JSON]:
    """Yield each page the size rests on with every sentence of it."""
    for url in dict.fromkeys(one.url for one in size.sources):
        mine = [one for one in size.sources if one.url == url]
        first = mine[0]
        quotes = [one.says for one in mine]
        yield {"title": first.title, "url": url, "dated": first.date, "checked_on": first.checked_on, "says": quotes}


def sentence(lang: str, key: str, program: str, **values: str) -> str:
    """Fill a program's name into a sentence: Chinese leaves a space around Latin letters, none around its own or a comma."""
    if lang == "zh":
        program = " " * program[0].isascii() + program + " " * program[-1].isascii()
    return phrase(lang, key, program=program, **values).replace(" ，", "，").strip()
