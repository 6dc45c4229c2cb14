"""What people take of the line, and how many a line carries."""

from __future__ import annotations

from chat.replies.case import Case
from chat.words.wording import number, option_label, value_label
from rules.answers import Answers
from rules.machine.curves import Curve
from rules.machine.load import growth
from rules.machine.stated import wanted
from rules.machine.workload import table

GIGABIT = 1000
MOST_PEOPLE = 1_000_000
KINDS = ("game", "meeting", "media")
"""What is told where nobody said what it is for: each counts people at once."""


def needed(case: Case) -> str:
    """Return what the load asks of the line and of the quota, by whom; of an unknown purpose by kinds, "" where nobody could tell."""
    size, purpose = case.found.size, case.found.answers.stated("purpose")
    if purpose is None:
        return _by_kinds(case)
    if not size.bandwidth_mbps:
        return ""
    people = case.found.answers.number("scale")
    who = case.say("line_who", people=_people(case, int(people)), each=_each(case, int(people))) if people else ""
    values = {"who": who or case.say("line_yours"), "mbps": number(size.bandwidth_mbps)}
    gigabytes = round(size.traffic_gb_month or 0)
    return case.say("topic_bandwidth" if gigabytes else "topic_bandwidth_bare", gb=number(gigabytes), **values)


def carried(case: Case, mbps: float) -> str:
    """Return how many people a line of so many Mbps carries; "" where the load says nothing of the line."""
    curve = _curve(case.found.answers)
    if case.found.answers.stated("purpose") is None or not curve.at(MOST_PEOPLE):
        return ""
    values = {
        "mbps": number(mbps),
        "people": _people(case, _most(curve, mbps)),
        "each": _each(case, _most(curve, mbps)),
    }
    if not _most(curve, mbps):
        more = {"one": number(curve.at(1)), "gigabit": _people(case, _most(curve, GIGABIT))}
        return case.say("line_carries_none", **values, **more)
    return case.say("line_carries", **values)


def enough(case: Case) -> str:
    """Return whether the line that somebody named carries the people they named; "" where either is missing."""
    mbps, people = case.found.answers.number("bandwidth"), case.found.answers.number("scale")
    curve = _curve(case.found.answers)
    if not mbps or not people or case.found.answers.stated("purpose") is None or not curve.at(MOST_PEOPLE):
        return ""
    takes = curve.at(people)
    values = {"people": _people(case, int(people)), "takes": number(round(takes, 1)), "mbps": number(mbps)}
    return case.say("line_enough" if takes <= mbps else "line_short", **values)


def _by_kinds(case: Case) -> str:
    """Return what as many people at once take, by what they may be doing."""
    people = case.found.answers.number("scale") or case.found.answers.number("concurrent")
    if not people:
        return ""
    found = [(one, _curve(Answers.of({"purpose": one})).at(people)) for one in KINDS]
    rows = case.pairs(
        (option_label(case.lang, "purpose", one), case.say("line_mbps", mbps=number(round(mbps))))
        for one, mbps in found
    )
    return case.say("line_kinds", n=number(int(people)), rows=rows)


def _curve(answers: Answers) -> Curve:
    """Return the Mbps by people, whatever line somebody named."""
    needs = {name: value for name, value in answers.needs.items() if name != "bandwidth"}
    return growth(wanted(Answers.of(needs, answers.also))).job.mbps


def _most(curve: Curve, mbps: float) -> int:
    """Return the most people that a line carries."""
    passed = curve.passes(mbps, MOST_PEOPLE)
    return MOST_PEOPLE if passed is None else passed - 1


def _people(case: Case, people: int) -> str:
    return value_label(case.lang, "scale", people, case.found.answers.stated("purpose"))


def _each(case: Case, people: int) -> str:
    """Return what each takes, where all are there at once; pages are looked at by turns."""
    if not people or "web" in table(str(case.found.answers.stated("purpose")), None):
        return ""
    mbps = _curve(case.found.answers).at(people) / people
    return case.say("line_each", mbps=number(round(mbps, 1 if mbps >= 1 else 2))) if mbps >= 0.01 else ""
