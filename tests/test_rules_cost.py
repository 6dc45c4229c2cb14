"""Cost: a range for every cell, like with like, resting on the right prices."""

from __future__ import annotations

import itertools

import pytest

from knowledge import catalogue
from knowledge.products import products
from rules.machine.size import LADDER, SIZES
from rules.price import cost
from rules.price.candidates import fitting
from rules.price.cost import PRODUCTS, REGIONS, VENDORS, price
from rules.price.first_year import offers
from rules.price.hosting import plus, traffic

CELLS = list(itertools.product(PRODUCTS, SIZES, REGIONS, VENDORS))
FAMILIES = [[name for name in SIZES if name[0] == letter] for letter in "cg"]


def counted(cell):
    return [one for one in price(*cell).plans if one.counted]


def test_no_cell_is_empty():
    for cell in CELLS:
        found = price(*cell)
        assert 0 <= found.low <= found.high, cell
        assert found.plans_used == len(counted(cell)) >= 1, cell
        assert found.exact == (not found.substitutes), cell
        assert found.first_year <= found.three_years, cell
        if not found.parts:
            costs = [one.cny for one in counted(cell)]
            assert (found.low, found.high) == (min(costs), max(costs)), cell


def test_only_honest_prices_count():
    for cell in CELLS:
        for one in counted(cell):
            assert one.plan.price_kind != "promo", cell
            assert not one.plan.set_aside, cell
            assert one.plan.source_kind != "generated", cell


def test_expired_prices_count_only_where_nothing_newer_exists():
    mixed = [cell for cell in CELLS if len({one.stale == "expired" for one in counted(cell)}) > 1]
    assert not mixed
    shown = {one.left_out for cell in CELLS for one in price(*cell).plans}
    assert {"promo", "expired", "premium"} <= shown, "left out, yet shown"


def test_an_exact_cell_rests_on_plans_of_that_product_region_vendor_and_size():
    names = {"static": "static-hosting", "paas": "container-paas"}
    for cell in CELLS:
        product, size_id, region, vendor = cell
        if not price(*cell).exact or product == "cluster":
            continue
        for one in counted(cell):
            assert one.plan.product_class == names.get(product, product), cell
            assert region in one.plan.regions, cell
            assert one.plan.vendor_kind == vendor, cell
            if product in ("light", "vps", "ecs") and size_id != "none":
                assert one.plan.memory_gib >= LADDER[size_id].memory_gib, cell
                assert one.plan.vcpus >= LADDER[size_id].vcpus, cell
            if product == "gpu" and size_id.startswith("g"):
                assert one.plan.gpu_memory_gib >= LADDER[size_id].gpu_memory_gib, cell


def _listed(cell):
    """Say whether a price rests on dated, young prices of that very size."""
    return cell.exact and not cell.expired_used and not cell.undated


def test_a_larger_size_is_never_cheaper():
    for product, region, vendor, family in itertools.product(PRODUCTS, REGIONS, VENDORS, FAMILIES):
        listed = [(LADDER[name], cell.low) for name in family if _listed(cell := price(product, name, region, vendor))]
        for (less, low), (more, high) in itertools.permutations(listed, 2):
            # Small cards are sold by the hour by few, and dearer there than a larger one elsewhere by the month.
            if less.gpu_memory_gib:
                continue
            if all(getattr(less, has) <= getattr(more, has) for has in ("vcpus", "memory_gib", "gpu_memory_gib")):
                assert low <= high, (product, region, vendor, less.id, more.id)


def test_compute_only_prices_get_a_disk_and_a_line_and_bundles_get_nothing():
    for cell in CELLS:
        for one in price(*cell).plans:
            if one.plan.bundle:
                assert not one.added
                assert one.cny == pytest.approx(one.listed_cny * one.scaled, abs=0.02, rel=1e-3)
            else:
                assert "line" in {extra.id for extra in one.added}
                assert one.cny > one.listed_cny
                assert all(extra.cites for extra in one.added)


def test_threads_compare_with_threads():
    answers = {one.plan.id: one.plan for one in fitting("dedicated", "c32m64", "mainland", "big")}
    cores = [plan for plan in answers.values() if "24 physical cores" in plan.note]
    assert cores, "24 cores are 48 threads, more than the 32 wished for"
    assert all((plan.vcpus, plan.threads) == (24, 48) for plan in cores)


def test_a_whole_cloud_host_is_no_answer_to_a_small_wish():
    for one in fitting("dedicated", "c2m4", "hongkong", "big"):
        assert one.plan.threads <= products()["dedicated"].most_threads


def test_the_budget_is_enough_from_the_cheapest_counted_plan_on():
    for product, size_id, region, vendor in CELLS[::7]:
        edge = cost.budget_threshold(product, size_id, region, vendor)
        assert cost.within(edge, product, size_id, region, vendor)
        assert not cost.within(edge - 0.01, product, size_id, region, vendor)


def test_means_fold_budgets_at_the_entry_prices():
    entries, names, edges = cost.entry_prices(), cost.means_names(), cost.means_thresholds()
    assert set(entries) == set(PRODUCTS)
    assert entries["static"] == 0
    assert len(edges) <= 8
    assert len(names) == len(edges) + 1
    for edge in edges:
        assert cost.means_of(edge) == cost.means_of(edge - 0.001) + 1
    for budget in (0, 10, 31.5, 300, 99999):
        assert set(names[cost.means_of(budget)]) == {product for product, entry in entries.items() if entry <= budget}
    for product, entry in entries.items():
        size_id = products()[product].entry_size
        cells = itertools.product([product], [size_id], REGIONS, VENDORS)
        assert any(cost.within(entry, *cell) for cell in cells), f"nobody sells {product} at its entry price"


def test_bowls_are_the_middle_of_the_range():
    assert cost.noodle_bowls(24, 68) == 5.8
    assert cost.noodle_bowls(0, 0) == 0


def test_years_use_the_middle_and_only_cited_discounts():
    for cell in CELLS:
        found = price(*cell)
        if not found.parts:
            assert found.first_year == round((found.low + found.high) / 2 * 12 * found.yearly_factor), cell
        assert (found.yearly_factor < 1) == bool(found.factor_cites), cell
    assert price("light", "c2m4", "mainland", "big").yearly_factor < 1
    assert price("light", "c2m4", "hongkong", "big").yearly_factor == 1, "no discount there below the larger sizes"


def test_a_first_year_offer_stands_beside_the_range():
    found = {cell: offers(*cell) for cell in itertools.product(PRODUCTS, SIZES, REGIONS) if offers(*cell)}
    assert found
    for (product, size_id, region), rows in found.items():
        known = [row.three_years for row in rows if row.three_years is not None]
        assert known == sorted(known), "the cheapest over three years first"
        for row in rows:
            plan = row.plan.plan
            assert (plan.price_kind, plan.billing) == ("promo", "yearly")
            assert region in plan.regions
            assert (plan.vcpus or 0, plan.memory_gib or 0) >= (LADDER[size_id].vcpus, 0)
            assert plan.id not in {one.plan.id for v in VENDORS for one in counted((product, size_id, region, v))}
            assert (row.three_years is None) == (row.renewal_year is None)
            if row.renewal_year is not None:
                assert row.three_years == row.first_year + 2 * row.renewal_year


def test_the_second_year_can_undo_an_offer():
    rows = {row.plan.plan.id: row for row in offers("light", "c2m2", "mainland")}
    same, dearer = rows["li-cn-tencent-07"], rows["li-cn-huawei-01"]
    assert dearer.first_year < same.first_year
    assert dearer.three_years > 5 * same.three_years


def test_an_undated_price_counts_only_where_no_dated_one_is_as_near():
    for cell in CELLS:
        plans = counted(cell)
        undated = [abs(one.doublings) for one in plans if not one.plan.as_of]
        dated = [abs(one.doublings) for one in price(*cell).plans if one.plan.as_of and one.left_out in ("", "expired")]
        assert not undated or not dated or max(undated) < min(dated), cell
    aside = {one.left_out for cell in CELLS for one in price(*cell).plans if not one.plan.as_of and not one.counted}
    assert "undated" in aside


def test_static_hosting_costs_its_traffic():
    for region in REGIONS:
        free = traffic(None, region)
        assert free is None
        assert traffic(1, region) is None
        costs = [found.low for gb in (200, 2_000, 60_000, 300_000) if (found := traffic(gb, region))]
        assert costs == sorted(costs)
        base = price("static", "none", region, "big")
        whole = plus(base, traffic(300_000, region))
        assert whole.low > base.low
        assert whole.three_years == base.three_years + 3 * (whole.first_year - base.first_year)
    at = catalogue.money()["hosting_traffic"]["mainland"]
    assert traffic(1010, "mainland").low == pytest.approx(1000 * at["low"])


def test_a_cluster_says_what_it_is_made_of():
    for size_id, region, vendor in itertools.product(("c2m4", "c8m16"), REGIONS, VENDORS):
        found = price("cluster", size_id, region, vendor)
        assert {part.id for part in found.parts} == {"ecs", "load-balancer", "managed-k8s"}
        assert found.low == pytest.approx(sum(part.count * part.low for part in found.parts), abs=0.01)
        assert found.high == pytest.approx(sum(part.count * part.high for part in found.parts), abs=0.01)
        assert found.low > 2 * price("ecs", size_id, region, vendor).low
        assert price("cluster", size_id, region, vendor, 4).low > found.low


def test_a_borrowed_range_says_from_where_and_is_not_trusted_much():
    borrowed = [price(*cell) for cell in CELLS if not price(*cell).exact]
    assert borrowed
    for found in borrowed:
        assert found.confidence == "low"
        assert all(what in ("size", "larger", "vendor") or what.startswith("region:") for what in found.substitutes)
    assert "vendor" in price("vps", "c2m4", "hongkong", "big").substitutes, "big vendors sell it as a light server"


def test_a_burstable_processor_is_never_priced_up():
    for cell in CELLS:
        for one in counted(cell):
            assert one.scaled == 1 or one.plan.cpu_share != "burstable", cell


def test_confidence_is_capped_by_number_and_age():
    for cell in CELLS:
        found = price(*cell)
        if found.confidence == "high":
            assert found.plans_used > 1, cell
            assert found.expired_used < found.plans_used, cell
        if found.expired_used == found.plans_used:
            assert found.confidence == "low", cell
