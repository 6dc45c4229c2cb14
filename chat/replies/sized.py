"""Another size than the one worked out: what it lacks or leaves idle, and what it costs."""

from __future__ import annotations

from dataclasses import replace

from chat.replies.case import Case
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.words import size_json
from chat.words.wording import named_label, size_label
from rules.advice.named_machine import Named, read_named


def sized(case: Case, act: str, choice: str) -> Reply:
    """Answer about a machine named as 2c4g, 4g or 8c."""
    machine = read_named(choice)
    if machine is None or not (machine.vcpus or machine.memory_gib):
        return reply(
            act,
            [case.say("size_unknown", choice=choice[:20])],
            taps=[case.ask("why_size", {"act": "why", "decision": "size"})],
        )
    body = size_json.named(case.found, machine, case.lang, case.said.told)
    key = "size_priced" if body["fit"] == "same" else "size_mine"
    mine = case.say(key, size=size_label(case.lang, case.found.size), money=case.money(case.found.price))
    rows = [body["text"], _known(case, machine), mine]
    rows += [case.sentence(row["text"]) for row in size_json.sizing(case.found, case.lang) if row["id"] != "class"]
    # Nobody takes what they have.
    taken = machine == case.said.spec or body["fit"] == "same"
    taps = [*([] if taken else [_take(case, machine)]), case.ask("why_size", {"act": "why", "decision": "size"})]
    sources = [*body["sources"], *size_json.cited(case.found, case.lang)]
    values = {name: body[name] for name in ("spec", "fit", "low", "high")}
    return reply(act, rows, sources=sources, figures={"decision": "size", "choice": choice, **values}, taps=taps)


def row_of(case: Case, machine: Named) -> JSON | None:
    """Return the size beside the chosen one that a named machine is, as the advice prices it."""
    for row in size_json.sizes(case.found, case.lang, case.said.told):
        if machine.memory_gib == row["memory_gib"] and machine.vcpus in (None, row["vcpus"]):
            return row
    return None


def _known(case: Case, machine: Named) -> str:
    row = row_of(case, machine)
    if row is None or row["chosen"]:
        return ""
    return case.say("size_priced", size=named_label(case.lang, machine), money=case.money(row))


def _take(case: Case, machine: Named) -> Tap:
    return Tap(
        case.say("tap_take", what=named_label(case.lang, machine)),
        replace(case.said, spec=machine, riding={}, unread=0),
    )
