"""What an offer's line is by its name: good on the way to the mainland, or the ordinary one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

TUNED = ("gia", "9929", "cmin2")
"""Lines that carry people in the mainland well wherever they end."""
GOOD = (*TUNED, "cn2", "cmi", "bgp", "三网", "优化", "4837", "iplc", "iepl")
"""Lines that are no slow way to the mainland."""
ORDINARY = ("nco", "international", "国际", "非直连", "绕路", "普通线路")
"""Lines that are one, whatever else is said of them."""


def runs_on(offer: Mapping[str, object], lines: Collection[str]) -> bool:
    """Say whether the line an offer is sold with is one of these."""
    said = str(offer.get("line") or "").lower()
    return any(line in said for line in lines)
