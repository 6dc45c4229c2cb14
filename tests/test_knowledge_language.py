"""Every text shown: one word for one thing, typeset as its language asks, whole in both languages, no longer than it need be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

import knowledge

HAN = r"\u3400-\u9fff"
NAMES = {"中文"}  # a language is called by its own name in every language
QUOTED = re.compile(r"`[^`]*`|\{[^{}]*\}|\{\{.*?\}\}")
SOURCE_MARK = re.compile(r"\[[A-Za-z][\w-]*\](?!\()")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
SNIPPET_HAN = (5, 110)  # the shortest reason, the longest warning
SNIPPET_WORDS = (3, 75)

known = knowledge.load()
Text = tuple[str, str, str]


def _pairs(node: Any, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every {zh, en} below a node of data, with the path to it."""
    if isinstance(node, Mapping):
        if {"zh", "en"} <= node.keys():
            yield name, node
        for key, value in node.items():
            if key not in ("zh", "en"):
                yield from _pairs(value, f"{name}.{key}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _pairs(value, f"{name}[{at}]")


def _strings(said: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(said, Mapping):
        for key, value in said.items():
            yield from _strings(value, f"{name}.{key}")
    elif isinstance(said, str):
        yield name, said


def _data(*patterns: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for pattern in patterns:
        for path in sorted(knowledge.HERE.glob(pattern)):
            yield from _pairs(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)


PAIRS = list(
    _data(
        "snippets/*.yaml",
        "phrases/*.yaml",
        "needs.yaml",
        "decisions.yaml",
        "products.yaml",
        "regions.yaml",
        "article.yaml",
    )
)


def _texts() -> Iterator[Text]:
    for name, pair in PAIRS:
        for lang in knowledge.LANGUAGES:
            for path, text in _strings(pair[lang], name):
                yield path, lang, text
    for topic in known.topics.values():
        for part in ("title", "question", "short", "opening_label", "body"):
            yield f"topics.{topic.id}.{part}", topic.lang, getattr(topic, part)


def _shown(text: str) -> str:
    """Return a text without code, placeholders, source marks, addresses and the marks for bold."""
    plain = ADDRESS.sub("]", SOURCE_MARK.sub("", QUOTED.sub(" ", text)))
    return plain.replace("**", "")


TEXTS = [(name, lang, _shown(text)) for name, lang, text in _texts()]
CHINESE = [(name, text) for name, lang, text in TEXTS if lang == "zh"]
ENGLISH = [(name, text) for name, lang, text in TEXTS if lang == "en"]


def _wrong(texts: list[tuple[str, str]], pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [f"{name}: …{match.group()}…" for name, text in texts for match in found.finditer(text)]


def test_there_is_something_to_read() -> None:
    assert len(PAIRS) > 600
    assert len(TEXTS) > 2 * len(PAIRS)


GLOSSARY = yaml.safe_load((knowledge.HERE / "glossary.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: entry["term"]["en"])
def test_one_word_for_one_thing(entry: Mapping[str, Any]) -> None:
    wrong = []
    for lang, texts, edge in (("zh", CHINESE, ("", "")), ("en", ENGLISH, (r"(?<![\w-])", r"(?![\w-])"))):
        for word in entry["not"][lang]:
            wrong += _wrong(texts, re.escape(word).join(edge))
    assert not wrong, f"say {entry['term']}"


def test_chinese_leaves_room_around_latin() -> None:
    assert not _wrong(CHINESE, rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]")


def test_chinese_has_full_width_punctuation() -> None:
    assert not _wrong(CHINESE, rf"[{HAN}][,;:!?()]|[,;:!?()][{HAN}]|[{HAN}]\.(?!\w)")


def test_chinese_quotes_as_the_mainland_screen_does() -> None:
    assert not _wrong(CHINESE, r"[“”‘’\"]")


def test_english_is_set_in_english() -> None:
    assert not _wrong(ENGLISH, r"[，。；：？！（）「」《》、]")
    assert not [hit for hit in _wrong(ENGLISH, rf"[{HAN}]+") if hit.split("…")[1] not in NAMES]


def test_nothing_is_left_half_translated() -> None:
    assert not _wrong(CHINESE, r"\b[a-z]+(?: [a-z]+){3,}\b")
    bare = [(name, text) for name, text in CHINESE if not re.search(rf"[{HAN}]", text)]
    assert not [f"{name}: {text}" for name, text in bare if len(re.findall(r"[A-Za-z]{2,}", text)) > 2]


@pytest.mark.parametrize("lang", knowledge.LANGUAGES)
def test_no_word_is_doubled(lang: str) -> None:
    pattern = r"的的|了了|，，|。。|、、|是是" if lang == "zh" else r"\b([A-Za-z]{2,}) \1\b|,,|\.\.(?!\.)"
    assert not _wrong(CHINESE if lang == "zh" else ENGLISH, pattern)


def test_both_languages_are_there() -> None:
    for name, pair in PAIRS:
        for lang in knowledge.LANGUAGES:
            assert all(text.strip() for _, text in _strings(pair[lang], name)), name


def test_a_sentence_of_advice_is_neither_a_stub_nor_a_lecture() -> None:
    for name, snippet in known.snippets.items():
        for lang, (least, most) in (("zh", SNIPPET_HAN), ("en", SNIPPET_WORDS)):
            said = snippet.texts[lang]
            text = said["text"] if isinstance(said, Mapping) else said
            unit = rf"[{HAN}]" if lang == "zh" else r"[\w’'-]+"
            assert least <= len(re.findall(unit, text)) <= most, f"{name} {lang}"
