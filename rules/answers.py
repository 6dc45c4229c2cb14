"""What a person said, as every rule reads it: one frozen value, which caches may take as their key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

Value = str | int | float
UNSURE = "unsure"
"""The answer of somebody who does not know: it is not asked again, and says nothing to the rules."""


@dataclass(frozen=True)
class Answers:
    """Needs and circumstances, each in the order in which they were said; the same in another order is another value.

    `said`: (need, value) with the contract's names and words, numbers in its units; `also`: circumstances.
    """

    said: tuple[tuple[str, Value], ...] = ()
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, needs: Mapping[str, Value], also: Iterable[str] = ()) -> Answers:
        """Take needs and circumstances as they stand; nothing is checked here."""
        return cls(tuple(needs.items()), tuple(also))

    @cached_property
    def _hashed(self) -> int:
        return hash((self.said, self.also))

    def __hash__(self) -> int:
        return self._hashed

    @cached_property
    def needs(self) -> Mapping[str, Value]:
        """Return the value of each need that was answered, `unsure` among them."""
        return MappingProxyType(dict(self.said))

    @cached_property
    def flags(self) -> frozenset[str]:
        """Return the circumstances, in no order."""
        return frozenset(self.also)

    @cached_property
    def told(self) -> Answers:
        """Return the answers without those that are `unsure`."""
        known = tuple(pair for pair in self.said if pair[1] != UNSURE)
        return self if len(known) == len(self.said) else Answers(known, self.also)

    def get(self, need: str) -> Value | None:
        """Return what was answered, `unsure` as well; None where nothing was."""
        return self.needs.get(need)

    def stated(self, need: str) -> Value | None:
        """Return what was stated of a need; None where it is unanswered or `unsure`."""
        value = self.needs.get(need)
        return None if value == UNSURE else value

    def number(self, need: str) -> float | None:
        """Return a stated number, in the need's unit; None where it is unanswered or `unsure`."""
        value = self.stated(need)
        return None if value is None else float(value)

    def has(self, flag: str) -> bool:
        """Say whether a circumstance was named."""
        return flag in self.also

    def given(self, changes: Mapping[str, Value]) -> Answers:
        """Return them with some needs answered so, each in its place if it was answered before, else last."""
        return Answers.of({**self.needs, **changes}, self.also)

    def without(self, need: str) -> Answers:
        """Return them with one need unanswered."""
        return Answers(tuple(pair for pair in self.said if pair[0] != need), self.also)

    def only(self, needs: Iterable[str], flags: Collection[str] = ()) -> Answers:
        """Return what was said of some needs, in their order, and the circumstances among `flags`, sorted: a key for what hangs on these."""
        mine = self.needs
        kept = tuple((need, mine[need]) for need in needs if need in mine)
        return Answers(kept, tuple(sorted(flag for flag in self.also if flag in flags)))
