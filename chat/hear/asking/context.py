"""What a part of a message is read with: what is known, what is on screen, what the parts before it named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chat.hear.asking.parts import Ask, Part


@dataclass
class Context:
    """`known`: the needs so far; `reply`: the acts of the reply on screen, address form read; `topics`: as the lexicon hears them; `now`: the advice is on screen."""

    known: Mapping[str, Any]
    reply: tuple[Mapping[str, Any], ...] = ()
    topics: tuple[str, ...] = ()
    now: bool = False
    asked: list[Ask] = field(default_factory=list)
    seen: list[Part] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def said_before(self) -> bool:
        """Tell whether anything has been said before: only then there is something to doubt or to better."""
        return self.now or bool(self.known or self.reply)

    @property
    def advised(self) -> bool:
        """Tell whether there may be advice to ask about: what will run is known."""
        return self.now or bool(self.reply) or "purpose" in self.known

    @property
    def subject(self) -> str | None:
        """Return the decision that the reply on screen was about."""
        for act in self.reply:
            if "decision" in act:
                return str(act["decision"])
            if act.get("act") == "cost":
                return "cost"
            if act.get("about") == "filing":
                return "filing"
        return None

    @property
    def span(self) -> str | None:
        """Return the span that the reply on screen was about."""
        return next((str(act["span"]) for act in self.reply if "span" in act), None)

    def span_before(self, part: Part) -> str | None:
        """Return the span of the cost asked just before (three years all in, whats the damage), or of the reply on screen."""
        last = self.asked[-1] if self.asked else None
        goes_on = last is not None and last.act == "cost" and last.end == part.start
        return str(last.fields["span"]) if last and goes_on else self.span

    def idle(self, part: Part) -> list[Part]:
        """Return the parts before this one, up to the last that asked something, that asked nothing themselves."""
        found: list[Part] = []
        for earlier in reversed(part.before):
            if earlier.start in self.used:
                break
            found.append(earlier)
        return found[::-1]

    def last_named(self, before: Iterable[Part]) -> tuple[str, str] | None:
        """Return the choice named last in the parts before: why not those."""
        for earlier in reversed(list(before)):
            rows = [f for found in earlier.choices.values() for f in found]
            if rows:
                last = max(rows, key=lambda f: f.start)
                return last.key, last.value
        return None

    def last_choice(self, decision: str) -> str | None:
        """Return the choice of a decision named last by a part before."""
        for earlier in reversed(self.seen):
            if decision in earlier.choices:
                return earlier.choices[decision][-1].value
        return None

    def last_decision(self) -> str | None:
        """Return the decision spoken of by a part before that asked nothing, or by the reply on screen."""
        for earlier in reversed(self.seen):
            found = [d for d in _spoken_of(earlier) if d != "product"] if earlier.start not in self.used else []
            if found:
                return found[0]
            if earlier.choices and earlier.start not in self.used:
                return next(iter(earlier.choices))
        return None


def _spoken_of(part: Part) -> list[str]:
    """Return the decisions a part speaks of; what somebody would pay is no price that is asked about."""
    own = part.has("own_money") and not part.asked
    return [d for d in part.decisions if not (own and d == "cost")]


def acts(asked: Iterable[Ask]) -> list[Ask]:
    """Return acts without those said twice; the vendors of two are joined, and "which one" goes with what is compared."""
    found: list[Ask] = []
    for one in asked:
        at, whole = _into(found, one)
        if whole is None:
            found.append(one)
        else:
            found[at] = whole
    return found


def _into(found: list[Ask], one: Ask) -> tuple[int, Ask | None]:
    """Return the act an act belongs to by its place, joined with it; None where it stands for itself."""
    if found and (whole := _with_last(found[-1], one)):
        return len(found) - 1, whole
    for at, other in enumerate(found):
        if _says_again(other, one):
            return at, replace(other, places=(*other.places, *one.places))
    for at, other in enumerate(found):
        if _alike(other, one):
            return at, _merged(other, one)
    return len(found), None


def _with_last(last: Ask, one: Ask) -> Ask | None:
    """Return an act joined with the one just before it, of which it is the rest."""
    if one.act == last.act == "what-if" and one.start == last.places[-1][1]:
        return _joined(last, one)
    if _motivates(last, one) or (one.act == "compare" and _half_of(last, one)):
        return replace(one, places=(*last.places, *one.places))
    return None


def _merged(one: Ask, other: Ask) -> Ask:
    """Return two acts that ask the same as one."""
    fields = one.fields
    if one.act == other.act == "vendor":
        fields = {"vendors": list(dict.fromkeys([*one.fields["vendors"], *other.fields["vendors"]]))}
    return replace(one, fields=fields, places=(*one.places, *other.places))


def _alike(one: Ask, other: Ask) -> bool:
    if one.act == "compare" and other.act == "vendor":
        return not other.fields["vendors"]
    return one.act == other.act and (one.act in ("vendor", "recap", "sure") or one.fields == other.fields)


def _joined(one: Ask, other: Ask) -> Ask:
    """Join what one breath supposes: 倘若不备案，直接上香港."""
    fields = {
        "needs": {**one.fields.get("needs", {}), **other.fields.get("needs", {})},
        "also": [*one.fields.get("also", []), *other.fields.get("also", [])],
    }
    return replace(
        one, fields={name: value for name, value in fields.items() if value}, places=(*one.places, *other.places)
    )


def _says_again(one: Ask, other: Ask) -> bool:
    """Tell whether a why goes on about what was just doubted or supposed: k8s不香么 非得土法docker, 翻五倍，撑得住吗."""
    if one.act == "compare" and other.act == "why-not" and one.end >= other.start - 1:
        # 轻量和 ecs 差在哪，我用轻量会不会亏: one of those compared is doubted again.
        return other.fields["choice"] in one.fields["choices"]
    adjoining = one.end >= other.start - 1 and other.act == "why"
    if one.act == "what-if":
        return adjoining and other.fields["decision"] == "size"
    if one.act == "compare":
        # 8g 跟 16g 差在哪，我用得着 16 吗: whether one of them is needed is what the comparison is for.
        return adjoining and other.fields["decision"] in (one.fields["decision"], "product")
    return adjoining and one.act == "why-not" and one.fields["decision"] == other.fields["decision"]


_SAFE = ("backup", "security", "refund")


def _motivates(one: Ask, other: Ask) -> bool:
    """Tell whether a mishap is supposed only to ask how to be safe from it: 万一硬盘挂了，咋备一份."""
    return one.act == "what-if" and one.end >= other.start - 1 and other.fields.get("about") in _SAFE


def _half_of(one: Ask, whole: Ask) -> bool:
    """Tell whether a question about a choice goes on to set it against another: k8s 用得着吗 还是 compose 就行."""
    return (
        one.end >= whole.start - 1
        and one.fields.get("decision") == whole.fields["decision"]
        and one.act in ("why", "why-not")
    )
