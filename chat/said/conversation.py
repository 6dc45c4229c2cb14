"""A conversation is its address: change one answer, take it back, write it down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote

from chat.said.money import read_said, said_with
from chat.said.values import Malformed, read_also, read_value, written
from knowledge import load
from rules.advice.named_machine import Named, read_named
from rules.answers import Answers, Value
from rules.machine.stated import further_purposes, too_small
from rules.price.spoken import Said

MOST_UNDONE = 12
MOST_UNREAD = 9
_ONE = r"[a-z]{1,20}-[a-z0-9.+-]{0,200}"
CHANGED = re.compile(rf"{_ONE}(?:,{_ONE}){{0,{MOST_UNDONE - 1}}}")
"""What the last message or tap replaced, as it rides along: at most so many things."""
_PLAIN = re.compile(r"[A-Za-z0-9.,-]*").fullmatch


@dataclass(frozen=True)
class Conversation:
    """What a person has said, in order, and how they look at it.

    `spec`, a machine they named, and `told`, the budget in the unit and currency it was said in, change no decision.
    """

    needs: Mapping[str, Value] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    spec: Named | None = None
    told: Said | None = None
    lang: str | None = None
    theme: str | None = None
    now: bool = False
    unread: int = 0
    riding: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    malformed: tuple[Malformed, ...] = ()

    @cached_property
    def answers(self) -> Answers:
        """Return what was said as it weighs on the advice: a machine that is failing is the least there must be."""
        return Answers.of(self.needs, too_small(self.also, self.spec))

    def but(self, **parts: Any) -> Conversation:
        """Return it with some fields changed, as dataclasses.replace does at three times the cost: a page has dozens."""
        known = vars(self)
        found = object.__new__(Conversation)
        vars(found).update({name: known[name] for name in _FIELDS}, **parts)
        if "answers" in known and not _ANSWERING & {*parts}:
            vars(found)["answers"] = known["answers"]
        return found

    @property
    def missed(self) -> int:
        """Return how many messages nothing was understood of, the last ones running at least."""
        told = self.riding.get("missed", "")
        return max(self.unread, int(told) if told.isascii() and told.isdigit() else 0)

    def with_need(self, name: str, value: Value) -> Conversation:
        """Answer or change one need, keeping its place if it was answered before."""
        needs = {**self.needs, name: value}
        told = said_with(needs, self.told)
        return self.but(needs=self._settled(needs), told=told, riding=self._offered(), unread=0)

    def changed(self, changes: Mapping[str, Value], also: Sequence[str] = ()) -> Conversation:
        """Take a change that is offered, remembering for one turn what it replaces."""
        after = self
        for name, value in changes.items():
            after = after.with_need(name, value)
        after = after.with_also(*also) if also else after
        return after.but(riding={**self._offered(), **was(self, after)})

    def answered(self, name: str, value: Value) -> Conversation:
        """Answer a need; where that changes an answer, remember for one turn what it replaces."""
        return self.changed({name: value}) if name in self.needs else self.with_need(name, value)

    def unchanged(self) -> Conversation | None:
        """Return the conversation before the last change; None where there was none, or nobody can tell."""
        before = self.but(riding={}, unread=0)
        for part in self.riding["was"].split(",") if "was" in self.riding else ():
            name, _, text = part.partition("-")
            restored = _restored(before, name, text.replace("+", ","))
            if restored is None:
                return None
            before = restored
        return before if "was" in self.riding else None

    def undone(self) -> Conversation:
        """Take the last change back, else the last answer; the way forward again rides along, and that it was done."""
        before = self.unchanged() or self.back()
        return before.but(riding={"talk": "undone", **was(self, before)})

    def without(self, name: str) -> Conversation:
        """Take one need or circumstance back, or the `spec`."""
        needs = {key: value for key, value in self.needs.items() if key != name}
        also = tuple(flag for flag in self.also if flag != name)
        spec = None if name == "spec" else self.spec
        return self.but(needs=needs, also=also, spec=spec, told=said_with(needs, self.told), riding={}, unread=0)

    def with_told(self, told: Said | None) -> Conversation:
        """Keep the budget as it was said."""
        return self.but(told=said_with(self.needs, told))

    def with_also(self, *names: str) -> Conversation:
        """Add circumstances."""
        return self.but(also=tuple(dict.fromkeys((*self.also, *names))), riding=self._offered(), unread=0)

    def calm(self, *, offered: bool = False) -> Conversation:
        """Return it with nothing left to answer; `offered`: an offer under discussion stays."""
        return self.but(riding=self._offered() if offered else {}, unread=0)

    def _offered(self) -> dict[str, str]:
        """Return the offer under discussion, which outlives the answers it hangs on."""
        return {"offer": self.riding["offer"]} if "offer" in self.riding else {}

    def back(self) -> Conversation:
        """Take the last answer back."""
        names = list(self.needs)
        return self.without(names[-1]) if names else self.but(riding={}, now=False)

    def asking(self, name: str) -> Conversation:
        """Put one question again."""
        return self.but(riding={"ask": name}, unread=0)

    def _settled(self, needs: dict[str, Value]) -> dict[str, Value]:
        """Drop the number of people when a change of purpose changes what is counted."""
        before, after = self.needs.get("purpose"), needs.get("purpose")
        scale = load().needs["scale"]
        if before and before != after and "scale" in needs and scale.unit_for(before) != scale.unit_for(after):
            del needs["scale"]
        return needs

    def parameters(self) -> list[tuple[str, str]]:
        """Return the query parameters in canonical form, needs in the order they were said."""
        return [(name, written(value)) for name, value in self.needs.items()] + self._beside()

    def _beside(self) -> list[tuple[str, str]]:
        """Return the query parameters besides the needs."""
        rows = [("also", ",".join(self.also))] if self.also else []
        rows += [("spec", str(self.spec))] if self.spec else []
        rows += [("said", str(self.told))] if self.told else []
        rows += [("lang", self.lang)] if self.lang else []
        rows += [("theme", self.theme)] if self.theme else []
        rows += [("now", "1")] if self.now else []
        rows += list(self.riding.items())
        rows += [("unread", str(self.unread))] if self.unread else []
        rows += [("utm_source", self.source)] if self.source else []
        return rows

    def query(self) -> str:
        """Return the query string, without the question mark."""
        return self._query

    @cached_property
    def _query(self) -> str:
        rows = [_stated(name, value) for name, value in self.needs.items()]
        return "&".join(rows + [_spelled(name, text) for name, text in self._beside()])


_FIELDS = tuple(each.name for each in fields(Conversation))
_ANSWERING = {"needs", "also", "spec"}
"""What the answers are made of."""


def _spelled(name: str, text: str) -> str:
    """Return a parameter as it stands in an address."""
    # Nearly every value is a plain word; asking that first costs a tenth of quoting.
    return f"{name}={text if _PLAIN(text) else quote(text, safe=',:;')}"


@lru_cache(maxsize=2048, typed=True)
def _stated(name: str, value: Value) -> str:
    """Return an answer as it stands in an address: a page leads to dozens that share all but one."""
    return _spelled(name, written(value))


def was(before: Conversation, after: Conversation) -> dict[str, str]:
    """Return what rides along to take all changes between two conversations back in one step; empty where there are none."""
    parts = _changed_needs(before, after)
    if set(before.also) != set(after.also):
        parts["also"] = ",".join(before.also)
    if before.spec != after.spec:
        parts["spec"] = str(before.spec or "")
    if before.told and before.told != after.told:
        parts["said"] = str(before.told).lower()
    text = ",".join(f"{name}-{value.replace(',', '+')}" for name, value in parts.items())
    return {"was": text} if CHANGED.fullmatch(text) else {}


def _changed_needs(before: Conversation, after: Conversation) -> dict[str, str]:
    """Return the needs that have another value, as they were before; "" where they had none."""
    names = [name for name in {**before.needs, **after.needs} if before.needs.get(name) != after.needs.get(name)]
    return {name: written(before.needs[name]) if name in before.needs else "" for name in names}


def _restored(now: Conversation, name: str, text: str) -> Conversation | None:
    """Return a conversation with one thing as it was; None where that cannot be."""
    if name == "also":
        flags, strange = read_also(text)
        return None if strange else now.but(also=flags)
    if name == "spec":
        spec = read_named(text)
        return now.but(spec=spec) if spec or not text else None
    if name == "said":
        told = read_said(text)
        return now.with_told(told) if told else None
    return _with_need_restored(now, name, text) if name in load().needs else None


def _with_need_restored(now: Conversation, name: str, text: str) -> Conversation | None:
    if not text:
        return now.without(name)
    value = read_value(name, text)
    return None if isinstance(value, Malformed) else now.with_need(name, value)


def purposes(also: Sequence[str]) -> list[str]:
    """Return the further purposes among the circumstances."""
    return [flag for flag in also if flag in further_purposes()]
