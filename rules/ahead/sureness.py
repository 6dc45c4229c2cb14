"""How sure a decision is: everything it may still become, what that hangs on, and the question that would settle most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge import load
from rules.ahead.explain import alternatives
from rules.ahead.lookup import outcome
from rules.ahead.open_needs import open_needs, unsure_needs
from rules.ahead.planner import left_standing, standing
from rules.ahead.targets import DECISIONS, names
from rules.ahead.view import View, view
from rules.answers import Answers, Value


@dataclass(frozen=True)
class Hanging:
    """An `unsure` need that a decision hangs on.

    `verdicts`: each answer -> the choice, all else as it is. `possible`: each answer -> every choice that may come of it.
    Of numbers, each answer stands for all from itself up to the next one.
    """

    need: str
    verdicts: Mapping[Value, str]
    possible: Mapping[Value, tuple[str, ...]]

    @property
    def tells(self) -> bool:
        """Say whether its answers lead to different things."""
        return len({*self.verdicts.values()}) > 1 or len({*self.possible.values()}) > 1


class Sureness:
    """One decision with every open and every `unsure` need free."""

    def __init__(self, answers: Answers, decision: str) -> None:
        """Take what was said; nothing is computed before it is asked for."""
        self.answers, self.decision = answers, decision
        self.unsure = unsure_needs(answers)
        free = {*open_needs(answers), *self.unsure}
        self.free = [name for name in load().needs if name in free]

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """Return every choice that open and `unsure` answers may bring, in the author's order."""
        if not self.unsure and "purpose" not in self.free:
            return standing(self.answers, (self.decision,))[self.decision]
        bits, everything = 0, (1 << len(load().decisions[self.decision].choices)) - 1
        for land in view(self.answers, self.free).lands:
            bits |= land.standing(self.decision)
            if bits == everything:
                break
        return tuple(names(self.decision, bits))

    @cached_property
    def _view(self) -> View:
        return view(self.answers, [name for name in self.free if name != "purpose"])

    def _matters(self, name: str) -> bool:
        return name == "purpose" or self._view.matters((self.decision,), name)

    @cached_property
    def hangs_on(self) -> tuple[Hanging, ...]:
        """Return the `unsure` needs it hangs on; empty when it is firm."""
        if not self.unsure or len(self.possible) == 1:
            return ()
        rows = [_hanging(self._view, self.answers, self.decision, name) for name in self.unsure if self._matters(name)]
        # one that only matters together with others tells nothing alone, but is better named than nothing
        return tuple(row for row in rows if row.tells) or tuple(rows)

    @cached_property
    def settles_most(self) -> str | None:
        """Return the open or `unsure` need whose answers leave fewest choices here; None when it is firm."""
        if len(self.possible) == 1:
            return None
        if "purpose" in self.free:
            return "purpose"
        here = (self.decision,)
        leaves = {
            name: left_standing(self.answers, name, here, self.unsure) for name in self.free if self._matters(name)
        }
        return min(leaves, key=leaves.__getitem__)


def _hanging(around: View, answers: Answers, decision: str, need: str) -> Hanging:
    verdicts: dict[Value, str] = {}
    possible: dict[Value, tuple[str, ...]] = {}
    last: tuple[object, object] | None = None
    for value in alternatives(need, answers):
        changed = answers.given({need: value})
        choice, after = (
            outcome(changed, DECISIONS).choices[decision],
            _possible(around, changed, decision, need),
        )
        if isinstance(value, str) or (choice, after) != last:
            verdicts[value], possible[value] = choice, after
        last = choice, after
    return Hanging(need, verdicts, possible)


def _possible(around: View, changed: Answers, decision: str, need: str) -> tuple[str, ...]:
    free = [name for name, values in around.first.box.items() if len(values) > 1 and name != need]
    return tuple(names(decision, view(changed, free).first.standing(decision)))
