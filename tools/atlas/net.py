"""The net under every rewrite: verdicts over answers, not over the cells that today's folds happen to make.

A seeded sample of whole answer sets in a fixed vocabulary, each decided by the tables (which the walk proves equal to the
engine). A change that only moves or rewrites leaves its digest as it is; one that means to change verdicts shows which.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from rules.ahead.lookup import outcome

KEPT = Path(__file__).with_name("net.txt")
SETS = 20_000
SEED = 20261130
WORDS: dict[str, tuple[str, ...]] = {
    "purpose": (
        "learning",
        "static",
        "blog",
        "site",
        "shop",
        "app",
        "miniprogram",
        "drive",
        "game",
        "media",
        "data",
        "ai",
    ),
    "buyer": ("student", "developer", "founder", "company"),
    "audience": ("mainland", "asia", "west", "global"),
    "region": ("any", "mainland", "hongkong", "overseas"),
    "filing": ("done", "willing", "avoid"),
    "launch": ("now", "month", "later"),
    "domain": ("yes", "no"),
    "load": ("steady", "growing", "spiky"),
    "services": ("one", "few", "many"),
    "isolation": ("shared", "exclusive"),
    "skill": ("none", "linux", "ops"),
    "uptime": ("hobby", "business", "critical"),
    "demand": ("light", "medium", "heavy"),
    "term": ("short", "months", "long"),
}
NUMBERS = {
    "budget": (0, 5, 20, 30, 50, 99, 150, 300, 700, 1500, 4000, 10000, 50000),
    "scale": (1, 4, 20, 60, 300, 1500, 6000, 20000, 90000, 300000),
}
FLAGS = ("wechat", "windows", "ddos", "minor", "foreign-api", "sensitive", "mail", "invoice")
TOLD = ("product", "runtime", "region", "filing", "vendor", "billing", "size", "fit")


def answer_sets(count: int = SETS) -> Iterator[tuple[dict[str, object], tuple[str, ...]]]:
    """Draw whole answer sets, each need stated, `unsure` or unsaid."""
    rng = random.Random(SEED)  # noqa: S311  a sample, not a secret
    for _ in range(count):
        told = rng.choice((0.4, 0.8, 1.0))
        needs: dict[str, object] = {}
        for name, values in {**WORDS, **NUMBERS}.items():
            if rng.random() < told:
                needs[name] = "unsure" if rng.random() < 0.05 else rng.choice(values)
        also = tuple(flag for flag in FLAGS if rng.random() < 0.08)
        yield needs, also


def verdicts(count: int = SETS) -> Iterator[tuple[str, ...]]:
    """Decide each answer set: one choice for each of TOLD."""
    for needs, also in answer_sets(count):
        choices = outcome(needs, also).choices
        yield tuple(choices[name] for name in TOLD)


def digest(count: int = SETS) -> str:
    """Return one number over every answer set and what is decided on it."""
    total = hashlib.sha256()
    for row in verdicts(count):
        total.update("|".join(row).encode())
    return total.hexdigest()


if __name__ == "__main__":
    found, kept = digest(), KEPT.read_text(encoding="ascii").strip() if KEPT.exists() else ""
    print(found, "as kept" if found == kept else f"NOT {kept or 'kept yet'}")
