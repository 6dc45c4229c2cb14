"""Whether a text says what is wanted or what one has already: then it shows nobody's offer."""

from __future__ import annotations

import re

from chat.hear.offering.money import Sum, sums
from chat.hear.offering.vocabulary import vocabulary

_FIGURE = re.compile(r"\d ?(?:核|c|vcpus?|cores?|gb?|t|tb)(?: ?(?:of )?(?:memory|ram|内存|硬盘|盘|disk|storage))? ?≥")
_ABOUT = ("左右", "上下")


def is_wish(original: str, row: str) -> bool:
    """Tell whether a text says what is wanted or what one already has, rather than what somebody offers."""
    words = vocabulary()
    if words.wanted.search(row) or (words.owned.search(row) and "\n" not in original.strip()):
        return True
    return _FIGURE.search(words.least.sub("≥", row)) is not None or any(_is_limit(row, one) for one in sums(row))


def _is_limit(row: str, one: Sum) -> bool:
    """Tell whether a sum is what somebody would pay; about so much is what a vendor asks where one is named and doubted."""
    words = vocabulary()
    limit = words.limit.match(row, one.end)
    if limit and limit.group().endswith(_ABOUT):
        return not (words.asked.search(row) and words.kinds["vendor"].find(row))
    return bool(limit or words.ceiling.search(row[: one.start]))
