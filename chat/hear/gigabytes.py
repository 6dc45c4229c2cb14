"""What gigabytes and megabits are of: data kept, data sent, memory, bandwidth, or nothing a need can take."""

from __future__ import annotations

import re
from functools import lru_cache

from chat.hear.quantities import Quantity
from chat.hear.units import language, one_of, pattern, subject

MONTH = 30.0
MOST_MEMORY_BESIDE_A_MACHINE = 256
_OF_NO_NEED = ("piece", "bitrate", "video")
_ADJACENT = 3
_JOINTS = " >=<:：≥约"
_OF_ANOTHER = re.compile(r"(?:^|[\d ])(?:g|gb|t|tb|m|mb|gigs?|兆) ?的?[^\d，。a-z]{0,8}[ >=:：约]{0,3}$")
_IN_MEGABITS = re.compile("mb?$")
_NETWORK = re.compile(r" ?(?:手机|网络|基站|套餐|信号|时代|phone|network|router|modem|hotspot|wifi|频段|app)")
_EACH_TIME = re.compile(
    r"(?<![a-z])each (?!(?:of|for|and|with|in|on|at|is|to|user|person|member|mailbox|account|employee|student|teacher|client|customer|colleague|kid|child|tenant|team|family)s?(?![a-z]))[a-z]+"
)
"""How much comes anew with each of what happens again and again, nobody's share: 4 GB each concert, 9 GB each term."""
_OF_A_STREAM = re.compile(" ?的?(?:(?:video )?(?:stream|feed)(?![a-z])|码流|视频流|推流)")
_CORES_BEFORE = re.compile(r"(?:核心?|cores?|vcores?|v?cpus?)[ ，/+]{0,2}$")
_CORES_BEHIND = re.compile(r"[ ，/+]{0,2}(?:核|v?cores?|v?cpus?)(?![a-z])")


def of_bytes(quantity: Quantity) -> str | None:
    """Return what so many GB are of: storage, traffic, memory, each (per head), name (a part of one, 5G), or None: no need can take it."""
    if quantity.high == 5 and _NETWORK.match(quantity.right):
        return "name"
    about = _nearest(quantity)
    if about in _OF_NO_NEED or (about != "traffic" and _comes_anew(quantity)):
        return None
    if about == "bandwidth" and _IN_MEGABITS.search(quantity.text.lower()):
        return about
    if _is_small(quantity) and _is_of_machine(quantity):
        return "memory"
    return "each" if about == "each" or _speaks_of("each", quantity) else _of_all(quantity, about)


def _comes_anew(quantity: Quantity) -> bool:
    """Tell whether so much comes again and again: a rate of growth, not what is kept."""
    return _speaks_of("growth", quantity) or bool(_EACH_TIME.search(quantity.around))


def _of_all(quantity: Quantity, about: str | None) -> str | None:
    """Return what so many GB are of that are not each one's: memory, sent by the month, or kept."""
    if about == "memory":
        return "memory"
    if about == "traffic" or (quantity.per == MONTH and about != "kept"):
        return "traffic"
    if quantity.per is not None and quantity.per < MONTH:
        return None
    of_machine = about == "machine" and _is_small(quantity) and not _speaks_of("kept", quantity)
    return "memory" if of_machine else "storage"


def _speaks_of(name: str, quantity: Quantity) -> bool:
    """Tell whether a subject is named anywhere beside a quantity."""
    return pattern("subjects", name).search(quantity.around) is not None


def _is_small(quantity: Quantity) -> bool:
    """Tell whether a machine may have so much memory."""
    return quantity.high <= MOST_MEMORY_BESIDE_A_MACHINE


def _is_of_machine(quantity: Quantity) -> bool:
    """Tell whether its machine or the cores stand straight beside it: 2G 的云服务器, 双核 4G, 4gb vps."""
    beside = _CORES_BEFORE.search(quantity.left) or _CORES_BEHIND.match(quantity.right)
    return bool(beside or _straight_behind().match(quantity.right))


@lru_cache(maxsize=1)
def _straight_behind() -> re.Pattern[str]:
    return re.compile(f" ?的? ?(?:云|小|轻量|cloud )?(?:{one_of(language()['subjects']['machine'])})")


def of_megabits(quantity: Quantity) -> str | None:
    """Return what so many M are of: bandwidth, memory, storage, or None."""
    about = _nearest(quantity)
    if about in ("piece", "bitrate", "each") or _speaks_of("bitrate", quantity) or _OF_A_STREAM.match(quantity.right):
        return None
    if about == "memory":
        return "memory"
    before = subject(quantity.left, last=True)
    if quantity.unit == "bandwidth" or (before and before[0] == "bandwidth" and before[1] <= _ADJACENT):
        return "bandwidth"  # 2G 带宽1M 系统盘50G: so many M are of the line wherever it stands beside them
    if about in ("kept", "traffic"):
        return "storage" if about == "kept" else "traffic"
    return "bandwidth"


def _is_its_own(left: str, away: int) -> bool:
    """Tell whether the word before an amount stands straight before it and is not that of an amount before: 60G硬盘 5M."""
    gap = left[len(left) - away :]
    return away <= _ADJACENT and not gap.strip(_JOINTS) and not _OF_ANOTHER.search(left)


def _nearest(quantity: Quantity) -> str | None:
    """Return the subject nearest to a quantity: straight behind it, else before it, else further behind."""
    behind, before = subject(quantity.right), subject(quantity.left, last=True)
    if behind and before and _is_its_own(quantity.left, before[1]):
        return before[0]  # 流量 500G 硬盘 100G: what stands behind is of the next
    if behind and behind[1] <= _ADJACENT:
        return behind[0]
    if behind and before:
        return min((behind, before), key=lambda s: s[1])[0]
    return (before or behind or (None,))[0]
