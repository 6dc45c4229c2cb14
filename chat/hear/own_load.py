"""Whether a text tells of a load of its writer's own: then a sum in it is what they would pay, nobody's price."""

from __future__ import annotations

from chat.hear.normal import Line
from chat.hear.quantities import Quantity, quantities
from chat.hear.things import things

_DONE = frozenset(("records", "things"))
"""What is done so many times a day is somebody's load: 每天 20 万页."""
_WHO = frozenset(("people", "devices", "seats", "mailboxes", "streams"))


def tells_load(line: Line) -> bool:
    """Tell whether a line of folded text names a program that will run or counts who will use it, and no seller."""
    named = things(line)
    if "\n" in line.original.strip() or any(t.kind == "vendor" for t in named):
        return False
    runs = any(t.kind == "program" and not t.negated for t in named)
    return runs or any(_is_load(q) for q in quantities(line, named))


def _is_load(quantity: Quantity) -> bool:
    """Tell whether a quantity is somebody's load: what is done so often a day, or who uses it; 3个IP are sold, nobody's visitors."""
    done = quantity.unit in _DONE and quantity.per is not None and quantity.per <= 1
    return done or (quantity.unit in _WHO and not quantity.text.lower().endswith("ip"))
