"""The bill of a bundle worked out again from the tables alone, by other code: the least must be the same."""

from __future__ import annotations

import csv
import itertools
import math
from datetime import date

import pytest

from knowledge import HERE
from knowledge.yamlfile import read_yaml
from rules.price.bill import bill, verdict
from rules.price.cost import REGIONS, VENDORS
from rules.price.order import Machine, Order

TODAY = date(2026, 11, 30)
MONEY = read_yaml(HERE / "money.yaml")
REGION = {"mainland": "mainland", "hongkong": "hongkong", "asia": "asia", "us": "west", "eu": "west"}
SIZES = [(1, 1), (2, 2), (2, 4), (4, 8), (8, 16)]
LOADS = [(1, 10), (5, 300), (20, 1500), (30, 6000)]


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PLANS, RATES = rows("plans.csv"), rows("rates.csv")


def yuan(row, column):
    return float(row[column]) * MONEY["rates"][row["currency"]]["cny"]


def months_old(row):
    then = [int(part) for part in (row["source_date"] + "-01-01").split("-")[:3]]
    day = MONEY["as_of"]
    return (day.year - then[0]) * 12 + day.month - then[1] - (day.day < then[2])


def cheapest_disk(region):
    place = {"mainland", "any"} if region == "mainland" else {region, "any", "abroad"}
    return min(
        yuan(row, "price")
        for row in RATES
        if row["item"] == "disk" and row["product"] == "ecs" and row["place"] in place
    )


def doublings(row, vcpus, memory):
    return (math.log2(float(row["vcpus"]) / vcpus) + math.log2(float(row["memory_gib"]) / memory)) / 2


def again(product, region, vendor, vcpus, memory, mbps, gb, disk):
    """Return the least of the plans whose printed figures carry the load, in yuan, None where there is none."""
    carrying = []
    for row in PLANS:
        known = (
            row["vcpus"] and row["memory_gib"] and float(row["vcpus"]) >= vcpus and float(row["memory_gib"]) >= memory
        )
        if (
            not known
            or row["product_class"] != product
            or REGION[row["region_group"]] != region
            or row["vendor_size"] != vendor
        ):
            continue
        if (
            row["price_kind"] == "promo"
            or row["set_aside"]
            or row["source_kind"] == "generated"
            or row["system"] == "windows"
        ):
            continue
        if row["bundle"] == "no" or doublings(row, vcpus, memory) > 1.5:
            continue
        width, quota = (float(row[name]) if row[name] else None for name in ("bandwidth_mbps", "traffic_gib_month"))
        carries = (width is None or width >= mbps) and (
            quota >= gb if quota is not None else width is not None and width * 324 >= gb
        )
        carrying += [row] if carries else []
    carrying = [row for row in carrying if row["paid_at_once"] in ("hour", "month")] or carrying
    fresh = [row for row in carrying if row["source_date"] and months_old(row) <= MONEY["stale"]["expired"]]
    if len(fresh) != len(carrying) or not fresh:
        return None  # a cell with old prices among them follows finer rules
    lack = {
        row["id"]: max(0.0, disk - float(row["disk_gib"])) if row["disk_gib"] and product == "light" else 0.0
        for row in fresh
    }
    return min(yuan(row, "price_month") + lack[row["id"]] * cheapest_disk(region) for row in fresh)


CASES = list(itertools.product(("light", "vps"), REGIONS, VENDORS, SIZES, LOADS))


def test_the_least_is_the_same_by_other_code():
    checked = 0
    for product, region, vendor, (vcpus, memory), (mbps, gb) in CASES:
        found = bill(Order(product, Machine(vcpus, memory, 40, mbps), region, vendor, float(gb)), TODAY)
        least = again(product, region, vendor, vcpus, memory, mbps, gb, 40)
        if least is None or found.substitutes or any(one.fit for one in found.counted):
            continue
        assert found.low == pytest.approx(least, abs=0.02), (product, region, vendor, vcpus, memory, mbps, gb)
        for budget in (least - 0.5, least + 0.5, least * 3):
            assert verdict(found, budget).within == (budget >= least), (product, region, vendor)
        checked += 1
    assert checked > 80
