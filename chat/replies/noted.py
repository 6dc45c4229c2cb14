"""What the same message changed, where it bears on what it asks: a budget, whether it is enough; a load, what it now takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chat.replies import free, line
from chat.replies.case import Case
from chat.words import money_said, size_json
from chat.words.wording import begun, size_label

COUNTS = ("scale", "concurrent", "rate", "storage", "traffic", "bandwidth")
"""Needs that say how much of something there is."""


def noted(case: Case, acts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what to say of the answers that the message changed, before what it asks is answered by `acts`."""
    if "since" in case.said.riding:
        return []
    names = [part.partition("-")[0] for part in case.said.riding.get("was", "").split(",")]
    rows = [*_machine(case, names, acts), *[_load(case, name, acts) for name in names if _counted(case, name)][:1]]
    rows += [_budget(case)] if "budget" in names and not any(_of_money(act) for act in acts) else []
    return [begun(text) for text in rows if text]


def _of_money(act: Mapping[str, Any]) -> bool:
    """Say whether an answer tells by itself whether the money is enough."""
    return act["act"] == "cost" or "budget" in (act.get("needs") or ())


def _counted(case: Case, name: str) -> bool:
    return name in COUNTS and name in case.said.needs


def _machine(case: Case, names: Sequence[str], acts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return whether a machine that was named is enough, beside a question of something else."""
    of_size = any(act.get("decision") == "size" or act.get("toward") == "size" for act in acts)
    if of_size or "spec" not in names or not case.said.spec:
        return []
    return [size_json.named(case.found, case.said.spec, case.lang, case.said.told)["text"]]


def short_of(case: Case) -> str:
    """Return that a budget is not enough, and for what; "" where it is, or nobody can tell."""
    within = money_said.within(case.found, case.said.told)
    return _budget(case) if within is False else ""


def _budget(case: Case) -> str:
    value = case.found.answers.stated("budget")
    within = money_said.within(case.found, case.said.told)
    if free.nothing_to_spend(value):
        return free.free(case)
    if value is None or within is None:
        return ""
    if within and not money_said.barely(case.found, case.said.told):
        return case.say("noted_enough", budget=case.answer("budget", value))
    return case.say(
        "noted_barely" if within else "noted_short",
        budget=case.answer("budget", value),
        money=case.money(case.found.price),
    )


def _load(case: Case, name: str, acts: Sequence[Mapping[str, Any]]) -> str:
    if any("enough" in act for act in acts) and (told := _copes(case, name)):
        return told
    if name == "bandwidth" and (told := line.carried(case, float(case.said.needs[name]))):
        return case.sentences([told, line.enough(case)])
    values = {"what": case.answer(name, case.said.needs[name]), "money": case.money(case.found.price)}
    if case.sold.serverless or not case.found.size.vcpus:
        return case.say("noted_load_bare", **values)
    now = case.say("noted_load", size=size_label(case.lang, case.found.size), **values)
    return case.sentences([now, _before(case, name)])


def _copes(case: Case, name: str) -> str:
    """Return whether the machine on screen before carries the load just named; "" where there was none."""
    was = _was(case)
    if was is None or case.sold.serverless or not case.found.size.vcpus:
        return ""
    now, before = case.found.size, was.found.size
    grown = now.memory_gib > before.memory_gib or now.vcpus > before.vcpus or now.machines > before.machines
    key = "copes_not" if grown else "copes" if now.id == before.id else "copes_smaller"
    return case.say(
        key,
        what=case.answer(name, case.said.needs[name]),
        size=size_label(case.lang, now),
        money=case.money(case.found.price),
        was=size_label(case.lang, before),
        wasmoney=was.money(was.found.price),
    )


def _was(case: Case) -> Case | None:
    """Return the case before the message; None where nothing was on screen, or no server."""
    said = case.said.unchanged()
    if said is None or not said.needs or said.needs.get("purpose") != case.said.needs.get("purpose"):
        return None
    was = case.advise(said)
    return None if was.sold.serverless or not was.found.size.vcpus else was


def _before(case: Case, name: str) -> str:
    """Return what it was before the message; "" where nothing was on screen, or no server."""
    was = _was(case)
    if was is None:
        return ""
    said = was.said
    value, size = said.needs.get(name), size_label(case.lang, was.found.size)
    same = size == size_label(case.lang, case.found.size)
    if value is None:
        return "" if same else case.say("noted_was_unsaid", size=size, money=was.money(was.found.price))
    key = "noted_was_same" if same else "noted_was"
    return case.say(key, what=was.answer(name, value), size=size, money=was.money(was.found.price))
