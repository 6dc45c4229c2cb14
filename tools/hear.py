"""Print how one message is heard, pass by pass: `python -m tools.hear "text" [state as in an address]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import yaml

from chat.hear.claims import Claim
from chat.hear.lexicon import ROOT, Entry
from chat.hear.message import Message, State
from chat.hear.reading import trace
from chat.said.address import parse
from knowledge.yamlfile import line_of, read_yaml

FOLDER = ROOT / "lexicon"


@lru_cache(maxsize=64)
def _lines(file: str) -> dict[tuple[str, ...], int]:
    """Return the line of every entry of a lexicon file by its path of keys and its own words."""
    found: dict[tuple[str, ...], int] = {}

    def walk(node: yaml.Node, keys: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for name, below in node.value:
                walk(below, (*keys, str(name.value)))
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                found.setdefault((*keys, str(item.value)), item.start_mark.line + 1)

    root = yaml.compose((FOLDER / file).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if root is not None:
        walk(root, ())
    return found


def where(entry: Entry) -> str:
    """Return file and line of an entry, and its words where they are short."""
    keys = (entry.section, entry.key, *([entry.value] if entry.section == "needs" else []))
    lines, source = _lines(entry.file), entry.pattern.source
    line = lines.get((*keys, entry.kind, source)) or lines.get((*keys, source)) or 0
    return f"{entry.file}:{line} {source if len(source) <= 60 else source[:57] + '…'!s}"


def _by(claim: Claim) -> str:
    """Return the entry that said a claim; numbers have none."""
    return where(claim.entry) if claim.entry else "the words around a number or a place"


def _claim(message: Message, claim: Claim) -> str:
    marks = "".join(m for m, on in ((" denied", claim.negated), (" a hint", claim.weak)) if on)
    words = message.line.text[claim.start : claim.end]
    return f"{claim.need}={claim.value}{marks} {words!r} <- {_by(claim)}"


def _frame(name: str) -> str:
    """Return the file and line of a frame."""
    files = (f for f in sorted(FOLDER.glob("mood*.yaml")) if name in read_yaml(f).get("frames", {}))
    return next((f"{file.name}:{line_of(file, 'frames', name)}" for file in files), name)


def _clauses(message: Message) -> Iterator[str]:
    for clause in message.clauses:
        words = message.line.text[clause.start : clause.end]
        frame = f"{clause.frame} {clause.why!r}" if clause.frame else "no frame"
        listed = clause.frame and clause.frame not in ("offer",)
        place = f" ({_frame(clause.frame)})" if listed else ""
        yield f"{words!r}: {clause.mood}, {frame}{place}"


def _settled(message: Message) -> Iterator[str]:
    yield f"needs {message.needs}"
    yield f"also {[c.value for c in message.kept.get('also', ())]}"


def _topics(message: Message) -> Iterator[str]:
    yield f"topics {list(message.topics)}"
    yield from ([f"declined: {message.declined.why}"] if message.declined else [])


def _text(message: Message) -> Iterator[str]:
    yield repr(message.line.text)


SHOWN: Mapping[str, Callable[[Message], Iterator[str]]] = {
    "fold": _text,
    "typos": _text,
    "clauses": _clauses,
    "settle": _settled,
    "scope": _topics,
}
"""What is always shown of a pass, beside what it changed."""
CLAIMING = ("numbers", "phrases", "scope")
"""The passes whose claims are shown."""


def _more(name: str, message: Message, before: Message) -> Iterator[str]:
    """Yield what one pass added."""
    yield from SHOWN[name](message) if name in SHOWN else ()
    if name in CLAIMING:
        yield from (_claim(message, claim) for claim in message.claims if claim not in before.claims)
    yield from (f"not used: {_claim(message, a.claim)}: {a.why}" for a in message.aside if a not in before.aside)
    for field in ("things", "quantities", "asks", "unused", "machine"):
        value = getattr(message, field)
        if value and value != getattr(before, field):
            yield f"{field} {value}"


def _state(query: str) -> State:
    said = parse(parse_qsl(query))
    rest: dict[str, Any] = dict(parse_qsl(query))
    return State(said.lang or "zh", rest.get("ask"), dict(said.needs), said.also, said.now, rest.get("reply", ""))


def main(arguments: list[str]) -> int:
    """Print the trace; 2 when there is no text."""
    if not arguments or not arguments[0].strip():
        print('usage: make hear TEXT="what was typed" [STATE="purpose=blog&budget=50&ask=filing"]')
        return 2
    state = _state(arguments[1] if len(arguments) > 1 else "")
    before = Message(arguments[0], state)
    for name, message in trace(arguments[0], state):
        for number, row in enumerate(_more(name, message, before)):
            print(f"{name if not number else '':9} {row}")
        before = message
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
