"""The net under every rewrite: verdicts over answers, not over the cells that today's folds happen to make.

Seeded samples of whole answer sets in fixed vocabularies, each decided by the tables (which the walk proves equal to the engine), on
the day the knowledge stands on. A change that only moves or rewrites leaves the digests as they are; one that means to change
verdicts shows which (`revision`). `first` is the vocabulary of the first part and stays as it is; `second` is all of the contract.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rules.ahead.lookup import outcome
from rules.answers import UNSURE, Answers, Value
from tools.atlas.calendar_day import on_knowledge_day

KEPT = Path(__file__).with_name("net.txt")
SETS = {"first": 20_000, "second": 10_000}
SEED = 20261130
WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "purpose": "learning static blog site shop app miniprogram drive game media data ai",
        "buyer": "student developer founder company",
        "audience": "mainland asia west global",
        "region": "any mainland hongkong overseas",
        "filing": "done willing avoid",
        "launch": "now month later",
        "domain": "yes no",
        "load": "steady growing spiky",
        "services": "one few many",
        "isolation": "shared exclusive",
        "skill": "none linux ops",
        "uptime": "hobby business critical",
        "demand": "light medium heavy",
        "term": "short months long",
    }.items()
}
NUMBERS: dict[str, tuple[float, ...]] = {
    "budget": (0, 5, 20, 30, 50, 99, 150, 300, 700, 1500, 4000, 10000, 50000),
    "scale": (1, 4, 20, 60, 300, 1500, 6000, 20000, 90000, 300000),
}
FLAGS = ("wechat", "windows", "ddos", "minor", "foreign-api", "sensitive", "mail", "invoice")
MORE_WORDS: dict[str, tuple[str, ...]] = {
    **WORDS,
    "purpose": (*WORDS["purpose"], "bot", "relay", "desktop", "ci", "mail", "meeting", "iot"),
    "domain": ("yes", "no", "planned"),
    "peer": ("mainland", "hongkong", "asia", "west"),
    "reach": ("public", "private", "outbound", "devices"),
    "subject": ("person", "trader", "company", "institution", "foreign-with-entity", "foreign"),
    "content": (
        *("own", "others-goods", "ugc", "paid", "news", "medical", "tutoring", "finance", "publishing", "game", "live"),
        *("dating", "ugc,paid", "own,publishing", "news,live,others-goods"),
    ),
    "data": ("none", "contact", "sensitive", "children", "important"),
    "bits": ("4", "8", "16"),
    "software": ("wordpress", "minecraft", "palworld", "nextcloud", "ollama", "frp", "mysql,redis", "jitsi"),
}
MORE_NUMBERS: dict[str, tuple[float, ...]] = {
    **NUMBERS,
    "concurrent": (1, 20, 300, 5000, 100000),
    "rate": (1, 50, 1000, 20000),
    "storage": (10, 200, 3000, 50000),
    "traffic": (50, 2000, 50000),
    "bandwidth": (1, 10, 100, 1000),
    "hours": (1, 8, 24),
    "model": (0.5, 7, 14, 32, 70, 400),
    "machines": (1, 3, 20),
}
RARE = ("bits", "software", *(name for name in MORE_NUMBERS if name not in NUMBERS))
"""What few people say: told a fifth as often as the rest."""
MORE_FLAGS = (
    *FLAGS,
    *(
        "mlps2",
        "mlps3",
        "forum",
        "medical",
        "tutoring",
        "finance",
        "news",
        "crossborder",
        "crawling",
        "no-entity",
        "export",
    ),
    *(
        "eu-people",
        "suffix-refused",
        "foreign-registrar",
        "filed-as-person",
        "filed-by-others",
        "marketplace",
        "app-store",
    ),
    *("failing", "genai", "foreigner", "moving", "blog", "game", "ai", "bot", "data"),
)
TOLD = ("product", "runtime", "region", "filing", "vendor", "billing", "size", "fit")
VOCABULARIES = ("first", "second")


def answer_sets(count: int = SETS["first"]) -> Iterator[Answers]:
    """Draw whole answer sets in the first vocabulary, each need stated, `unsure` or unsaid."""
    return _drawn({**WORDS, **NUMBERS}, FLAGS, (), count, SEED)


def more_answer_sets(count: int = SETS["second"]) -> Iterator[Answers]:
    """Draw whole answer sets in all words of the contract."""
    return _drawn({**MORE_WORDS, **MORE_NUMBERS}, MORE_FLAGS, RARE, count, SEED + 1)


def _drawn(
    words: Mapping[str, Sequence[Value]], flags: Sequence[str], rare: Sequence[str], count: int, seed: int
) -> Iterator[Answers]:
    rng = random.Random(seed)  # noqa: S311  a sample, not a secret
    often = 0.08 if not rare else 0.04
    for _ in range(count):
        told = rng.choice((0.4, 0.8, 1.0))
        needs: dict[str, Value] = {}
        for name, values in words.items():
            if rng.random() < (told / 5 if name in rare else told):
                needs[name] = UNSURE if rng.random() < 0.05 else rng.choice(values)
        yield Answers.of(needs, [flag for flag in flags if rng.random() < often])


def sets(vocabulary: str, count: int | None = None) -> Iterator[Answers]:
    """Draw the answer sets of one vocabulary."""
    drawn = answer_sets if vocabulary == "first" else more_answer_sets
    return drawn(count or SETS[vocabulary])


def verdicts(drawn: Iterator[Answers]) -> Iterator[tuple[str, ...]]:
    """Decide each answer set: one choice for each of TOLD."""
    with on_knowledge_day():
        for answers in drawn:
            choices = outcome(answers).choices
            yield tuple(choices[name] for name in TOLD)


def digest(vocabulary: str = "first", count: int | None = None) -> str:
    """Return one number over every answer set of a vocabulary and what is decided on it."""
    total = hashlib.sha256()
    for row in verdicts(sets(vocabulary, count)):
        total.update("|".join(row).encode())
    return total.hexdigest()


def kept() -> dict[str, str]:
    """Return the digests that were accepted last."""
    lines = KEPT.read_text(encoding="ascii").splitlines() if KEPT.exists() else []
    return dict(zip(VOCABULARIES, lines, strict=False))


def keep(digests: Mapping[str, str]) -> None:
    """Keep digests as the accepted ones."""
    KEPT.write_text("".join(f"{digests[name]}\n" for name in VOCABULARIES), encoding="ascii")
