"""Whether a text tells of a load of its writer's own: then a sum in it is what they would pay, nobody's price."""

from __future__ import annotations

from chat.hear.normal import Line
from chat.hear.quantities import quantities
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
    # 3个IP are sold, nobody's visitors.
    found = quantities(line, named)
    works = any(q.unit in _DONE and q.per is not None and q.per <= 1 for q in found)
    return runs or works or any(q.unit in _WHO and not q.text.lower().endswith("ip") for q in found)
