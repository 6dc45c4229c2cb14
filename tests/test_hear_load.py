"""Laws of what is heard of the load: any number with a unit goes to its need, a question states nothing, a name is a thing."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from chat.hear import understand
from chat.hear.normal import fold
from chat.hear.quantities import quantities
from chat.hear.things import things
from knowledge.programs import Program, programs
from knowledge.things import named

NUMBERS = (3, 12, 40, 260, 1800)
FRAMES = {
    # need -> frames with the value each gives for n
    "storage": [
        ("数据一共 {n}G", 1),
        ("照片大概 {n}TB", 1000),
        ("{n} GB of photos to keep", 1),
        ("about {n} TB of footage", 1000),
    ],
    "traffic": [("每月流量 {n}G", 1), ("{n} TB of traffic a month", 1000)],
    "bandwidth": [("带宽要 {n}M", 1), ("上行 {n} 兆", 1), ("{n} Mbps of bandwidth", 1), ("a {n} Gbps port", 1000)],
    "rate": [("峰值 {n} qps", 1), ("{n} requests per second at the peak", 1)],
    "model": [("跑 qwen {n}B", 1), ("run a {n}B model on my own card", 1)],
    "machines": [("{n} 台服务器", 1), ("{n} servers", 1)],
    "concurrent": [("app 同时在线 {n} 人", 1), ("{n} 个传感器", 1), ("{n} sensors", 1)],
    "scale": [("博客每天 {n} 人看", 1), ("a blog with {n} visitors a day", 1), ("jenkins，团队 {n} 个人", 1)],
}
LAWFUL = [(need, frame, n, n * worth) for need, frames in FRAMES.items() for frame, worth in frames for n in NUMBERS]
ABOUT_THE_ANSWER = ["为什么是{said}？", "要是{said}呢", "what if it were {said}?", "why {said}?"]
SAID = ["数据 500G", "带宽 30M", "200 qps", "每天 3000 人", "500 GB of photos", "30 Mbps of bandwidth"]
ROWS = list(programs().values())


@pytest.mark.parametrize(("need", "frame", "n", "value"), LAWFUL)
def test_a_number_with_a_unit_goes_to_its_need_whatever_the_number(need: str, frame: str, n: int, value: float) -> None:
    found = understand(frame.format(n=n))
    assert found.needs.get(need) == value, (frame.format(n=n), found.needs)
    assert not found.unused


@pytest.mark.parametrize("frame", ABOUT_THE_ANSWER)
@pytest.mark.parametrize("said", SAID)
def test_a_question_about_the_answer_states_no_quantity(frame: str, said: str) -> None:
    assert not understand(frame.format(said=said)).needs.keys() & FRAMES.keys()


@pytest.mark.parametrize("program", ROWS, ids=[program.id for program in ROWS])
def test_every_name_of_a_program_is_heard_in_both_languages(program: Program) -> None:
    for name in program.names:
        for frame in ("跑一个 {}", "I want to host {}"):
            line = fold(frame.format(name))
            heard = [t.id for t in things(line) if t.kind == "program"]
            assert program.id in heard, (line.text, heard)


def test_guarded_names_are_not_heard_in_ordinary_sentences() -> None:
    frames = (
        "昨天和朋友聊起{}，挺有意思",
        "we talked about {} over lunch yesterday",
        "他很喜欢{}这个词",
        "the word {} came up twice",
    )
    heard = [
        (frame.format(word), program.id)
        for program in ROWS
        for word in program.guarded or ()
        for frame in frames
        if program.id in {t.id for t in things(fold(frame.format(word))) if t.kind == "program"}
    ]
    assert not heard


def test_every_other_thing_is_found_by_each_of_its_names() -> None:
    lost = [
        (row.kind, name)
        for row in named()
        for name in row.names
        if row.id not in {t.id for t in things(fold(f"我们用的是 {name} 的")) if t.kind in (row.kind, "program")}
        and not any(t.kind == "program" for t in things(fold(f"我们用的是 {name} 的")))
    ]
    assert not lost


def test_a_number_inside_a_name_is_no_quantity() -> None:
    for text in ("用友 U8 和 k3s", "RTX 4090", "s3 和 r2", "B2B 平台", "cs2"):
        line = fold(text)
        assert not [q for q in quantities(line, things(line)) if q.unit not in ("version",)], text


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("数据库留 90 天", "90 天"),
        ("每天 300 封邮件通知", "300 封"),
        ("three shops, one database", "three shops"),
        ("部署 xyzzy 系统", "xyzzy"),
        ("self-host Foobarix for the team", "Foobarix"),
    ],
)
def test_what_no_need_takes_is_said_back_in_its_own_words(text: str, unused: str) -> None:
    said = understand(text).unused
    assert any(unused in words for words in said), said
    assert all(words in text for words in said)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I live in Norway, my users are all in Vietnam", "asia"),
        ("人在香港，客户全是大陆的", "mainland"),
        ("a Minecraft server for 9 mates in Australia", "asia"),
    ],
)
def test_whose_place_it_is_the_words_around_it_decide(text: str, area: str) -> None:
    needs = understand(text).needs
    assert needs.get("audience") == area
    assert "region" not in needs


@pytest.mark.parametrize(
    ("text", "need", "value"),
    [
        ("60 个邮箱，每人 5G", "storage", 300),
        ("1000 个电表每 20 秒上报一次", "rate", 50),
        ("朝九晚九用", "hours", 12),
        ("跑在周末，各 7 小时", "hours", 2),
        ("每天用 3 小时", "hours", 3),
        ("硬盘 1.5T 数据", "storage", 1500),
        ("llama 70B int4", "bits", 4),
        ("moss 16B 不量化部署", "bits", 16),
        ("程序调币安 API 下单", "peer", "asia"),
        ("公司内部用的 wiki", "reach", "private"),
    ],
)
def test_conversions_are_the_contracts(text: str, need: str, value: object) -> None:
    assert understand(text).needs.get(need) == value


def test_few_records_a_day_are_no_rate() -> None:
    chance = random.Random(5)
    for _ in range(20):
        few, many = chance.randrange(2, 9999), chance.randrange(10_000, 10**8)
        assert "rate" not in understand(f"每天 {few} 条记录").needs
        rate = understand(f"每天 {many} 条记录").needs["rate"]
        assert many / 86400 <= rate + 0.01
        assert rate <= 10 * many / 86400


def test_sixty_other_descriptions_are_read() -> None:
    cases = json.loads((Path(__file__).parent / "data" / "load_own.json").read_text(encoding="utf-8"))
    right = sum(_is_right(case) for case in cases)
    assert right >= 0.8 * len(cases)


def _is_right(case: dict[str, object]) -> bool:
    wanted = case["needs"]
    assert isinstance(wanted, dict)
    needs = understand(str(case["text"]), lang=str(case["lang"])).needs
    return all(_near(needs.get(need), value) for need, value in wanted.items())


def _near(got: object, want: object) -> bool:
    if isinstance(want, list) and all(isinstance(v, int | float) for v in want):
        return isinstance(got, int | float) and want[0] <= got <= want[1]
    if isinstance(want, list):
        return got in want or (isinstance(got, str) and set(got.split(",")) == set(want))
    return got == want
