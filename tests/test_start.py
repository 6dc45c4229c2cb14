"""What a start leaves: a frozen heap, templates kept beside the code, and expressions that are built for the text at hand."""

from __future__ import annotations

import gc
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from chat.hear import load_lexicon, understand
from chat.hear.asking import tables
from chat.hear.numerals import parse_han
from chat.hear.phrases import Phrases
from chat.hear.present import HAN, USUAL_HAN, present
from chat.pages import templating
from web import forgetting

ROOT = Path(__file__).parent.parent
TEXTS = (
    "我们公司要做一个小程序，大概5000个用户，数据库要稳定，要不要用k8s",
    "why not hetzner？ is it cheaper over three years，and which one would you choose",
    "想 load test 自己的 api，周末租一台 run 两天就行",
    "日本のサーバー はどう？ 香港 ok 吗",
    "сколько стоит vps в гонконге",
    "䷀ 么 ？ok",
    "",
)


def test_the_heap_is_frozen_once_and_collections_go_on() -> None:
    code = "import gc, app; app.create_app(); print(gc.isenabled(), gc.get_freeze_count() > 100_000)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["True", "True"]


def test_whoever_switched_collections_off_freezes_the_heap_themselves() -> None:
    code = "import gc; gc.disable(); import app; print(gc.isenabled(), gc.get_freeze_count() < 1_000)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["False", "True"]


def test_what_is_forgotten_after_a_message_is_found_in_a_frozen_heap() -> None:
    understand("随便说点什么")
    gc.freeze()
    try:
        forgetting.tables.cache_clear()
        assert present in forgetting.tables()
    finally:
        gc.unfreeze()


def every_table() -> list[Phrases]:
    words = tables.words()
    asked = (words.frames, words.decisions, words.plain, words.topics, *words.choices.values())
    return [phrases for table in (*asked, load_lexicon().patterns) for phrases in table.values()]


@pytest.mark.parametrize("text", TEXTS)
def test_phrases_are_found_where_the_whole_expression_finds_them(text: str) -> None:
    for phrases in every_table():
        whole = re.compile(phrases.pattern)
        assert [m.span() for m in phrases.finditer(text)] == [m.span() for m in whole.finditer(text)]
        for start in (0, len(text) // 2):
            found, expected = phrases.search(text, start), whole.search(text, start)
            assert (found and found.span()) == (expected and expected.span())
            assert bool(phrases.match(text, start)) == bool(whole.match(text, start))
        assert phrases.sub("¤", text) == whole.sub("¤", text)
        assert phrases.split(text) == whole.split(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_usual_where_two_ways_to_name_chinese_letters_agree(text: str) -> None:
    agree = [bool(re.match(HAN, letter)) == bool(re.match(USUAL_HAN, letter)) for letter in text]
    assert present(text).usual == all(agree)


def test_usual_numerals_are_read_as_the_library_reads_them() -> None:
    cn2an = pytest.importorskip("cn2an")
    chance = random.Random(5)
    for _ in range(3_000):
        run = "".join(chance.choices("一二两五九十百千万", k=chance.randrange(1, 6)))
        if run[0] in "百千万" or "十一" in run[1:]:
            continue
        try:
            expected = float(cn2an.cn2an(run, "smart"))
        except (ValueError, KeyError, IndexError, TypeError):
            expected = None
        if len(set(run)) == len(run):  # 一千两千 and 二三百 are ranges, which the library does not know
            assert parse_han(run) == expected or re.search("[一二两五九]{2}", run), run


def shown(folder: Path, source: str) -> str:
    environment = Environment(loader=DictLoader({"page.html": source}), autoescape=True)
    environment.bytecode_cache = templating.Beside([source], "zh", folder)
    return environment.get_template("page.html").render()


def test_kept_templates_are_believed_only_where_they_were_made_of_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "__pycache__"
    assert shown(folder, "one") == "one"
    (kept,) = folder.iterdir()
    assert shown(folder, "another") == "another"
    assert [*folder.iterdir()] == [kept]
    kept.write_bytes(kept.read_bytes()[:40])
    assert shown(folder, "another") == "another"


def test_templates_are_shown_where_nothing_can_or_may_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert shown(tmp_path / "file" / "__pycache__", "one") == "one"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert shown(tmp_path, "one") == "one"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
