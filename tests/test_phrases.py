"""Every phrase of the interface is said somewhere: by its key in code or a template, or as one of a family made with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from chat.hear.lexicon import load_lexicon
from knowledge import load, size_tables
from knowledge.catalogue import plans

ROOT = Path(__file__).parent.parent
PLACES = ("app.py", "web", "chat", "rules", "knowledge", "scripts")
VARIES = r"[\w.-]+"
KEYED = re.compile(r"[a-z]+\.[\w.-]*\w")
FAMILIES = (
    r"bill\.(steady|reckoned)_(one|range)(_single|_undated)?",  # rules/price/spoken.py: one or a range, how it is dated
    r"bill\.give_vendor(_short)?",  # chat/words/giving_up.py: the other kind of vendor, and whether that is enough
    r"reply\.(why|why_not|pick|other)_(product|runtime|region|filing|vendor|billing)",  # a sentence of one decision
    r"reply\.(latency|lines)_(mainland|hongkong|asia|west)_(mainland|near)(_asia|_west)?",  # chat/replies/words.py: from where to whom
    r"plain\.\w+",  # chat/replies/plain.py: each word of the file, in its order
)
"""Keys that are put together of parts none of which says enough by itself."""


def code() -> Iterator[ast.AST]:
    for place in PLACES:
        path = ROOT / place
        for one in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if "node_modules" not in one.parts:
                yield from ast.walk(ast.parse(one.read_text("utf-8")))


def spelled() -> tuple[set[str], set[str]]:
    """Return what code and templates spell: whole strings, and strings with a part that varies, as patterns."""
    whole, varying, tails = set(), set(), set()
    for node in code():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else VARIES for part in node.values]
            varying.add("".join(parts))
        elif isinstance(node, ast.AugAssign):
            parts = [part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
            tails |= {part for part in parts if isinstance(part, str) and part.startswith("_")}
        elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.op, ast.Add):
            varying.add(re.escape(str(node.left.value)) + VARIES)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text("utf-8")
        whole |= set(re.findall(r"['\"]([\w.-]+)['\"]", text))
        varying |= {re.escape(begun) + VARIES for begun in re.findall(r"['\"]([a-z]+\.[\w.-]*)['\"] [~+]", text)}
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        whole |= set(KEYED.findall(path.read_text("utf-8")))
    return whole | {key + tail for key in whole if KEYED.fullmatch(key) for tail in tails}, varying


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what matches any pattern that spells at least three letters itself."""
    return re.compile("|".join(sorted(one for one in patterns if len(one.replace(VARIES, "").strip("_.\\")) > 2)))


def unsaid() -> list[str]:
    """Return the keys that are spelled neither whole, nor with a part that varies, nor behind a space that is put in front."""
    whole, varying = spelled()
    found = []
    for space in {key.partition(".")[0] for key in load().phrases}:
        front = re.escape(f"{space}.")
        behind = {one.removeprefix(front) for one in varying if one.startswith(front)}
        loose = (
            {one for one in varying if re.match(r"[a-z]\w", one) and r"\." not in one} if VARIES in behind else set()
        )
        fits = any_of({*behind, *loose})
        for key in (key for key in load().phrases if key.startswith(f"{space}.")):
            rest = key.removeprefix(f"{space}.")
            if (
                key not in whole
                and not (fits.pattern and fits.fullmatch(rest))
                and not (VARIES in behind and rest in whole)
            ):
                found.append(key)
    return sorted(found)


def of_knowledge(key: str) -> bool:
    """Tell whether a key is made of an id of the knowledge that is there: a vendor, an answer, something people say."""
    space, _, rest = key.partition(".")
    need, _, value = rest.partition("_")
    if space == "nod":
        return need in load().needs and value in load().needs[need].values
    ids = {"vendor": vendors, "talk": talk, "scope": scopes}
    return rest in ids[space]() if space in ids else False


def vendors() -> set[str]:
    return {plan.vendor for plan in plans().values()}


def scopes() -> set[str]:
    return {row["id"] for row in size_tables.sizing()["scope"]}


def talk() -> set[str]:
    return {entry.key for entry in load_lexicon().entries if entry.section == "talk"}


def test_every_phrase_is_said() -> None:
    assert [key for key in unsaid() if not of_knowledge(key) and not re.fullmatch("|".join(FAMILIES), key)] == []


def test_every_family_of_phrases_is_one() -> None:
    assert [one for one in FAMILIES if not any(re.fullmatch(one, key) for key in load().phrases)] == []
