"""Report how well free text is understood: `python -m tools.understand_report [file…] [--bench]`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from chat.hear import Understanding, understand

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
UNSEEN = DATA / "utterances_unseen.json"
WRITTEN = date(2026, 11, 16)
"""The day the sentences are read on, so that 月底 says the same whenever they are measured."""
"""Texts by others, in other words. They only measure: whoever mends the lexicon by their misses has to find new ones."""
LABELLED = (
    *("purpose", "buyer", "budget", "scale", "audience", "region", "filing", "launch", "domain", "load", "services"),
    *("isolation", "skill", "uptime", "demand", "term"),
)
"""The needs these texts are labelled for; whatever else they say (who files, what is offered) is judged elsewhere."""
HITS, FALSE, MISSED = "hit", "false", "missed"
Tally = Counter[tuple[str, str, str]]


def agrees(label: Any, value: Any) -> bool:
    """Tell whether a value is what a label allows: a value, one of several, or an inclusive range."""
    if isinstance(label, list):
        return any(agrees(one, value) for one in label)
    if isinstance(label, Mapping):
        return isinstance(value, (int, float)) and label["min"] - 1e-6 <= value <= label["max"] + 1e-6
    return bool(label == value)


@dataclass
class Score:
    """Counts over labelled examples: needs by (need, language), topics, declines, and the misses in words."""

    needs: Tally = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    first_topics: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, example: Mapping[str, Any], found: Understanding) -> None:
        """Count one example."""
        wrong = [*self._needs(example, found), *self._topics(example, found)]
        outcome = {(True, True): HITS, (False, True): FALSE, (True, False): MISSED}.get(
            (bool(example["declined"]), found.declined is not None)
        )
        if outcome:
            self.declined[outcome] += 1
        if outcome in (FALSE, MISSED):
            wrong.append(f"declined: {found.declined}")
        if wrong:
            self.misses.append(f"{example['id']} {example['text']!r}\n      " + "; ".join(wrong))

    def _needs(self, example: Mapping[str, Any], found: Understanding) -> Iterator[str]:
        wanted, optional = example["needs"], example.get("optional_needs", {})
        lang = example["lang"]
        right = _agreeing(wanted, found.needs)
        accepted = right | _agreeing(optional, found.needs)
        self.needs.update((need, lang, HITS) for need in right if need in LABELLED)
        for need, value in found.needs.items():
            if need in LABELLED and need not in accepted:
                self.needs[need, lang, FALSE] += 1
                yield f"{need}={value!r} is not said"
        for need, label in wanted.items():
            if need not in accepted:
                self.needs[need, lang, MISSED] += 1
                yield f"{need}={label!r} missed"

    def _topics(self, example: Mapping[str, Any], found: Understanding) -> Iterator[str]:
        wanted, optional = set(example["topics"]), set(example.get("optional_topics", []))
        if wanted:
            self.first_topics[HITS if found.topics and found.topics[0] in wanted else MISSED] += 1
        for topic in found.topics:
            if topic in wanted:
                self.topics[HITS] += 1
            elif topic not in optional:
                self.topics[FALSE] += 1
                yield f"topic {topic} is not asked about"
        for topic in wanted - set(found.topics):
            self.topics[MISSED] += 1
            yield f"topic {topic} missed"

    def total(self, of: Iterable[tuple[str, str]] | None = None) -> Counter[str]:
        """Sum hits, false and missed over (need, language) pairs; over all by default."""
        pairs = None if of is None else set(of)
        out: Counter[str] = Counter()
        for (need, lang, outcome), count in self.needs.items():
            if pairs is None or (need, lang) in pairs:
                out[outcome] += count
        return out


def _agreeing(labels: Mapping[str, Any], heard: Mapping[str, Any]) -> set[str]:
    """Return the needs that are heard as they are labelled."""
    return {need for need, value in heard.items() if need in labels and agrees(labels[need], value)}


def rates(counts: Mapping[str, int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of hit, false and missed counts; nothing to find counts as found."""
    hit, false, missed = counts.get(HITS, 0), counts.get(FALSE, 0), counts.get(MISSED, 0)
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(examples: Iterable[Mapping[str, Any]]) -> Score:
    """Score labelled examples."""
    score = Score()
    for example in examples:
        score.add(example, understand(example["text"], lang="en" if example["lang"] == "en" else "zh", today=WRITTEN))
    return score


def lines(score: Score) -> Iterator[str]:
    """Yield the report."""
    pairs = {(need, lang) for need, lang, _ in score.needs}
    yield f"{'':12}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>7}{'false':>7}{'missed':>7}"
    for name, of in (*_by(pairs, 0, ""), *_by(pairs, 1, "in "), ("micro", pairs)):
        yield _row(name, score.total(of))
    yield _row("declined", score.declined)
    yield _row("topics", score.topics)
    yield f"right topic first: {score.first_topics[HITS]} of {score.first_topics.total()}"
    yield from (f"  {miss}" for miss in score.misses)


def _by(pairs: Collection[tuple[str, str]], place: int, word: str) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Return the pairs of each need (`place` 0) or language (1), in order, by name."""
    for name in sorted({pair[place] for pair in pairs}):
        yield f"{word}{name}", {pair for pair in pairs if pair[place] == name}


def _row(name: str, counts: Mapping[str, int]) -> str:
    precision, recall, f1 = rates(counts)
    return f"{name:12}{precision:10.3f}{recall:8.3f}{f1:7.3f}" + "".join(
        f"{counts.get(k, 0):7d}" for k in (HITS, FALSE, MISSED)
    )


def bench(examples: list[Mapping[str, Any]]) -> str:
    """Time single texts, warm, best of three each: median, 99th percentile and slowest in milliseconds of processor time."""
    times = sorted(min(_milliseconds(example["text"]) for _ in range(3)) for example in examples)
    return (
        f"{len(times)} texts: median {times[len(times) // 2]:.2f} ms, "
        f"99% {times[len(times) * 99 // 100]:.2f} ms, slowest {times[-1]:.2f} ms"
    )


def _milliseconds(text: str) -> float:
    start = time.process_time()
    understand(text)
    return (time.process_time() - start) * 1000


def main(arguments: list[str]) -> None:
    """Print the report for each file; by default what the lexicon was built from, then what it has never been tuned on."""
    files = [Path(a) for a in arguments if not a.startswith("--")] or [
        DATA / "utterances.json",
        DATA / "utterances_own.json",
        UNSEEN,
    ]
    for file in files:
        examples = json.loads(file.read_text(encoding="utf-8"))
        print(f"{file.name}: {len(examples)} texts")
        if "--bench" in arguments:
            print(bench(examples), "\n")
            continue
        score = measure(examples)
        if file == UNSEEN:
            score.misses.clear()  # to be read only by whoever gives up what the file is for
        print("\n".join(lines(score)), "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
