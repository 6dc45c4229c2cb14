"""What kinds of speech there are, and the words a clause's kind is known by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chat.hear.lexicon import load_lexicon
from chat.hear.phrases import Phrases, any_of
from knowledge.languages import languages

MARKS = " ，。？"


class Mood(StrEnum):
    """What kind of speech a clause is; only STATES, and of ASKS_ENOUGH the asker's load, people and money, may change needs."""

    STATES = "states"
    ASKS = "asks-about-the-answer"
    ASKS_ENOUGH = "asks-enough"
    SUPPOSES = "supposes"
    OFFERS = "offers"
    TELLS = "tells"
    COMMANDS = "commands"


QUESTIONS = frozenset({Mood.ASKS, Mood.ASKS_ENOUGH})
PAID = ("bought", "paying")
"""Frames of clauses that say what was or is paid for a machine they have."""
TOPICAL = ("either", "which", "how", "how_much", "enough")
"""Frames of questions that may stand behind what they are about."""


@dataclass(frozen=True)
class Clause:
    """One clause of folded text, marks included.

    `frame`: the frame in mood.yaml that decided ("" where none did), `why`: its words, from `at` on;
    `told`: the frame that says it is told of others or of the past, whatever else the clause does.
    """

    start: int
    end: int
    mood: Mood
    frame: str = ""
    why: str = ""
    at: int = -1
    told: str = ""


OFFER_WORDS = ("signs", "machine", "weak", "price", "sum", "wanted")
"""What an advertisement is known by, each a table of its own."""


@dataclass(frozen=True)
class Frames:
    """The frames in order, each with its mood and words, and what else tells a clause from another."""

    frames: tuple[tuple[str, Mood, Phrases], ...]
    whole: frozenset[str]
    own: Phrases
    first_person: Phrases
    wish: Phrases
    signs: Phrases
    machine: Phrases
    weak: Phrases
    price: Phrases
    sum: Phrases
    wanted: Phrases
    bought: Phrases
    paying: Phrases
    hosted: Phrases

    @property
    def figures(self) -> tuple[Phrases, ...]:
        """Return what an offer's clauses hold."""
        return self.price, self.sum, self.machine, self.signs


@lru_cache(maxsize=1)
def frames() -> Frames:
    """Return the frames of mood.yaml."""
    lexicon = load_lexicon()
    words = lexicon.words

    def one_of(table: Mapping[str, list[str]] | list[str]) -> Phrases:
        members = table if isinstance(table, list) else [w for part in languages() for w in table.get(part, [])]
        return any_of(members, lexicon.groups)

    offer = words["offer"]
    return Frames(
        tuple((str(name), Mood(frame["mood"]), one_of(frame)) for name, frame in words["frames"].items()),
        frozenset(str(name) for name, frame in words["frames"].items() if frame.get("whole")),
        one_of(words["own"]),
        one_of(words["first_person"]),
        one_of(words["wish"]),
        **{name: one_of(offer[name]) for name in OFFER_WORDS},
        bought=one_of(words["bought"]),
        paying=one_of(words["paying"]),
        hosted=one_of(words["hosted"]),
    )
