"""The bill: every figure a sum of its own lines, only plans that carry the load, no verdict that old prices cannot bear."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

from knowledge import load, rates
from knowledge.rates import for_item
from rules.answers import Answers
from rules.machine.size import LADDER, size_of
from rules.price import tariff
from rules.price.bill import Bill, bill, edges, verdict
from rules.price.cost import PRODUCTS, REGIONS, VENDORS
from rules.price.first_year import offers_for
from rules.price.hours import hours_fold
from rules.price.order import Machine, Order
from rules.price.ordering import Use, filing_priced, order_for, order_of

TODAY = date(2026, 11, 30)
LOADS = [(1, 10.0, 0.0), (5, 300.0, 0.0), (100, 20_000.0, 500.0)]
ORDERS = [
    Order(product, Machine(m.vcpus, m.memory_gib, m.disk_gib, mbps, 1, m.gpu_memory_gib), region, vendor, gb, kept)
    for product, m, region, vendor, (mbps, gb, kept) in itertools.product(
        PRODUCTS, LADDER.values(), REGIONS, VENDORS, LOADS
    )
    if m.memory_gib and bool(m.gpu_memory_gib) == (product == "gpu")
]


@pytest.fixture(scope="module")
def bills() -> list[tuple[Order, Bill]]:
    return [(order, bill(order, TODAY)) for order in ORDERS]


def test_the_cost_is_the_sum_of_the_bill(bills):
    for order, found in bills:
        known = [line for line in found.lines if line.low is not None]
        assert found.low == pytest.approx(sum(line.low for line in known)), order
        assert found.high == pytest.approx(sum(line.high for line in known)), order
        assert found.incomplete == (len(known) < len(found.lines)), order
        assert 0 <= found.low <= found.high, order
        for line in known:
            assert 0 <= line.low <= line.high, (order, line)
            assert line.cites, (order, line)
            assert line.text in load().phrases, line
        if not order.beside and order.product != "static" and not order.storage_gib:
            sums = [one.answer.cny for one in found.counted]
            assert found.low == pytest.approx(min(sums), abs=0.02), order
            assert found.high <= max(sums) * 3, order


@pytest.mark.parametrize(
    ("flag", "item"),
    [
        ("sqlserver", "licence-sqlserver"),
        ("protection", "protection"),
        ("database", "database"),
        ("database-ha", "database"),
        ("balancer", "balancer"),
        ("kubernetes", "kubernetes"),
        ("backup", "backup"),
        ("filing-machine", "filing-machine"),
    ],
)
def test_what_is_bought_beside_is_a_line_with_a_rate_or_not_counted(flag, item):
    for order in ORDERS[::11]:
        found = bill(replace(order, flags=frozenset({flag})), TODAY)
        (line,) = [line for line in found.lines if line.item == item]
        assert line.text in load().phrases
        if line.low is None:
            assert found.incomplete, order
        else:
            assert line.high > 0, order
            assert line.cites, order
            assert found.low == pytest.approx(sum(one.low for one in found.lines if one.low is not None)), order


def test_a_line_of_nothing_is_no_line(bills):
    for order, found in bills:
        assert all(line.high is None or line.high for line in found.lines if line.item != "machine"), order


def test_what_the_order_page_is_ticked_for_is_in_the_bill():
    cloud = bill(Order("ecs", Machine(2, 4, 40, 5), "mainland", "big", 100), TODAY)
    assert "backup" in {line.item for line in cloud.lines}
    several = bill(Order("cluster", Machine(2, 4, 40, 5, 2), "mainland", "big", 100), TODAY)
    assert {"backup", "balancer", "kubernetes"} <= {line.item for line in several.lines}


def test_hosting_that_is_to_be_filed_has_its_machine_in_the_bill():
    size = size_of(Answers.of({"purpose": "static"}))
    filed, free = (order_of("static", size, "mainland", "big", filing, Use()) for filing in ("needed", "not-needed"))
    (machine,) = [line for line in bill(filed, TODAY).lines if line.item == "filing-machine"]
    assert machine.low > 0
    assert bill(filed, TODAY).low == pytest.approx(bill(free, TODAY).low + machine.low)


def test_what_has_no_rate_is_a_line_without_figures():
    found = bill(
        replace(
            ORDERS[0], product="ecs", region="hongkong", vendor="big", machine=Machine(8, 16, 60, 5), system="windows"
        ),
        TODAY,
    )
    licence = [line for line in found.lines if line.item == "licence"]
    assert [(line.low, line.high) for line in licence] == [(None, None)]
    assert found.incomplete
    assert not found.examples


def test_an_example_carries_size_bandwidth_traffic_and_system(bills):
    seen = 0
    for order, found in bills:
        for one in found.examples:
            plan, need = one.answer.plan, order.machine
            items = {name for name, _ in one.items}
            if order.product in ("light", "vps", "ecs"):
                assert (plan.vcpus, plan.memory_gib) >= (need.vcpus, 0), (order, plan.id)
                assert plan.memory_gib >= need.memory_gib, (order, plan.id)
            if plan.bundle and order.product not in ("static", "paas"):
                assert plan.bandwidth_mbps is None or plan.bandwidth_mbps >= need.bandwidth_mbps, (order, plan.id)
                assert plan.traffic_gib_month is None or plan.traffic_gib_month >= order.traffic_gb_month, (
                    order,
                    plan.id,
                )
                silent = order.product == "paas" or (order.product == "gpu" and order.traffic_gb_month <= 100)
                assert plan.traffic_gib_month or plan.bandwidth_mbps or silent, (order, plan.id)
            elif order.product not in ("static", "paas"):
                assert items & {"bandwidth", "traffic"}, (order, plan.id)
            assert plan.disk_gib is None or plan.disk_gib >= 0.85 * need.disk_gib or "disk" in items, (order, plan.id)
            assert plan.system != "windows", (order, plan.id)
            seen += 1
    assert seen > 500


def test_nothing_counts_that_may_not(bills):
    for order, found in bills:
        for one in found.counted:
            plan = one.answer.plan
            assert plan.price_kind != "promo", order
            assert not plan.set_aside, order
            assert plan.source_kind != "generated", order
            assert one.answer.scaled == 1 or plan.cpu_share != "burstable", order
            assert plan.id != "gp-cn-jd-01"


def test_what_was_reckoned_or_borrowed_says_so_and_is_not_trusted(bills):
    for order, found in bills:
        assert found.reckoned == bool(found.substitutes), order
        scaled = any(one.answer.scaled != 1 for one in found.counted)
        assert scaled == ("size" in found.substitutes), order
        if found.reckoned or not found.fresh:
            assert found.confidence == "low", order
        if len(found.counted) == 1:
            assert found.confidence != "high", order


def test_more_traffic_or_more_kept_never_costs_less():
    for product, region, vendor in itertools.product(("ecs", "cluster", "static"), REGIONS, VENDORS):
        lows = [
            bill(Order(product, Machine(2, 4, 40, 5), region, vendor, gb, kept), TODAY).low
            for gb, kept in ((0, 0), (500, 0), (500, 100), (9000, 100))
        ]
        assert lows == sorted(lows), (product, region, vendor)


def test_traffic_is_paid_for_where_it_costs_more_than_the_machine():
    found = bill(Order("cluster", Machine(4, 8, 80, 5, 3), "mainland", "big", 18_281), TODAY)
    items = {line.item: line for line in found.lines}
    assert items["traffic"].low > 5 * items["machine"].low
    through = bill(
        Order("cluster", Machine(4, 8, 80, 5, 3), "mainland", "big", 18_281, flags=frozenset({"cdn"})), TODAY
    )
    assert through.low < found.low / 2


def test_a_card_for_a_few_hours_is_paid_by_the_hour():
    whole = bill(Order("gpu", Machine(8, 32, 0, 0, 1, 24), "mainland", "small"), TODAY)
    part = bill(Order("gpu", Machine(8, 32, 0, 0, 1, 24), "mainland", "small", hours=6, months=0.1), TODAY)
    assert (whole.billing, part.billing) == ("monthly", "hourly")
    assert whole.total is None
    assert part.total is not None
    assert part.total[0] < 50 < whole.low
    assert part.low == pytest.approx(whole.low / 4, rel=0.01)


def test_hours_fold_at_the_cheaper_way_to_pay():
    assert [hours_fold(hours) for hours in (None, 24, 16, 15, 4)] == ["all-day", "all-day", "all-day", "part", "part"]
    few = bill(Order("ecs", Machine(2, 4, 40, 0), "mainland", "small", hours=4), TODAY)
    all_day = bill(Order("ecs", Machine(2, 4, 40, 0), "mainland", "small"), TODAY)
    assert few.billing == "hourly"
    assert all_day.billing == "monthly"
    assert few.low < all_day.low


def test_a_plan_paid_by_the_year_is_paid_for_a_year():
    for _, found in [(order, bill(replace(order, months=3), TODAY)) for order in ORDERS[::17]]:
        assert found.total is not None
        assert found.total[0] <= found.total[1]
        if all(one.answer.plan.paid_at_once == "month" for one in found.counted) and found.billing == "monthly":
            assert found.total[0] == pytest.approx(3 * found.low, abs=0.05)


def test_windows_is_priced_as_windows():
    linux, windows = (
        bill(Order("light", Machine(2, 2, 40, 3), "hongkong", "big", 100, system=s), TODAY)
        for s in ("linux", "windows")
    )
    assert {one.answer.plan.system for one in windows.counted} <= {"windows", "any"}
    assert "windows" not in {one.answer.plan.system for one in linux.counted}


def test_a_verdict_is_not_given_on_old_prices_near_the_range(bills):
    old = [(order, found) for order, found in bills if not found.fresh and found.low > 20]
    assert old
    for order, found in old:
        assert verdict(found, found.low).within is None, order
        assert verdict(found, found.high).why_unsure, order
        assert verdict(found, found.low / 10).within is False, order
        assert verdict(found, found.high * 10).within is True, order
    for order, found in bills:
        if found.fresh:
            assert verdict(found, found.low) == verdict(found, found.low * 2), order
            assert verdict(found, found.low - 0.01).within is (False if found.low else verdict(found, -0.01).within), (
                order
            )


def test_the_day_ages_a_bill_but_never_changes_what_it_costs(bills):
    for order, found in bills[::29]:
        later = bill(order, date(2029, 6, 1))
        assert (later.lines, later.low, later.high) == (found.lines, found.low, found.high), order
        assert not later.fresh
        assert later.confidence == "low"


def test_the_edges_of_a_budget_are_those_of_the_verdict(bills):
    for _, found in bills[::7]:
        short, enough = edges(found)
        assert short <= enough
        assert (short == enough) or not found.fresh
        told = [verdict(found, budget).within for budget in (short - 0.01, short, enough)]
        assert told == [False if short - 0.01 < short else None, None if short < enough else True, True]


def test_every_rate_has_a_source_and_steps_rise():
    assert len(rates.rates()) >= 100
    for rate in rates.rates().values():
        assert rate.source_title
        assert rate.source_url or rate.official_url
        assert rate.cny >= 0
    for place in REGIONS:
        for item in ("traffic", "address", "bandwidth", "storage", "disk", "database", "balancer"):
            assert for_item(item, place), (item, place)
        fees = [tariff.bandwidth(place, mbps).low for mbps in (1, 2, 5, 6, 10, 100)]
        assert fees == sorted(set(fees)), place
        assert tariff.bandwidth(place, 10).low > 2.5 * tariff.bandwidth(place, 5).low, (
            "beyond five Mbps each costs several times as much"
        )


def test_outside_the_mainland_only(monkeypatch):
    assert not [rate for rate in for_item("protection", "mainland") if rate.place == "abroad"]
    assert [rate for rate in for_item("protection", "west") if rate.place == "abroad"]


def test_an_offer_carries_the_order_and_is_for_a_year_at_least():
    order = Order("light", Machine(2, 2, 40, 3), "mainland", "big", 100)
    found = offers_for(order, TODAY)
    assert found
    for one in found:
        plan = one.plan.plan
        assert plan.price_kind == "promo"
        assert (plan.bandwidth_mbps or 0) >= 3, plan.id
        assert plan.traffic_gib_month is None or plan.traffic_gib_month >= 100, plan.id
    dated = [one for one in found if one.plan.plan.as_of]
    assert len(offers_for(order, date(2030, 1, 1))) == len(found) - len(dated), "old offers are told to nobody"
    assert not offers_for(replace(order, months=1.0), TODAY)
    assert len(offers_for(replace(order, traffic_gb_month=5000.0), TODAY)) < len(found)


def test_a_windows_bill_never_hides_the_licence():
    for order in ORDERS[::3]:
        found = bill(replace(order, system="windows"), TODAY)
        for one in found.counted:
            named = {name for name, _ in one.items} | set(one.missing)
            assert one.answer.plan.system in ("windows", "any") or "licence" in named, (order, one.answer.plan.id)


@pytest.mark.parametrize("filing", ["not-needed", "needed", "done"])
@pytest.mark.parametrize("hours", [24.0, 4.0])
def test_filings_that_are_priced_as_one_cost_the_same(filing, hours):
    use = Use(hours=hours)
    same = filing_priced(filing, use)
    for product, region, vendor in itertools.product(PRODUCTS, REGIONS, VENDORS):
        for lot in (size_of(Answers.of({"purpose": purpose})).lot for purpose in ("static", "blog", "ai")):
            assert order_for(product, lot, region, vendor, filing, use) == order_for(
                product, lot, region, vendor, same, use
            )


@pytest.mark.parametrize("region", REGIONS)
def test_what_a_program_works_on_lies_on_a_disk_and_is_backed_up(region):
    order = Order("ecs", Machine(8, 32, 40), region, "big", storage_gib=500.0)
    handed_out, worked_on = (bill(replace(order, flags=frozenset(flags)), TODAY) for flags in ((), ("on-disk",)))
    cheapest = min(rate.cny for rate in for_item("disk", region, "ecs"))
    assert low_of(worked_on, "storage") >= 500 * cheapest * 0.99
    assert worked_on.low > handed_out.low
    assert low_of(worked_on, "backup") > low_of(handed_out, "backup")


def low_of(found: Bill, item: str) -> float:
    return next(line.low for line in found.lines if line.item == item)
