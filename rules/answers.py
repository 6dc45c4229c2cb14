"""What a person said, as every rule reads it: one frozen value, which caches may take as their key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Value = str | int | float
Said = tuple[tuple[str, Value], ...]
UNSURE = "unsure"
"""The answer of somebody who does not know: it is not asked again, and says nothing to the rules."""


@dataclass(frozen=True, init=False, eq=False)
class Answers:
    """Needs and circumstances, each in the order in which they were said; the same in another order is another value.

    `needs`: the contract's names and words, numbers in its units, `unsure` among them; `also`: circumstances.
    """

    needs: Mapping[str, Value]
    also: tuple[str, ...]

    def __init__(self, needs: Mapping[str, Value] | None = None, also: tuple[str, ...] = ()) -> None:
        """Take a mapping that nobody changes any more: `of` makes one."""
        # Every supposition is one of these: what a frozen class does to set its fields would be the dearest part of it.
        known = self.__dict__
        known["needs"] = {} if needs is None else needs
        known["also"] = also

    @classmethod
    def of(cls, needs: Mapping[str, Value], also: Iterable[str] = ()) -> Answers:
        """Take needs and circumstances as they stand: the one way in from outside; nothing is checked here."""
        return cls(dict(needs), tuple(also))

    @property
    def said(self) -> Said:
        """Return each need that was answered with its value."""
        return tuple(self.needs.items())

    @cached_property
    def _hashed(self) -> int:
        return hash((self.said, self.also))

    def __hash__(self) -> int:
        return self._hashed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self.also == other.also and self.said == other.said

    @cached_property
    def flags(self) -> frozenset[str]:
        """Return the circumstances, in no order."""
        return frozenset(self.also)

    @property
    def told(self) -> Answers:
        """Return the answers without those that are `unsure`."""
        needs = self.needs
        if UNSURE not in needs.values():
            return self
        return Answers({need: value for need, value in needs.items() if value != UNSURE}, self.also)

    def get(self, need: str) -> Value | None:
        """Return what was answered, `unsure` as well; None where nothing was."""
        return self.needs.get(need)

    def stated(self, need: str) -> Value | None:
        """Return what was stated of a need; None where it is unanswered or `unsure`."""
        value = self.needs.get(need)
        return None if value == UNSURE else value

    def number(self, need: str) -> float | None:
        """Return a stated number, in the need's unit; None where it is unanswered or `unsure`."""
        value = self.needs.get(need)
        return None if value is None or value == UNSURE else float(value)

    def has(self, flag: str) -> bool:
        """Say whether a circumstance was named."""
        return flag in self.also

    def given(self, changes: Mapping[str, Value]) -> Answers:
        """Return them with some needs answered so, each in its place if it was answered before, else last."""
        return Answers({**self.needs, **changes}, self.also)

    def among(self, needs: Iterable[str], flags: Collection[str] = ()) -> tuple[Said, tuple[str, ...]]:
        """Return what was said of some needs, in their order, and the circumstances among `flags`, sorted.

        The plainest key of what hangs on these, for what is looked up at every supposition; `only` makes answers of it.
        """
        mine = self.needs
        heard = tuple(sorted([flag for flag in self.also if flag in flags])) if self.also else ()
        return tuple([(need, mine[need]) for need in needs if need in mine]), heard

    def only(self, needs: Iterable[str], flags: Collection[str] = ()) -> Answers:
        """Return these answers alone: those to some needs, in their order, and the circumstances among `flags`, sorted."""
        said, heard = self.among(needs, flags)
        return Answers(dict(said), heard)
