"""Laws over the whole lexicon: `python -m tools.laws [--share N] [--list]`.

Every phrase of every value, (1) inside a question about the answer, states nothing; (2) under a negation, never gives its value;
(3) with a correction behind it, yields the correction; (4) said of a friend, a former machine or a rival, is not the asker's.
A phrase counts where it says its value alone. What is excepted is listed below, with its reason.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chat.hear import load_lexicon
from chat.hear.check import NOTHING, UNSURE
from chat.hear.choice import Choice
from chat.hear.claims import Claim
from chat.hear.lexicon import TOGETHER, Entry
from chat.hear.message import State
from chat.hear.pieces import Literal, Mark, Maybe, Piece
from chat.hear.reading import trace
from chat.hear.scope import LASTING
from chat.hear.sequences import Sequence

_GAP = re.compile("(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
SEED = 20261130
SHARE = 20
"""The gate walks one phrase in so many, chosen by the seed."""
STATE = {"purpose": "miniprogram", "audience": "asia"}
"""What was known and on screen: a question then is about an answer."""
ALSO = ("invoice",)
"""What was said before all else: a first message that is no case of one's own states nothing, whatever it says."""

ASKED = {
    "zh": (
        "为什么{p}",
        "为什么不{p}",
        "为啥要{p}啊",
        "要是{p}呢",
        "如果{p}会怎么样",
        "假如{p}，结果会变吗",
        "{p}还是别的？",
        "哪家{p}",
    ),
    "en": (
        "why {p}",
        "why not {p}",
        "what if {p}",
        "suppose {p}",
        "what if it were {p}?",
        "which one, {p} or another?",
        "how come {p}",
    ),
}
DENIED = {
    "zh": ("不是{p}", "不要{p}", "没有{p}", "不用{p}的", "又不是{p}"),
    "en": ("not {p}", "no {p}", "it is not {p}", "without {p}", "we dont want {p}"),
}
CORRECTED = {"zh": ("{p}，不对，{q}", "{p}，说错了，{q}"), "en": ("{p}, no wait, {q}", "{p}. correction, {q}")}
TOLD = {
    "zh": ("我朋友说他{p}", "朋友的网站{p}", "竞争对手的网站是{p}", "以前用的那台{p}", "我之前租的服务器是{p}"),
    "en": (
        "my friend says {p}",
        "our competitors site is {p}",
        "a rival has {p}",
        "my old server was {p}",
        "i used to have {p}",
    ),
}
PAST = ("以前", "之前", "old server", "used to")
OWN_NOT = (
    "不",
    "没",
    "无",
    "别",
    "未",
    "免",
    "懒",
    "no",
    "not",
    "dont",
    "neednt",
    "wont",
    "never",
    "without",
    "isnt",
    "havent",
    "cant",
    "nobody",
    "nothing",
    "non",
    "un",
)


@dataclass(frozen=True)
class Case:
    """One phrase in one frame: which law, the text, and the value that must not be (or for a correction: must be) heard."""

    law: str
    text: str
    entry: Entry
    value: Any
    must: bool = False

    def broken(self) -> bool:
        """Tell whether the law does not hold."""
        asked = self.law == "asked"
        *_, (_, message) = trace(self.text, State(self.entry.kind, needs=STATE if asked else {}, also=ALSO, now=asked))
        need = "also" if self.entry.section == "also" else self.entry.key
        said = [c for c in message.kept.get(need, ()) if str(c.value) == str(self.value)]
        # An entry that reads the "not" itself says what it says with it: 不是没有域名.
        read = [c for c in said if self.law != "denied" or not _reads_the_not(c)]
        return bool(read) != self.must


def _reads_the_not(claim: Claim) -> bool:
    return claim.start == 0 and claim.entry is not None and any(w in claim.entry.pattern.source for w in OWN_NOT)


def sample(piece: Piece, chance: random.Random) -> str:
    """Return one text that a piece matches, as somebody would type it."""
    if isinstance(piece, Literal):
        return piece.run
    if isinstance(piece, Sequence):
        return "".join(sample(item, chance) for item in piece.items)
    if isinstance(piece, Choice):
        return sample(chance.choice(piece.branches), chance)
    if isinstance(piece, Maybe):
        return ""
    assert isinstance(piece, Mark)  # noqa: S101
    return "3" if "0-9" in piece.regex else " " if piece.regex.startswith(("[ -]", "[^")) else ""


def spoken(entry: Entry) -> str | None:
    """Return a phrase of an entry that says its value alone; None where none of three tries does."""
    chance = random.Random(f"{SEED} {entry}")  # noqa: S311
    for _ in range(3):
        text = _GAP.sub("", " ".join("".join(sample(part, chance) for part in entry.pattern.parts).split()))
        *_, (_, message) = trace(text, State(entry.kind, also=ALSO))
        if any(c.entry is entry and not c.negated for group in message.kept.values() for c in group):
            return text
    return None


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[Entry, str], ...]:
    """Return the entries that say a value alone, each with one phrase."""
    entries = [
        e
        for e in load_lexicon().entries
        if e.section in ("needs", "also")
        and e.kind in ("zh", "en")
        and e.kind != TOGETHER
        and e.value not in (NOTHING, UNSURE)
    ]
    return tuple((e, said) for e in entries if (said := spoken(e)))


REFUSALS = (("filing", "avoid"), ("skill", "none"), ("domain", "no"), ("budget", "0"))
"""Excepted from (2): a refusal denied is a double negative, and what people mean by it stands in the lexicon."""


def _deniable(entry: Entry, said: str) -> bool:
    """Tell whether a negation can be put before a phrase: one that holds a "not" of its own turns about."""
    return (entry.key, entry.value) not in REFUSALS and not any(word in said for word in OWN_NOT)


def _one_sentence(said: str) -> bool:
    """Excepted from (4): a phrase that asks and answers in itself is no part of what is told before it."""
    return "？" not in said


def cases(entry: Entry, said: str, other: tuple[Entry, str] | None) -> Iterator[Case]:
    """Yield every law's cases of one phrase; `other`: a phrase of another value of the same need, in the same language."""
    lang, denied = entry.kind, DENIED if _deniable(entry, said) else {}
    for law, frames in (("asked", ASKED[lang]), ("denied", denied.get(lang, ())), ("told", _told(entry, said))):
        yield from (Case(law, frame.format(p=said), entry, entry.value) for frame in frames)
    if other:
        texts = (frame.format(p=said, q=other[1]) for frame in CORRECTED[lang])
        yield from (Case("corrected", text, entry, other[0].value, must=True) for text in texts)


def _told(entry: Entry, said: str) -> list[str]:
    """Return the frames that tell of others or of the past; what lasts is still so if it was."""
    if not _one_sentence(said):
        return []
    need = "also" if entry.section == "also" else entry.key
    return [frame for frame in TOLD[entry.kind] if need not in LASTING or not any(word in frame for word in PAST)]


def walk(share: int = 1) -> Iterator[Case]:
    """Yield the cases of every phrase, or of one in `share`."""
    chance = random.Random(SEED)  # noqa: S311
    rows = phrases() if share == 1 else _some(share, chance)
    by_need: dict[tuple[str, str], list[tuple[Entry, str]]] = {}
    for entry, said in rows:
        by_need.setdefault((entry.key, entry.kind), []).append((entry, said))
    for entry, said in rows:
        rivals = _rivals(entry, by_need[entry.key, entry.kind])
        yield from cases(entry, said, chance.choice(rivals) if rivals else None)


def _rivals(entry: Entry, same: list[tuple[Entry, str]]) -> list[tuple[Entry, str]]:
    """Return the phrases that correct an entry; none of needs that take several answers."""
    if entry.section != "needs" or entry.key in ("content", "audience"):
        return []
    # No name yet may be read as one that will be bought: which, the purpose says.
    return [one for one in same if one[0].value != entry.value and (entry.key, one[0].value) != ("domain", "no")]


def _some(share: int, chance: random.Random) -> list[tuple[Entry, str]]:
    entries = [e for e in load_lexicon().entries if e.section in ("needs", "also") and e.kind in ("zh", "en")]
    picked = chance.sample(entries, len(entries) // share)
    return [(e, said) for e in picked if e.value not in (NOTHING, UNSURE) and (said := spoken(e))]


def report(share: int = 1) -> tuple[Counter[str], Counter[str], list[Case]]:
    """Return how many cases each law has, how many break it, and those."""
    seen, bad, broken = Counter[str](), Counter[str](), list[Case]()
    for case in walk(share):
        seen[case.law] += 1
        if case.broken():
            bad[case.law] += 1
            broken.append(case)
    return seen, bad, broken


def main(arguments: list[str]) -> int:
    """Print the figures, with --list every case that breaks a law."""
    share = int(arguments[arguments.index("--share") + 1]) if "--share" in arguments else 1
    seen, bad, broken = report(share)
    if "--list" in arguments:
        for case in broken:
            print(f"{case.law:10}{case.text}   {case.entry}")
    for law, count in seen.items():
        print(f"{law:10}{count:7} cases {bad[law]:6} broken {bad[law] / count:.2%}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
