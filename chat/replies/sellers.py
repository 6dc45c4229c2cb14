"""Who sells an offer, as far as is known."""

from __future__ import annotations

from chat.replies.vendor import plans_of
from chat.said.marks import tables
from rules.advice.offer import Seller


def kind_of(name: str) -> str:
    """Return whether a vendor is big or small; "" where nobody knows."""
    return seller(name).kind if name and (plans_of(name) or _listed(name)) else ""


def _listed(name: str) -> Seller | None:
    """Return a seller the catalogue has no plan of."""
    plain = name.lower()
    return next(
        (
            Seller(kind, (), home)
            for kind, homes in tables()["sellers"].items()
            for home, names in homes.items()
            if plain in names
        ),
        None,
    )


def seller(name: str | None) -> Seller:
    """Return what is known of a vendor as somebody writes it."""
    if not name:
        return Seller()
    listed = _listed(name)
    plans = plans_of(name)
    if not plans:
        return listed or Seller("small")
    regions = tuple(dict.fromkeys(region for plan in plans for region in plan.regions))
    home = listed.home if listed else "mainland" if "mainland" in regions else ""
    return Seller(plans[0].vendor_kind, regions, home)
