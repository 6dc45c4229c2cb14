"""Whether a text tells of a load of its writer's own: then a sum in it is what they would pay, nobody's price."""

from __future__ import annotations

from chat.hear.normal import Line
from chat.hear.quantities import quantities
from chat.hear.things import things

_WHO = frozenset(("people", "devices", "seats", "mailboxes", "streams"))


def tells_load(line: Line) -> bool:
    """Tell whether a line of folded text names a program that will run or counts who will use it, and no seller."""
    named = things(line)
    if "\n" in line.original.strip() or any(t.kind == "vendor" for t in named):
        return False
    runs = any(t.kind == "program" and not t.negated for t in named)
    # 3个IP are sold, nobody's visitors.
    return runs or any(q.unit in _WHO and not q.text.lower().endswith("ip") for q in quantities(line, named))
