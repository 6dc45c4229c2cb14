"""Find a machine that people name themselves: 24 核, 4c8g, 8 GB RAM."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chat.hear.around import Surroundings
from chat.hear.denial import is_negated
from chat.hear.lexicon import load_lexicon
from chat.hear.numbers import Number, numbers
from rules.advice.named_machine import MOST_MEMORY, MOST_VCPUS, Named

MOST_GIB_A_CORE = 16
_LEAST = 0.1
_DISK = re.compile(r" ?(?:of )?(?:disk|ssd|nvme|hdd|storage|drive|硬盘|磁盘|系统盘|数据盘|盘)")


class Told(NamedTuple):
    """A named machine with its place in the folded text."""

    named: Named
    start: int
    end: int


class _Part(NamedTuple):
    """One half of a machine: `alone` when it needs no other half beside it."""

    is_cores: bool
    amount: float
    start: int
    end: int
    alone: bool


@lru_cache(maxsize=1)
def machine(text: str) -> Told | None:
    """Return the machine that folded text names, the last if it names several; None for none, or one that is denied."""
    parts = list(_parts(text))
    found: Told | None = None
    for place, part in enumerate(parts):
        other = parts[place + 1] if place + 1 < len(parts) else None
        if other and _are_one(text, part, other):
            halves = {p.is_cores: p.amount for p in (part, other)}
            found = Told(Named(int(halves[True]), halves[False]), part.start, other.end)
        elif part.alone and not (found and found.end >= part.end):
            named = Named(int(part.amount), None) if part.is_cores else Named(None, part.amount)
            found = Told(named, part.start, part.end)
    return found


def _are_one(text: str, one: _Part, other: _Part) -> bool:
    if one.is_cores == other.is_cores or text[one.end : other.start] not in load_lexicon().words["machine_joints"]:
        return False
    # 流量 200g，2 核: no machine has so much memory for so few cores.
    cores, memory = (one, other) if one.is_cores else (other, one)
    return memory.alone or memory.amount <= MOST_GIB_A_CORE * cores.amount


def _parts(text: str) -> Iterator[_Part]:
    beside = Surroundings(text, [])
    for number in numbers(text):
        asked = text[number.start : number.end] == "几"
        if asked or number.value != int(number.value) or beside.left(number.start).denied():
            continue
        part = _cores(text, number) or _memory(text, number)
        if part and is_negated(text, part.start, part.end):
            continue
        if part and _LEAST <= part.amount <= (MOST_VCPUS if part.is_cores else MOST_MEMORY):
            yield part


def _cores(text: str, number: Number) -> _Part | None:
    words = load_lexicon().words
    for table, alone in (("cores", True), ("cores_with_memory", False)):
        end = _after(text, number.end, words[table])
        if end:
            return _Part(True, int(number.value), number.start, end, alone)
    return None


def _memory(text: str, number: Number) -> _Part | None:
    words = load_lexicon().words
    megabytes = _after(text, number.end, words["memory_megabytes"])
    end = _after(text, number.end, words["memory_units"]) or megabytes
    if not end:
        return None
    amount = round(number.value / 1024, 1) if megabytes else int(number.value)
    if _DISK.match(text, end):
        return None
    said = _after(text, end, words["memory_words"])
    led = next((w for w in words["memory_before"] if text[: number.start].rstrip(" ").endswith(w)), None)
    start = number.start if led is None else text.rfind(led, 0, number.start)
    return _Part(False, amount, start, said or end, bool(said or led))


def _after(text: str, at: int, table: list[str]) -> int | None:
    """Return where the longest word of a table ends that begins at a place, a space before it or not."""
    at += text[at : at + 1] == " "
    ends = [at + len(word) for word in map(str, table) if text.startswith(word, at)]
    return max((end for end in ends if not (text[end - 1].isascii() and _letter(text[end : end + 1]))), default=None)


def _letter(text: str) -> bool:
    return "a" <= text <= "z"
