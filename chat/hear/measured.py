"""Each quantity to the one need that takes it: rates, data, bandwidth, machines, models, hours, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chat.hear import fleet, gigabytes, rates, sized
from chat.hear.claims import Claim
from chat.hear.denial import is_negated
from chat.hear.machine import Told, machine
from chat.hear.quantities import Quantity
from chat.hear.stated import COUNTED, Stated
from chat.hear.units import pattern
from rules.advice.named_machine import MOST_VCPUS, Named

MONTH = 30.0
_SEVERAL_DEVICES = 5
_KEEPING = ("drive", "data")
"""What keeps what devices report: it stands behind them."""
_LISTED = frozenset(("bytes", "m", "bandwidth", "cores"))
"""Units of what a list of a machine's figures says of it."""
_SPEC = re.compile(r"[ch]\d+g")
_CARDS_BEFORE = frozenset(("records", "things", "bare", "cards", "machines"))
_CARDS_BEHIND = frozenset(("bytes", "bare", "cards", "things", "records"))
_SUMMED: dict[str, Callable[[Iterable[float]], float]] = {
    "storage": sum,
    "traffic": sum,
    "rate": max,
    "bandwidth": max,
    "model": max,
}


def named_machine(told: Stated) -> None:
    """Keep a machine's cores and memory from every need."""
    found = fleet.several(told, machine(told.text))
    _keep_list(told)
    for quantity in told.said:
        inside = found is not None and found.start <= quantity.start < found.end
        if inside or quantity.unit == "cores" or _SPEC.match(told.text, quantity.end):
            told.used.add(quantity)
            if not found and _is_cores(told, quantity):
                told.load.spec = Told(Named(int(quantity.high), None), quantity.start, quantity.end)


def _keep_list(told: Stated) -> None:
    """Keep the figures of a list of what a machine has from every need, up to the end of its sentence."""
    listed = pattern("signs", "spec_list").search(told.text)
    if listed:
        ends = next((at for at in (told.text.find(mark, listed.end()) for mark in "。？") if at > 0), len(told.text))
        told.used.update(q for q in told.said if q.unit in _LISTED and listed.end() <= q.start < ends)


def _is_cores(told: Stated, quantity: Quantity) -> bool:
    """Tell whether a quantity says how many cores a machine has, and not that it has them not."""
    named = quantity.unit == "cores" and 1 <= quantity.high <= MOST_VCPUS
    return named and not is_negated(told.text, quantity.start, quantity.end)


def shared(told: Stated) -> None:
    """Hear that several programs are to share one machine: 全塞一台机上."""
    said = pattern("signs", "one_box").search(told.text)
    several = len({t.id for t in told.programs}) > 1
    if said and several and told.stands(said.start()) and not any(c.need == "machines" for c in told.load.claims):
        told.add("machines", 1, *said.span())


def cards(told: Stated) -> None:
    """Say back the cards: no need takes them, and their memory is no data."""
    for card in told.of_kind("card"):
        start, end = card.start, card.end
        for quantity in told.said:
            before = told.text[quantity.end : start] if quantity.end <= start else None
            if quantity.unit in _CARDS_BEFORE and before in ("", " "):
                start = quantity.start
            elif quantity.unit == "bytes" and before is not None and before.strip(" ") in ("", "的"):
                start = _counted(told, quantity)
            elif quantity.unit in _CARDS_BEHIND and end <= quantity.start <= end + 1:
                end = quantity.end
            else:
                continue
            told.used.add(quantity)
        told.load.unused.append((start, end))
        told.load.claims.append(Claim("purpose", "ai", start, end, weak=True))


def _counted(told: Stated, memory: Quantity) -> int:
    """Return where the words of a card begin whose memory is said before it: 两张 24g 的 p40."""
    many = [q for q in told.said if q.unit in _CARDS_BEFORE and told.text[q.end : memory.start] in ("", " ")]
    told.used.update(many)
    return many[0].start if many else memory.start


def reports(told: Stated) -> None:
    """Hear how often devices report."""
    told.said = rates.reporting(told.text, told.said)
    found = rates.of_devices(told.text, told.said)
    if found:
        value, quantities = found
        told.add("rate", value, quantities[0].start, quantities[0].end)
        told.used.update(quantities[1:])
    things = [q for q in told.said if q.unit == "devices" and q.high >= _SEVERAL_DEVICES]
    hinted = told.purpose is None or not (told.programs or told.known.get("purpose") or _says_purpose(told))
    if things and (hinted or (found and told.purpose in _KEEPING)):
        # What many devices connect to is for them, whatever else it is called.
        told.purpose = "iot"
        told.load.purpose = Claim("purpose", "iot", things[0].start, things[0].end)
        told.load.purposes = [told.load.purpose]
        told.add("purpose", "iot", things[0].start, things[0].end)


def _says_purpose(told: Stated) -> bool:
    """Tell whether a phrase says what it is for, and does not only hint at it."""
    return any(c.need == "purpose" and not c.weak and not c.negated for c in told.phrases)


def alone(told: Stated) -> None:
    """Hear every quantity that says one need by itself."""
    for quantity in told.said:
        reads = _READS.get(quantity.unit)
        if reads and quantity not in told.used:
            reads(told, quantity)


def _rate(told: Stated, quantity: Quantity) -> None:
    told.claim("rate", quantity.high, quantity)


def _records(told: Stated, quantity: Quantity) -> None:
    rate = rates.of_records(quantity)
    if rate is not None:
        told.claim("rate", rate, quantity)


def _machines(told: Stated, quantity: Quantity) -> None:
    # 一台服务器 is an article: one machine is a wish only in digits, or where several programs share it.
    both = pattern("signs", "both").search(told.text, quantity.end)
    of_people = pattern("signs", "circles").search(quantity.text.lower())  # two Discord servers are groups
    if not of_people and (quantity.high > 1 or told.typed(quantity).isdigit() or both):
        told.claim("machines", quantity.high, quantity)
    told.used.add(quantity)


def _model(told: Stated, quantity: Quantity) -> None:
    told.claim("model", quantity.high, quantity)
    if told.purpose in (None, "learning"):
        told.add("purpose", "ai", quantity.start, quantity.end)


def _bits(told: Stated, quantity: Quantity) -> None:
    if told.runs_model():
        told.claim("bits", quantity.high, quantity)


_READS: dict[str, Callable[[Stated, Quantity], None]] = {
    "rate": _rate,
    "records": _records,
    "things": _records,
    "bytes": sized.in_bytes,
    "m": sized.in_megabits,
    "bandwidth": sized.in_megabits,
    "machines": _machines,
    "parameters": _model,
    "bits": _bits,
}


def summed(told: Stated) -> None:
    """Join what several quantities say of one need: 视频 800G 和数据库 30G are kept together; of rates the highest counts."""
    for need, join in _SUMMED.items():
        alike = [c for c in told.load.claims if c.need == need]
        if len(alike) > 1:
            told.load.claims = [c for c in told.load.claims if c.need != need]
            told.add(need, join(c.value for c in alike), alike[0].start, alike[-1].end)


def each(told: Stated) -> None:
    """Hear what each of some people keeps as the whole: 60 个邮箱，每人 5G."""
    heads = [q.high for q in told.said if q.unit in COUNTED]
    for quantity in told.said:
        if heads and quantity.unit == "bytes" and quantity not in told.used and gigabytes.of_bytes(quantity) == "each":
            told.claim("storage", quantity.high * max(heads), quantity)


def reach(told: Stated) -> None:
    """Hear who connects, and in which format a model runs."""
    private = pattern("signs", "private").search(told.text)
    if private and told.stands(private.start()):
        told.add("reach", "private", *private.span())
    devices = next((q for q in told.said if q.unit == "devices"), None)
    if devices and told.purpose == "iot":
        told.add("reach", "devices", devices.start, devices.end)
    for written in told.formats[:1] if told.runs_model() else []:
        told.add("bits", written.bits, written.start, written.end)
