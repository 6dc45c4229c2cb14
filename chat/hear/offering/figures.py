"""The machine of an offer: cores, memory, disk, bandwidth and traffic, each figure by its unit and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from chat.hear.offering.vocabulary import vocabulary

_CORES = re.compile(
    r"(?<![\d.])(\d{1,3})[ -]?(?:x ?|个)?(?:(?:arm|amd|intel|epyc|ryzen|shared|dedicated|virtual|physical|arm-based|x86|xeon|fast|full|高频|独享|共享|个)[ -]?){0,2}"
    r"(?:核心|核|vcores?|vcpus?|cpu核|cpus?(?!:)|cores?|c(?=[ /,|，、]|\d|$|\n|-)|h(?=\d{1,3}g)|threads?(?= )|(?<= )(?:shared|dedicated)(?= ?[,，|/;\n]))"
)
_CPU = re.compile(
    r"(?:(?:v?cpu|processor|处理器|核数|核心数)s?(?:核数|数)?[:： ]{1,2}|cores?[:：] ?)(\d{1,3})(?![\d.]|g| ?x )"
)
_AMOUNT = re.compile(
    r"(?:(?<![\d.a-z])(\d{1,2}) ?x ?)?(?<![\d.])(?<!(?<!\d)[a-z])(?<!(?<![a-z])e-)(\d{1,6}(?:\.\d{1,3})?) ?(gbps|gbit/s|gbit|gb/s|mbps|mbit/s|mbit|mbits|mb/s|gib|gigs?|gbs?|g|tib|tbs?|t|mib|mbs?|m|兆)(?![a-z])"
)
_RATES = {
    "gbps": 1000.0,
    "gbit/s": 1000.0,
    "gbit": 1000.0,
    "gb/s": 1000.0,
    "mbps": 1.0,
    "mbit/s": 1.0,
    "mbit": 1.0,
    "mbits": 1.0,
    "mb/s": 1.0,
    "兆": 1.0,
}
_MEGA = ("m", "兆")
"""Units of the line or of memory, whichever is not there yet."""
_JOINT = re.compile(r"[ \-/,，、|_;；+x*的:：()（）]{0,3}")
_CARD = re.compile(r"(?<![a-z0-9])(?:[3-5]0[6-9]0|2080|[ahvlt]\d{1,3}s?|a\d000)(?: ?ti| super|d)? ?[,(（]?\Z")
_RANGE = re.compile(r" ?[-~] ?\d+(?:\.\d+)? ?(?:g|gb|t|tb|gbps|mbps)(?![a-z])")
_RANGE_TO = re.compile(r"\d ?(gbps|mbps|gb|tb|g|t) ?[-~] ?\Z")
_THREADS = re.compile(r"\dc/?\Z")
_WRITTEN = re.compile(r"(?:\d+(?:\.\d+)?(?:c|g|h|m|t|gb|tb|mb|核))*(?![a-z\d])")
"""How a machine written in one word goes on."""
_LED = re.compile(r"[ :：]{0,2}\d")
"""What a word that labels the figure behind it is followed by."""
_SMALL_MEGABYTES = 128
_MOST_MEMORY = 2048
_MOST_LOOSE_DISK, _TRAFFIC_TO_MEMORY = 200, 100
"""More gigabytes than these that nothing labels are traffic: 1 core 1 gig 500GB."""
_LED_BY = (("memory", "memory_gib"), ("disk", "disk_gib"), ("traffic_before", "traffic_gib"))
"""What an amount measures by the word before it; so many M are no traffic."""
_SIDE = 12
MOST_AMOUNTS = 40


@dataclass(frozen=True)
class Amount:
    """A figure in gigabytes or megabits with what it measures ("" where nothing beside it says)."""

    value: float
    start: int
    end: int
    unit: str
    what: str


def machine(text: str) -> dict[str, float]:
    """Return the figures of the machine that a folded text names first."""
    found: dict[str, float] = {}
    cores = _cores(text)
    if cores:
        found["vcpus"] = cores[0]
    amounts = list(_labelled(text))
    for amount in amounts:
        if amount.what and amount.what not in found:
            found[amount.what] = amount.value
    _assign(found, _ordered([a for a in amounts if not a.what], text, cores[2] if cores else None))
    return found


def _ordered(loose: list[Amount], text: str, cores_end: int | None) -> list[Amount]:
    """Put what stands right behind the cores first where it is the smaller: 50G 2核4G has 4 GB of memory."""
    beside = next((a for a in loose if cores_end is not None and _JOINT.fullmatch(text, cores_end, a.start)), None)
    if beside and beside.unit not in _MEGA and beside.value < loose[0].value:
        return [beside, *(a for a in loose if a is not beside)]
    return loose


def _cores(text: str) -> tuple[float, int, int] | None:
    hits = [m for m in (_CORES.search(text), _CPU.search(text)) if m]
    first = min(hits, key=lambda m: m.start(), default=None)
    return (float(first[1]), first.start(), first.end()) if first and 0 < int(first[1]) <= 512 else None


def _assign(found: dict[str, float], loose: list[Amount]) -> None:
    """Give what nothing labels to memory, then disk, then traffic, as listings do."""
    for amount in loose:
        if _is_rate(amount, found):
            found.setdefault("bandwidth_mbps", amount.value)
        elif "memory_gib" not in found and not amount.unit.startswith("t"):
            value = _megabytes(amount.value) if amount.unit in _MEGA else amount.value
            if value <= _MOST_MEMORY:
                found["memory_gib"] = value
        elif "disk_gib" not in found and 1 <= amount.value < _most_disk(found):
            found["disk_gib"] = amount.value
        elif "traffic_gib" not in found and amount.value >= found.get("disk_gib", 0):
            found["traffic_gib"] = amount.value


def _is_rate(amount: Amount, found: Mapping[str, float]) -> bool:
    """Tell whether so many M are of the line, not the megabytes of memory that stand behind the cores."""
    if amount.unit not in _MEGA:
        return False
    memory = "memory_gib" not in found and "vcpus" in found and amount.value >= _SMALL_MEGABYTES
    return not memory


def _most_disk(found: dict[str, float]) -> float:
    return max(_MOST_LOOSE_DISK, _TRAFFIC_TO_MEMORY * found.get("memory_gib", 1.0))


def _labelled(text: str) -> Iterator[Amount]:
    used = 0
    for m in islice(_AMOUNT.finditer(text), MOST_AMOUNTS):
        if _skipped(text, m):
            continue
        what, until = _what(text, m, used)
        used = max(used, until)
        if what != "nothing":
            times = int(m[1]) if m[1] and what in ("disk_gib", "") else 1
            yield Amount(_gigabytes(float(m[2]), _unit(m), what) * times, *m.span(), _unit(m), what)


def _unit(m: re.Match[str]) -> str:
    """Return the unit of an amount, of several as of one: 4 GBs."""
    return m[3].removesuffix("s") if m[3] in ("gbs", "tbs", "mbs") else m[3]


def _skipped(text: str, m: re.Match[str]) -> bool:
    """Tell whether a figure is one end of a range, the threads behind the cores or a name: 1G-10G, 8C/16T, RS 1000 G11."""
    if " " in m.group() and text[m.end() : m.end() + 1].isdigit():
        return True
    low = _RANGE_TO.search(text, max(0, m.start() - 8), m.start())
    ranged = _RANGE.match(text, m.end()) or (low and low[1][0] == m[3][0])
    threads = m[3] == "t" and _THREADS.search(text, max(0, m.start() - 3), m.start())
    return bool(ranged or threads) or _in_name(text, m)


def _in_name(text: str, m: re.Match[str]) -> bool:
    """Tell whether a figure is run together with what is no figure: epyc-1g1c16gn is a plan's name, 1c1g20g a machine."""
    joined = text[m.end() : m.end() + 1].isdigit()
    return joined and _WRITTEN.match(text, m.end()) is None


def _gigabytes(value: float, unit: str, what: str) -> float:
    if unit in _RATES:
        return value * _RATES[unit]
    if what == "bandwidth_mbps":
        return value * 1000 if unit in ("g", "gb") else value
    if unit[0] == "t":
        return value * 1000
    if unit in ("mb", "mib") or (unit == "m" and what in ("memory_gib", "disk_gib", "traffic_gib")):
        return _megabytes(value) if what != "traffic_gib" else value / 1000
    return value


def _megabytes(value: float) -> float:
    """Return megabytes as gigabytes: 768 MB is three quarters of one, 200 MB a fifth."""
    return value / 1024 if value % 64 == 0 else value / 1000


def _what(text: str, m: re.Match[str], used: int) -> tuple[str, int]:
    """Return what an amount measures, by its unit, the word behind it, the word before it, and where its word ends.

    A word that already labels the amount before it, up to `used`, labels no other: 60G硬盘 5M.
    """
    words, unit = vocabulary().words, _unit(m)
    behind = text[m.end() : m.end() + _SIDE]
    before = text[max(used, m.start() - _SIDE) : m.start()]
    after = next((name for name in ("nothing", "memory", "disk") if _starts(words[name], behind)), "")
    if after == "nothing" or _ends(words["nothing"], before) or _CARD.search(before):
        return "nothing", 0
    if unit in _RATES and not after:
        return "bandwidth_mbps", 0
    reach = _reach(words[after], behind) if after else 0
    if after and not (_by_side(unit, "", before) and _LED.match(behind, reach)):
        return f"{after}_gib", m.end() + reach
    return _by_side(unit, behind, before), 0


def _by_side(unit: str, behind: str, before: str) -> str:
    """Return what an amount measures by the words of the line and of disks beside it; "" where none says."""
    words = vocabulary().words
    if unit == "m" and (_starts(words["bandwidth"], behind) or _ends(words["bandwidth"], before)):
        return "bandwidth_mbps"
    if unit in ("g", "gb") and _starts(words["port"], behind):
        return "bandwidth_mbps"
    if unit not in ("m", "mb") and _starts(words["traffic"], behind):
        return "traffic_gib"
    led_by = _LED_BY if unit != "m" else _LED_BY[:-1]
    loose = "memory_gib" if unit == "mb" else ""
    return next((what for name, what in led_by if _ends(words[name], before)), loose)


def _reach(pattern: re.Pattern[str], behind: str) -> int:
    m = pattern.search(behind)
    return m.end() if m else 0


def _starts(pattern: re.Pattern[str], behind: str) -> bool:
    m = pattern.search(behind)
    # A word apart from the figure before it and joined to the one behind it labels that: 20G 流量500G.
    leads = m is not None and behind[0] == " " and behind[m.end() : m.end() + 1].isdigit()
    return bool(
        m
        and not leads
        and _JOINT.fullmatch(behind[: m.start()]) is not None
        and not set("\n,，、|;；/") & set(behind[: m.start()]) - ({"/"} if m.group().startswith("/") else set())
    )


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    hits = list(pattern.finditer(before))
    return bool(hits and re.fullmatch(r"[ :：为是约有达到共]{0,3}", before[hits[-1].end() :]))
