"""A conversation is its address: read it from a query string, write it back, change one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from chat import remarks_address
from chat.said.money import read_said, said_with, takes_said
from knowledge import LANGUAGES, load
from knowledge.programs import MOST_PROGRAMS, programs
from rules.advice.named_machine import WRITTEN, Named, read_named
from rules.answers import UNSURE, Answers, Value
from rules.machine.stated import further_purposes, too_small
from rules.price.spoken import Said

THEMES = ("auto", "light", "dark")
PLAIN = ("lang", "theme", "now", "unread", "utm_source")
"""How a conversation is looked at."""
RIDING = ("ask", "about", "declined", "talk", "card", "missed")
"""Addresses carry these for one turn only; they change no decision. `card`: an embedded chat opens small;
`missed`: how many messages of this talk nothing was understood of, so that no two of them get the same words.

One more, `was`, holds what the last message or tap replaced: `filing-avoid`, `domain-` where nothing was said,
`also-wechat+slow`, `spec-2c4g` and `said-100-cny-year` what there was of those.
"""
MOST_PAIRS, MOST_ALSO, MOST_MALFORMED = 128, 40, 3
"""Of an address so many parameters, so many circumstances and so many mistakes are read; the rest costs nothing."""
SPEC_PATTERN = f"^{WRITTEN}$"
SPEC_TAKES = "vCPUs, GB of memory or both, as 24c, 8g or 4c8g"
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_WORD = re.compile(r"[a-z0-9-]{1,40}")
MOST_UNDONE = 12
MOST_UNREAD = 9
_CHANGED = r"[a-z]{1,20}-[a-z0-9.+-]{0,200}"
_WAS = re.compile(rf"{_CHANGED}(?:,{_CHANGED}){{0,{MOST_UNDONE - 1}}}")
_PLAIN = re.compile(r"[A-Za-z0-9.,-]*").fullmatch


@dataclass(frozen=True)
class Malformed:
    """A parameter that could not be used: what it is called, what came, what it takes."""

    name: str
    value: str
    takes: str


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

    @property
    def missed(self) -> int:
        """Return how many messages nothing was understood of, the last ones running at least."""
        told = self.riding.get("missed", "")
        return max(self.unread, int(told) if told.isascii() and told.isdigit() else 0)

    def with_need(self, name: str, value: Value) -> Conversation:
        """Answer or change one need, keeping its place if it was answered before."""
        needs = {**self.needs, name: value}
        told = said_with(needs, self.told)
        return replace(self._settled(needs), told=told, riding=self._offered(), unread=0)

    def changed(self, changes: Mapping[str, Value], also: Sequence[str] = ()) -> Conversation:
        """Take a change that is offered, remembering for one turn what it replaces."""
        after = self
        for name, value in changes.items():
            after = after.with_need(name, value)
        after = after.with_also(*also) if also else after
        return replace(after, riding={**self._offered(), **was(self, after)})

    def answered(self, name: str, value: Value) -> Conversation:
        """Answer a need; where that changes an answer, remember for one turn what it replaces."""
        return self.changed({name: value}) if name in self.needs else self.with_need(name, value)

    def unchanged(self) -> Conversation | None:
        """Return the conversation before the last change; None where there was none, or nobody can tell."""
        before = replace(self, riding={}, unread=0)
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
        return replace(before, riding={"talk": "undone", **was(self, before)})

    def without(self, name: str) -> Conversation:
        """Take one need or circumstance back, or the `spec`."""
        needs = {key: value for key, value in self.needs.items() if key != name}
        also = tuple(flag for flag in self.also if flag != name)
        spec = None if name == "spec" else self.spec
        return replace(self, needs=needs, also=also, spec=spec, told=said_with(needs, self.told), riding={}, unread=0)

    def with_told(self, told: Said | None) -> Conversation:
        """Keep the budget as it was said."""
        return replace(self, told=said_with(self.needs, told))

    def with_also(self, *names: str) -> Conversation:
        """Add circumstances."""
        return replace(self, also=tuple(dict.fromkeys((*self.also, *names))), riding=self._offered(), unread=0)

    def calm(self, *, offered: bool = False) -> Conversation:
        """Return it with nothing left to answer; `offered`: an offer under discussion stays."""
        return replace(self, riding=self._offered() if offered else {}, unread=0)

    def _offered(self) -> dict[str, str]:
        """Return the offer under discussion, which outlives the answers it hangs on."""
        return {"offer": self.riding["offer"]} if "offer" in self.riding else {}

    def back(self) -> Conversation:
        """Take the last answer back."""
        names = list(self.needs)
        return self.without(names[-1]) if names else replace(self, riding={}, now=False)

    def asking(self, name: str) -> Conversation:
        """Put one question again."""
        return replace(self, riding={"ask": name}, unread=0)

    def _settled(self, needs: dict[str, Value]) -> Conversation:
        """Drop the number of people when a change of purpose changes what is counted."""
        before, after = self.needs.get("purpose"), needs.get("purpose")
        scale = load().needs["scale"]
        if before and before != after and "scale" in needs and scale.unit_for(before) != scale.unit_for(after):
            del needs["scale"]
        return replace(self, needs=needs)

    def parameters(self) -> list[tuple[str, str]]:
        """Return the query parameters in canonical form, needs in the order they were said."""
        rows = [(name, written(value)) for name, value in self.needs.items()]
        rows += [("also", ",".join(self.also))] if self.also else []
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
        # Nearly every value is a plain word; asking that first costs a tenth of quoting.
        return "&".join(
            f"{name}={text if _PLAIN(text) else quote(text, safe=',:;')}" for name, text in self.parameters()
        )


def was(before: Conversation, after: Conversation) -> dict[str, str]:
    """Return what rides along to take all changes between two conversations back in one step; empty where there are none."""
    names = [name for name in {**before.needs, **after.needs} if before.needs.get(name) != after.needs.get(name)]
    parts = {name: written(before.needs[name]) if name in before.needs else "" for name in names}
    if set(before.also) != set(after.also):
        parts["also"] = ",".join(before.also)
    if before.spec != after.spec:
        parts["spec"] = str(before.spec or "")
    if before.told and before.told != after.told:
        parts["said"] = str(before.told).lower()
    text = ",".join(f"{name}-{value.replace(',', '+')}" for name, value in parts.items())
    return {"was": text} if _WAS.fullmatch(text) else {}


def _restored(now: Conversation, name: str, text: str) -> Conversation | None:
    """Return a conversation with one thing as it was; None where that cannot be."""
    if name == "also":
        flags, strange = _read_also(text)
        return None if strange else replace(now, also=flags)
    if name == "spec":
        spec = read_named(text)
        return replace(now, spec=spec) if spec or not text else None
    if name == "said":
        told = read_said(text)
        return now.with_told(told) if told else None
    if name not in load().needs:
        return None
    value = read_value(name, text) if text else None
    if isinstance(value, Malformed):
        return None
    return now.without(name) if value is None else now.with_need(name, value)


def written(value: Value) -> str:
    """Write a value as it stands in an address: 50, not 50.0."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


_SHAPES: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(RIDING, _WORD.fullmatch),
    "was": _WAS.fullmatch,
    "reply": lambda text: remarks_address.read_reply(text, tuple(load().needs)),
    "offer": remarks_address.read_offer,
}
"""What rides along for one turn, each with what its text must read as; the rest is ignored."""


def parse(pairs: Iterable[tuple[str, str]]) -> Conversation:
    """Read a conversation from query parameters in order; what is malformed is listed, the rest kept."""
    read = _Read()
    for name, text in islice(pairs, MOST_PAIRS):
        read.take(name, text)
    return read.conversation()


class _Read:
    """What was read of an address so far."""

    def __init__(self) -> None:
        self.needs: dict[str, Value] = {}
        self.also: tuple[str, ...] = ()
        self.spec: Named | None = None
        self.told: Said | None = None
        self.riding: dict[str, str] = {}
        self.plain: dict[str, str] = {}
        self.malformed: list[Malformed] = []

    def take(self, name: str, text: str) -> None:
        """Read one parameter; what is no parameter of ours is left out."""
        if name in load().needs:
            value = _read_again(name, text, self.needs.get(name))
            self.malformed += [value] if isinstance(value, Malformed) else []
            self.needs |= {} if isinstance(value, Malformed) else {name: value}
        elif name == "also":
            self.also, strange = _read_also(text)
            self.malformed += strange
        elif name == "spec":
            self.spec = read_named(text)
            self.malformed += [] if self.spec else [Malformed("spec", text[:60], SPEC_TAKES)]
        elif name == "said":
            self.told = read_said(text)
            self.malformed += [] if self.told else [Malformed("said", text[:60], takes_said())]
        elif name in _SHAPES and _SHAPES[name](text):
            self.riding[name] = text
        elif name in PLAIN:
            self.plain[name] = text

    def conversation(self) -> Conversation:
        """Return what was read."""
        plain = {**dict.fromkeys(PLAIN, ""), **self.plain}
        lang = plain["lang"][:2]  # a page that embeds us says zh-CN or en-GB
        return Conversation(
            needs=self.needs,
            also=self.also,
            spec=self.spec,
            told=said_with(self.needs, self.told),
            lang=lang if lang in LANGUAGES else None,
            theme=plain["theme"] if plain["theme"] in THEMES else None,
            now=plain["now"] == "1",
            unread=int(plain["unread"]) if re.fullmatch(f"[1-{MOST_UNREAD}]", plain["unread"]) else 0,
            riding=self.riding,
            source=plain["utm_source"] if _WORD.fullmatch(plain["utm_source"]) else None,
            malformed=tuple(self.malformed[:MOST_MALFORMED]),
        )


def _read_again(name: str, text: str, before: Value | None) -> Value | Malformed:
    """Read a need that may stand in the address already: boxes that are ticked are joined, anything else is said once."""
    value = read_value(name, text)
    if before is None or isinstance(value, Malformed):
        return value
    if load().needs[name].kind in ("list", "programs") and UNSURE not in (value, before):
        return _joined(name, str(before), str(value))
    return value if before == value else Malformed(name, text[:60], takes(name) + " (once)")


def _read_also(text: str) -> tuple[tuple[str, ...], list[Malformed]]:
    """Return the circumstances among the first MOST_ALSO, and what is wrong with the rest, in a few entries."""
    parts = text.split(",", MOST_ALSO)
    rest = parts.pop() if len(parts) > MOST_ALSO else ""
    flags = [flag.strip() for flag in parts if flag.strip()]
    known = {*load().circumstances, *load().needs["purpose"].values}
    takes = "|".join(load().circumstances)
    strange = [Malformed("also", flag[:60], takes) for flag in dict.fromkeys(flags) if flag not in known]
    if rest:
        strange.insert(0, Malformed("also", rest[:60], f"at most {MOST_ALSO} of {takes}"))
    return tuple(dict.fromkeys(flag for flag in flags if flag in known)), strange[:MOST_MALFORMED]


def read_value(name: str, text: str) -> Value | Malformed:
    """Read one value of a need, or say what it takes."""
    need = load().needs[name]
    if text == UNSURE:
        return UNSURE
    if need.kind == "choice":
        return text if text in need.values else Malformed(name, text[:60], takes(name))
    if need.kind in ("list", "programs"):
        return _several(name, text)
    if not _NUMBER.fullmatch(text) or not need.minimum <= float(text) <= need.maximum:
        return Malformed(name, text[:60], takes(name))
    if name == "scale" and "." in text:
        return Malformed(name, text[:60], takes(name))
    number = round(float(text), 2)
    return int(number) if number == int(number) else number


def _several(name: str, text: str) -> Value | Malformed:
    """Read a list: known words joined by commas, each once, in order of saying."""
    need = load().needs[name]
    words = list(dict.fromkeys(word for word in text.split(",") if word))
    known: Container[str] = programs() if need.kind == "programs" else need.values
    most = MOST_PROGRAMS if need.kind == "programs" else len(need.values)
    fits = words and len(words) <= most and all(word in known for word in words)
    return ",".join(words) if fits else Malformed(name, text[:60], takes(name))


def _joined(name: str, told: str, more: str) -> str:
    """Join what a form sends as one parameter for each box that is ticked."""
    words = list(dict.fromkeys([*told.split(","), *more.split(",")]))
    return ",".join(words[:MOST_PROGRAMS] if load().needs[name].kind == "programs" else words)


def takes(name: str) -> str:
    """Say in the contract's words what a need takes."""
    need = load().needs[name]
    if need.kind == "choice":
        return "|".join((*need.values, UNSURE))
    if need.kind == "list":
        return f"some of {','.join(need.values)}, joined by commas, or {UNSURE}"
    if need.kind == "programs":
        return f"at most {MOST_PROGRAMS} ids of the program catalogue, joined by commas, or {UNSURE}"
    kind = "a whole number" if name == "scale" else f"a number ({need.unit['en'] if need.unit else ''})"
    return f"{kind} from {need.minimum:g} to {need.maximum:g}, or {UNSURE}"


def purposes(also: Sequence[str]) -> list[str]:
    """Return the further purposes among the circumstances."""
    return [flag for flag in also if flag in further_purposes()]
