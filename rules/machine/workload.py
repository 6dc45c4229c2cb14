"""What each purpose asks of a machine, as amounts that grow with people: memory, vCPUs, card memory, bandwidth, traffic.

All figures stand in knowledge/sizing.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from knowledge import size_tables
from rules.machine.curves import FINE, NOTHING, Curve, flat, line, stairs, through
from rules.machine.wanted import Wanted, unit_for

HOURS = 24
Row = Mapping[str, Any]


def whole(amount: float) -> int:
    """Round up, but not for a hair."""
    return math.ceil(round(amount, 6))


def last_within(number: float) -> float:
    """Return the largest amount, to as many decimals as a curve has, that `whole` makes no more than a whole number."""
    hair = 10.0**-FINE
    return next(amount for hairs in (500, 499) if whole(amount := round(number + hairs * hair, FINE)) <= number)


def starting(purpose: str | None) -> int:
    """Return how many people there are where somebody just starts."""
    unit = unit_for(purpose)
    return unit.starting if unit else 1


def table(purpose: str | None, demand: str | None) -> Mapping[str, Any]:
    """Return the table of a purpose, with the lines its demand adds."""
    return _table(purpose, demand)


@cache
def _table(purpose: str | None, demand: str | None) -> Mapping[str, Any]:
    sizing = size_tables.sizing()
    row: Mapping[str, Any] = sizing["purposes"].get(purpose, sizing["unknown"])
    demands = row.get("demand")
    return {**row, **demands[demand or row["default_demand"]]} if demands else row


def read_curve(row: Mapping[str, Any]) -> Curve:
    """Read a curve: the last step reached, or the line through the points, whichever is larger."""
    parts = [stairs(row["steps"])] if row.get("steps") else []
    parts += [through(row["linear"])] if row.get("linear") else []
    return parts[0] if len(parts) == 1 else parts[0].most(parts[1])


@cache
def assume(name: str) -> float:
    """Return a constant of the formulas."""
    value: float = size_tables.sizing()["assume"][name]["value"]
    return value


@cache
def memory_of(purpose: str | None, demand: str | None) -> Curve:
    """Return GiB of memory by people, up to where one machine ends."""
    row = table(purpose, demand)
    return _up_to_one(read_curve(row["memory"]), row) if "memory" in row else NOTHING


@cache
def vcpus_of(purpose: str | None, demand: str | None) -> Curve:
    """Return vCPUs by people: its own curve, a share of its memory, and for the web the busiest second."""
    row = table(purpose, demand)
    found = memory_of(purpose, demand).times(row.get("cores_per_gib", 0))
    if "vcpus" in row:
        found = found.most(read_curve(row["vcpus"]))
    if "web" in row and not row.get("none"):
        found = found.most(
            requests_per_second(row).times(assume("headroom") / size_tables.sizing()["rate"]["per_vcpu"]["value"])
        )
    return _up_to_one(found.most(flat(1.0)), row)


def _up_to_one(curve: Curve, row: Mapping[str, Any]) -> Curve:
    """Let it stop where more people mean more machines, not a bigger one."""
    return curve.up_to(row["beyond"]["people"]) if "beyond" in row else curve


def requests_per_second(row: Mapping[str, Any]) -> Curve:
    """Return requests a second in the busiest hour, by visitors a day."""
    return pages_per_second(row).times(assume("requests_per_page"))


def pages_per_second(row: Mapping[str, Any]) -> Curve:
    """Return pages loaded a second in the busiest hour, by visitors a day."""
    return line(row["web"]["pages"] * assume("busy_hour_share") / 3600)


@cache
def mbps_of(purpose: str | None, demand: str | None) -> Curve:
    """Return Mbps out of the machine by people: so that a page is there in time, in the busiest hour too."""
    row = table(purpose, demand)
    if web := row.get("web"):
        at_once = pages_per_second(row).times(assume("target_seconds")).most(flat(1.0))
        return at_once.times(web["page_mb"] * 8 / assume("target_seconds"))
    if each := row.get("mbps_per_person"):
        return line(each["mbps"])
    return read_curve(row["mbps"]) if "mbps" in row else NOTHING


def traffic_of(wanted: Wanted) -> Curve | None:
    """Return GB a month by people, or None where there is nothing to go by."""
    return _traffic(wanted.purpose, wanted.demand, wanted.storage, wanted.hours)


@cache
def hours_of(purpose: str | None, demand: str | None, said: float) -> float:
    """Return the hours a day in which it is used."""
    hours: float = table(purpose, demand).get("hours_a_day", assume("game_hours_a_day"))
    return min(said, HOURS) if said else hours


def _traffic(purpose: str | None, demand: str | None, storage: float, hours: float) -> Curve | None:
    row = table(purpose, demand)
    if web := row.get("web"):
        return line(web["pages"] * web["page_mb"] * 30 / 1024)
    if "mbps_per_person" in row or ("mbps" in row and purpose != "drive"):
        share = 1.0 if "mbps_per_person" in row else assume("game_mean_uplink")
        return mbps_of(purpose, demand).times(share / 8 * 3600 * hours_of(purpose, demand, hours) * 30 / 1024)
    if purpose == "drive":
        return flat((storage or row["data_gib"]) * assume("stored_read_monthly"))
    return line(row["gb_per_person"]) if "gb_per_person" in row else None


@cache
def kept_of(purpose: str | None, demand: str | None) -> Curve:
    """Return GiB kept besides the system by people, where nobody says how much."""
    row = table(purpose, demand)
    each = row.get("gib_per_person")
    return line(each["gib"]) if each else flat(row.get("data_gib", 0))


def chats(wanted: Wanted) -> Curve:
    """Return the conversations with a model that go on at once."""
    share = size_tables.sizing()["model"]["at_once_share"]["value"]
    return line(share).most(flat(max(1.0, wanted.concurrent)))


def hints(row: Mapping[str, Any], kept: float, video: bool, traffic: float | None) -> tuple[str, ...]:
    """Name what serves better than a bigger machine."""
    found = []
    if kept > row.get("object_storage_above_gib", math.inf):
        found.append("object-storage")
    if video:
        found.append("video-service")
    if "web" in row and (traffic or 0) > assume("cdn_above_gb"):
        found.append("cdn")
    return tuple(found)
