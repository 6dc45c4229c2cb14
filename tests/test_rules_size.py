"""Sizing: what experts would buy, and the arithmetic that is shown."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings

from chat.words.size_json import sizing_key
from knowledge import HERE, catalogue, load, loading, size_tables
from knowledge.program_sizes import program_sizes
from knowledge.programs import programs
from rules.ahead.sized import part_of, sizing, storage_classes
from rules.answers import Answers
from rules.machine.curves import Curve, line
from rules.machine.ladder import ROOM
from rules.machine.size import LADDER, lot_for, size_of, too_small
from rules.machine.stated import further_purposes
from tests.sizes import PURPOSES, circumstances, demands, no_less, people, purposes, services

HEARD = {
    "concurrent": 200,
    "rate": 900,
    "traffic": 30_000,
    "bandwidth": 50,
    "hours": 4,
    "model": 14,
    "bits": "8",
    "machines": 3,
}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_sized_at_once_is_what_is_sized_one_by_one(seed):
    rng = random.Random(seed)
    for _ in range(15):
        told = {"purpose": rng.choice(PURPOSES)} if rng.random() < 0.8 else {}
        told |= {"software": ",".join(rng.sample(sorted(programs()), rng.randint(1, 3)))} if rng.random() < 0.5 else {}
        told |= {name: value for name, value in HEARD.items() if rng.random() < 0.2}
        answers = Answers.of(
            told, rng.sample(["windows", "too-small-2c4g", *sorted(further_purposes())], rng.randint(0, 4))
        )
        found = sizing(answers, (None, *storage_classes()))
        for _ in range(40):
            people = rng.choice((None, rng.choice(found.starts), int(10 ** rng.uniform(0, 8))))
            said = {"scale": people, "storage": rng.choice(found.storage)}
            said |= {name: rng.choice((None, *load().needs[name].values)) for name in ("demand", "services")}
            (place,) = part_of(found.grid, found.picked({name: (value,) for name, value in said.items()})).flat
            assert found.lots[place] == lot_for(
                answers.given({name: value for name, value in said.items() if value is not None})
            )


@pytest.mark.parametrize(
    ("needs", "also", "size_id", "why"),
    [
        ({}, (), "c2m2", "F144: 1C1G is no default any more"),
        ({"purpose": "blog"}, (), "c2m2", "F123"),
        ({"purpose": "blog", "scale": 999}, (), "c2m2", "F124: up to a thousand visits a day"),
        ({"purpose": "blog", "scale": 1000}, (), "c2m4", "F124"),
        ({"purpose": "site", "scale": 150}, (), "c2m4", "F123: plugins and a database"),
        ({"purpose": "shop"}, (), "c4m8", "F123: WooCommerce"),
        ({"purpose": "app", "scale": 500}, (), "c2m4", "F125: a small application"),
        ({"purpose": "app", "services": "few"}, (), "c2m4", "front end, back end and database"),
        ({"purpose": "app", "scale": 10}, ("site",), "c2m4", "a stock system and a small site beside it"),
        ({"purpose": "blog"}, ("miniprogram",), "c2m4", "two back ends on one machine"),
        ({"purpose": "learning"}, (), "c2m2", "F139"),
        ({"purpose": "drive", "scale": 2}, (), "c2m2", "F137"),
        ({"purpose": "game", "demand": "light"}, (), "c2m2", "F135: Terraria"),
        ({"purpose": "game", "scale": 16}, (), "c2m8", "F133: 6 GB and the system"),
        ({"purpose": "game", "demand": "heavy", "scale": 8}, (), "c4m16", "F134: 16 GB"),
        ({"purpose": "game", "demand": "heavy", "scale": 9}, (), "c8m32", "F134: 32 GB above eight players"),
        ({"purpose": "data", "scale": 1000}, (), "c2m8", "F126"),
        ({"purpose": "ai"}, (), "g16", "F140: 7B INT4 takes 8 to 12 GB"),
        ({"purpose": "ai", "demand": "medium"}, (), "g48", "F140: 13B FP16 takes 26 GB"),
        ({"purpose": "ai", "demand": "heavy"}, (), "g80", "F140: 70B INT4 takes 46 GB and more"),
        ({"purpose": "static", "scale": 50000}, (), "none", "F119"),
        ({"purpose": "bot"}, (), "c1m1", "it calls out and waits"),
        ({"purpose": "relay", "scale": 3}, (), "c1m0.5", "a processor and a gigabyte carry a thousand connections"),
        ({"purpose": "ci"}, (), "c4m8", "half of what the free hosted runner has"),
        ({"purpose": "mail", "scale": 5}, (), "c2m8", "mailcow: 6 GB at least"),
        ({"purpose": "meeting", "scale": 50}, (), "c4m8", "Jitsi: 8 GB and 4 cores"),
        ({"purpose": "iot", "scale": 5000, "rate": 500}, (), "c2m4", "EMQX: far below a hundred thousand"),
        ({"purpose": "desktop"}, (), "c2m4", "one person"),
        ({"purpose": "game", "software": "palworld", "scale": 4}, (), "c4m16", "16 GB at least: 8 and 2 a player"),
        ({"purpose": "game", "software": "dst", "scale": 5}, (), "c2m4", "two processes and a panel"),
        ({"purpose": "app", "software": "gitlab", "scale": 5}, (), "c4m8", "4 cores and 8 GB at least"),
        ({"purpose": "app", "software": "gitlab", "scale": 1000}, (), "c8m16", "8 cores and 16 GB for a thousand"),
        ({"purpose": "app", "software": "vaultwarden", "scale": 3}, (), "c1m1", "some twenty MB and a system"),
        ({"purpose": "data", "software": "clickhouse", "storage": 500}, (), "c8m32", "1:30 of what is kept"),
        ({"purpose": "app", "software": "odoo", "scale": 2000}, (), "c32m64", "a fifth of the staff at once"),
        ({"purpose": "app", "concurrent": 2000}, (), "c16m32", "an exam"),
        ({"purpose": "ai", "model": 7}, (), "g8", "Q4 and one conversation"),
        ({"purpose": "ai", "model": 7, "bits": "16"}, (), "g24", "FP16"),
        ({"purpose": "ai", "software": "vllm", "model": 7}, (), "g24", "it loads the weights as published"),
        ({"purpose": "ai", "software": "vllm", "model": 7, "bits": "4"}, (), "g8", "told otherwise"),
        ({"purpose": "ai", "software": "vllm", "model": 671}, (), "g768", "published at eight bits"),
        ({"purpose": "ai", "model": 32}, (), "g24", "Q4 uses about 22 GB"),
        ({"purpose": "ai", "model": 70}, (), "g48", "Q4"),
        ({"purpose": "ai", "model": 671}, (), "g768", "FP8 about 700 GB"),
        ({"purpose": "ai", "model": 3}, (), "c4m8", "no card is needed for one person"),
        (
            {"purpose": "unsure", "scale": "unsure", "demand": "unsure", "services": "unsure"},
            (),
            "c2m2",
            "nothing known",
        ),
    ],
)
def test_sizes_an_expert_would_buy(needs, also, size_id, why):
    assert size_of(Answers.of(needs, also)).id == size_id, why


def test_just_starting_is_stated_and_marked():
    assumed, stated = size_of(Answers.of({"purpose": "blog"})), size_of(Answers.of({"purpose": "blog", "scale": 100}))
    assert (assumed.people, assumed.assumed_people, assumed.unit) == (100, True, "visitors")
    assert (stated.people, stated.assumed_people) == (100, False)
    assert size_of(Answers.of({"scale": 500})).id == size_of(Answers()).id
    crowd = size_of(Answers.of({"scale": 9_000_000}))
    assert crowd.beyond_one_machine, "so many visitors are too many for one machine"
    assert crowd.people is None, "but nobody knows what they are counted as"


def test_a_crowd_is_never_one_machine():
    crowd = size_of(Answers.of({"purpose": "shop", "scale": 200_000}))
    assert crowd.beyond_one_machine
    assert crowd.machines >= 2
    assert not size_of(Answers.of({"purpose": "shop", "scale": 100})).beyond_one_machine


def test_no_server_has_no_machine_but_traffic():
    none = size_of(Answers.of({"purpose": "static", "scale": 1000}))
    assert (none.vcpus, none.memory_gib, none.disk_gib, none.gpu_memory_gib) == (0, 0, 0, None)
    assert none.traffic_gb_month
    assert size_of(Answers.of({"purpose": "static"}, ("app",))).vcpus > 0, "another job needs a machine after all"


def test_the_formulas_give_the_figures_of_their_sources():
    steps = {step.id: step for step in size_of(Answers.of({"purpose": "app", "scale": 1000})).steps}
    assert steps["traffic"].result == pytest.approx(228, abs=1), "F131: 1000 visits of 3 pages of 2.6 MB"
    assert steps["bandwidth"].result == 6, "F129: 2.6 MB within 4 seconds take 5.2 Mbps"
    assert steps["class"].result == "c2m4"


def test_better_ways_than_a_bigger_machine_are_named():
    assert "video-service" in size_of(Answers.of({"purpose": "media", "scale": 6})).hints, "F132: above 20 Mbps"
    assert not size_of(Answers.of({"purpose": "media", "scale": 5})).hints
    assert "object-storage" in size_of(Answers.of({"purpose": "drive", "demand": "medium"})).hints, "F141: above 50 GB"
    assert "cdn" in size_of(Answers.of({"purpose": "site", "scale": 5000})).hints, "F087"


def test_windows_and_a_card_need_the_machine_around_them():
    assert (
        size_of(Answers.of({"purpose": "blog"}, {"windows"})).memory_gib
        > size_of(Answers.of({"purpose": "blog"})).memory_gib
    )
    both = size_of(Answers.of({"purpose": "ai", "scale": 1000, "services": "many"}, {"game", "data", "windows"}))
    assert both.gpu_memory_gib
    assert both.memory_gib >= LADDER["c8m16"].memory_gib


def test_a_card_is_for_the_purpose_not_for_what_runs_beside_it():
    assert not size_of(Answers.of({"purpose": "shop"}, {"ai"})).gpu_memory_gib


@given(purposes, people, demands, services, circumstances)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_step_cites_something_known_and_can_be_worded(purpose, count, demand, service, also):
    known, phrases = _known(), _phrases()
    needs = {"purpose": purpose, "scale": count, "demand": demand, "services": service}
    for step in size_of(Answers.of(needs, also)).steps:
        assert step.cites
        assert set(step.cites) <= known
        assert sizing_key(step) in phrases


@cache
def _known() -> set[str]:
    sources = loading.sources(HERE)
    return {*sources, *loading.facts(HERE, sources), *catalogue.plans()}


@cache
def _phrases() -> set[str]:
    return set(load().phrases)


def test_a_number_far_from_where_the_lines_seem_to_put_it_is_not_stepped_to(monkeypatch):
    looked = []
    whole = Curve.at
    monkeypatch.setattr(Curve, "at", lambda curve, number: looked.append(number) or whole(curve, number))
    fallen = Curve(((0.0, 3.7, 0.0), (2000.0, 3.7, -1e-12), (3703.0, 3.7, 0.001)))
    assert fallen.passing((3.7, 5.0, 10_000.0), 10**8) == (3704, 5004, 10_000_004)
    assert fallen._settle(1.0, 5.0, 10**8) == fallen._settle(1e8, 5.0, 10**8) == 5004
    assert len(looked) < 100


def test_what_differs_by_a_rounding_error_is_compared_without_falling_over_it():
    nearly = line(0.1 + 0.2)
    assert line(0.3).raised(1.0).most(nearly).at(10) == pytest.approx(4)
    late = Curve(((0.0, 0.0, 0.0), (8.0000000000000018, 1.0, 0.0)))
    assert late.most(Curve(((0.0, 0.0, 0.0), (8.0, 2.0, 0.0)))).at(9) == 2


def test_a_further_job_that_wants_a_card_rents_its_own_and_a_further_one_never_takes_away():
    alone = size_of(Answers.of({"purpose": "app", "scale": 20}))
    assert size_of(Answers.of({"purpose": "app", "scale": 20}, ("ai",))).memory_gib == alone.memory_gib
    beside = size_of(Answers.of({"purpose": "iot", "scale": 7}, ("miniprogram",)))
    assert all(
        no_less(size_of(Answers.of({"purpose": "iot", "scale": 7}, ("miniprogram", more))), beside) for more in PURPOSES
    )


def test_an_office_program_is_one_server_for_its_clients_and_no_desktop_for_each():
    found = size_of(Answers.of({"purpose": "desktop", "software": "k3,sqlserver", "scale": 30}))
    assert found.memory_gib == 16
    assert size_of(Answers.of({"purpose": "desktop", "scale": 30})).memory_gib > found.memory_gib


def test_a_program_that_plays_by_itself_needs_no_video_service():
    assert size_of(Answers.of({"purpose": "media", "scale": 50})).lot.size_class == "fleet"
    assert size_of(Answers.of({"purpose": "media", "software": "jellyfin", "scale": 50})).lot.size_class != "fleet"


def test_more_devices_than_a_page_can_settle_are_counted_in_what_they_cost():
    assert size_of(Answers.of({"purpose": "iot", "rate": 10000})).scope is None
    assert size_of(Answers.of({"purpose": "app", "rate": 10000})).scope == "crowd"
    assert size_of(Answers.of({"purpose": "miniprogram", "content": "medical"})).scope == "medical"


def test_a_program_beside_a_job_it_does_not_do_leaves_that_job_its_size():
    shop = size_of(Answers.of({"purpose": "shop", "scale": 300}))
    assert no_less(size_of(Answers.of({"purpose": "shop", "scale": 300, "software": "rabbitmq"})), shop)


def test_beyond_what_the_recommended_machine_serves_growth_is_that_of_its_unit():
    for name, row in program_sizes().items():
        unit = size_tables.sizing()["programs"]["units"][programs()[name].unit]
        if row.carries or row.per or row.steps or "memory_gib" not in {**row.minimum, **row.recommended}:
            continue
        needs = {"purpose": programs()[name].purpose or "app", "software": name, "demand": "heavy"}
        at = [size_of(Answers.of({**needs, "scale": unit["full"] * times})).sized_by[0].memory_gib for times in (1, 2)]
        assert at[1] - at[0] <= unit["each_gib"] * unit["full"] + 0.2, name


def test_a_failing_machine_is_the_least_there_must_be_and_one_only_mentioned_is_not():
    needs = {"purpose": "app", "scale": 5}
    mentioned = too_small(("moving",), "16g")
    assert size_of(Answers.of(needs, mentioned)) == size_of(Answers.of(needs, ("moving",)))
    assert size_of(Answers.of(needs, too_small(("failing",), "4c8g"))).memory_gib > 8
    assert size_of(Answers.of(needs, too_small(("failing",), "4c"))).vcpus > 4


def test_a_little_above_a_size_is_that_size_with_its_condition():
    found = size_of(Answers.of({"purpose": "app", "software": "erpnext", "scale": 12}))
    assert found.memory_gib == 4
    assert found.tight == (pytest.approx(4.02, abs=0.01), 4)
    assert found.tight[0] <= 4 * ROOM
    assert size_of(Answers.of({"purpose": "ai", "model": 16.5, "bits": "8"})).gpu_memory_gib == 24, (
        "a model fits or it does not"
    )


def test_a_size_says_what_it_comes_from_strongest_first():
    found = size_of(Answers.of({"purpose": "app", "software": "jenkins,gitlab,langbot", "rate": 100})).sized_by
    assert [one.what for one in found] == ["gitlab", "jenkins", "rate", "langbot"]
    assert [one.kind for one in found][-2:] == ["quantity", "undocumented"]
    assert found[0].sources


@pytest.mark.parametrize(
    ("needs", "scope"),
    [
        ({"purpose": "app", "concurrent": 20_000}, "crowd"),
        ({"purpose": "app", "concurrent": 2000}, None),
        ({"purpose": "ai", "model": 2000, "bits": "16"}, "cards"),
        ({"purpose": "ai", "model": 671}, None),
        ({"purpose": "drive", "storage": 500_000}, "storage"),
        ({"purpose": "media", "scale": 3000}, None),
    ],
)
def test_what_goes_beyond_one_page_is_said(needs, scope):
    assert size_of(Answers.of(needs)).scope == scope
