"""What each lot costs as one product in one place, priced when it is first looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.machine.lots import Lot
from rules.price.least import Edges, edges_told
from rules.price.ordering import Use


class Prices(dict[int, Edges]):
    """The edges of a lot, by its place, as one product in one place; each is worked out when it is first looked up."""

    def __init__(self, lots: Sequence[Lot], budget: float | None, what: tuple[str, str, str, str, Use, date]) -> None:
        """Take the lots, the budget if there is but one, and the product, region, vendor, filing, use and day."""
        super().__init__()
        self._lots, self._budget, self._what = lots, budget, what

    def __missing__(self, lot: int) -> Edges:
        product, region, vendor, filing, use, on = self._what
        found = self[lot] = edges_told(self._budget, product, self._lots[lot], region, vendor, filing, use, on)
        return found
