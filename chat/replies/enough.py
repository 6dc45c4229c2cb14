"""Is this enough: yes, no or just about, and the figure it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from chat.replies.case import Case, machine
from chat.replies.reply import JSON, Reply, cited, reply
from chat.words.wording import number, value_label

KINDS = ("mbps", "disk", "vram", "traffic", "ram")
ROWS = {
    "mbps": ("bandwidth", "uplink", "stream", "said-mbps", "traffic"),
    "disk": ("disk",),
    "vram": ("model",),
    "traffic": ("traffic",),
    "ram": (),
}
"""The steps of the arithmetic that an amount is held against, by its kind."""
LINE = ("bandwidth", "uplink", "stream", "said-mbps")
MONTH, BITS = 30 * 86400, 8000
"""Seconds of a month, and megabits of a GB."""
LEAST = 0.1
"""Mbps below which nothing is told apart."""
CALM = 4
"""A line of so many times the mean carries what comes unevenly over a month."""


def amount_of(ask: JSON) -> tuple[str, float | None] | None:
    """Return the kind and the amount that a question names, no amount where it asks how much; None where it does neither."""
    if ask.get("of") in KINDS:
        return str(ask["of"]), None
    for kind in KINDS:
        try:
            return kind, float(str(ask[kind]))
        except (KeyError, ValueError):
            continue
    return None


def answered(case: Case, body: Sequence[JSON], figures: JSON, kind: str, amount: float | None) -> Reply:
    """Answer whether an amount of a line, a disk, a card, memory or traffic is enough; without one how much it takes.

    `body`: the steps of the arithmetic, as the page has them.
    """
    told = [row for row in body if row["id"] in _rows_of(case, kind)]
    page = case.say("enough_page", machine=machine(case), money=case.money(case.found.price))
    first = how_large(case, kind) if amount is None else enough(case, kind, amount)
    rows = [first, *(case.sentence(row["text"]) for row in told), page]
    taps = [case.ask("why_size", {"act": "why", "decision": "size"})]
    return reply(
        "why",
        rows,
        sources=cited([*told, *body]),
        figures={**figures, kind: amount} if amount else figures,
        taps=taps,
    )


def enough(case: Case, kind: str, amount: float) -> str:
    """Return whether so many Mbps, or GB of disk, card memory or traffic a month, are enough, with the page's own figure."""
    if lacking := _lacking(case, kind):
        return lacking
    needed, page = _needed(case, kind), _page(case, kind)
    what = case.say(f"enough_{kind}", amount=number(amount))
    values = {"what": what, "who": _who(case, kind), "page": _unit(case, kind, page)}
    if needed is None:
        return case.say("enough_unknown_yes" if page and amount >= page else "enough_unknown_no", **values)
    # What goes out in a month the page does not order: it comes of what is said.
    return case.say_for(f"enough_{_verdict(amount, needed, page)}", kind, need=_unit(case, kind, needed), **values)


def _lacking(case: Case, kind: str) -> str:
    """Return that there is none of it to be enough: no card, no disk; "" where there is."""
    if kind == "vram" and not case.found.size.gpu_memory_gib:
        return case.say("enough_cardless", machine=machine(case))
    return case.say("enough_diskless", machine=machine(case)) if kind == "disk" and case.sold.kind == "pages" else ""


def _verdict(amount: float, needed: float, page: float) -> str:
    """Return no, just or yes; what the page gives will do, though a little more would be comfortable."""
    least = min(needed, page) if page else needed
    return "no" if amount < least else "just" if amount < max(needed, page) else "yes"


def how_large(case: Case, kind: str) -> str:
    """Return how much of it is needed, and what the page has."""
    if lacking := _lacking(case, kind):
        return lacking
    needed, page = _needed(case, kind), _page(case, kind)
    values = {"what": case.say(f"much_{kind}"), "machine": machine(case), "page": _unit(case, kind, page)}
    if not page:
        return case.say("much_none", **values)
    if needed is None or kind == "traffic":
        return case.say("much_bare", **values)
    return case.say("much", need=_unit(case, kind, needed), who=_who(case, kind), **values)


def machine_enough(case: Case) -> str:
    """Return that the machine advised is enough for what was said, with what that takes."""
    needed = case.found.size.needed
    if max(case.sold.least, case.found.size.machines) > 1:
        return case.say("enough_several", machine=machine(case))
    if not needed.get("memory_gib") or case.sold.serverless:
        return case.say("enough_any", machine=machine(case))
    values = {"need": number(needed["memory_gib"]), "cores": number(needed.get("vcpus", 1))}
    return case.say("enough_machine", machine=machine(case), **values)


def _rows_of(case: Case, kind: str) -> tuple[str, ...]:
    """Return the steps of the arithmetic that say more of an amount; of a disk that keeps nothing of its own none does."""
    kept = next((step.inputs.get("kept_gib") for step in case.found.size.steps if step.id == "disk"), None)
    return () if kind == "disk" and not kept else ROWS[kind]


def _unit(case: Case, kind: str, amount: float) -> str:
    return f"{number(round(amount, 2))} {'Mbps' if kind == 'mbps' else 'GB'}"


def _page(case: Case, kind: str) -> float:
    """Return what the page has of it."""
    size = case.found.size
    had = {"mbps": size.bandwidth_mbps, "disk": size.disk_gib, "vram": size.gpu_memory_gib, "ram": size.memory_gib}
    had["traffic"] = _traffic(case)
    return float(had[kind] or 0)


def _needed(case: Case, kind: str) -> float | None:
    """Return what was worked out before it was rounded up to a size; None where nothing said tells."""
    reads = {"mbps": _line, "disk": _disk, "traffic": _traffic}
    if kind in reads:
        return reads[kind](case)
    return case.found.size.needed.get("gpu_memory_gib" if kind == "vram" else "memory_gib") or None


def _line(case: Case) -> float | None:
    found = next((step.result for step in case.found.size.steps if step.id in LINE), None)
    return float(found) if isinstance(found, int | float) else _mean(case)


def _disk(case: Case) -> float | None:
    inputs = next((step.inputs for step in case.found.size.steps if step.id == "disk"), {})
    return sum(float(one) for one in inputs.values()) or None


def _traffic(case: Case) -> float | None:
    return case.found.size.traffic_gb_month or None


def _mean(case: Case) -> float | None:
    """Return the Mbps that carry a month's traffic though it comes unevenly; None where nobody knows of any."""
    sent = _traffic(case)
    return max(LEAST, round(sent * BITS / MONTH * CALM, 1)) if sent else None


def _who(case: Case, kind: str) -> str:
    """Return whose load it is, as it reads on a chip."""
    people = case.found.answers.number("scale")
    if kind == "disk":
        return case.say("enough_disk_yours")
    if kind in ("vram", "ram") or not people:
        return case.say("enough_yours")
    return value_label(case.lang, "scale", int(people), case.found.answers.stated("purpose"))
