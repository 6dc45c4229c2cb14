"""Whether a thing is needed in this case: the verdict first, why, what it would cost, what would change it."""

from __future__ import annotations

from typing import Any

from chat.replies import points
from chat.replies.case import Case, machine, price_of, priced_from
from chat.replies.reply import JSON, Reply, cited, reply
from chat.words import bill_json, notes_json
from chat.words.wording import number, value_label
from knowledge import load
from knowledge.wanted import Row, Wanted
from knowledge.wanted import wanted as things


def wanted(case: Case, name: str) -> Reply:
    """Answer whether the thing of that name is needed; raises KeyError for one there is no row of."""
    thing = things()[name]
    if thing.choice is not None:
        return _choice(case, thing, *thing.choice)
    row, note = _row(case, thing)
    first = _first(case, thing, row, note)
    rests = load().snippets[row.rests_on].cites if row.rests_on else ()
    sources = [*cited([note] if note else []), *_sources(case, (*row.cites, *rests))]
    figures = {"topic": name, "needed": row.verdict}
    return reply(
        "topic",
        [first],
        sources=sources or case.cited([*_runtime(case), *_product(case)]),
        figures=figures,
        taps=_taps(case, thing),
    )


def verdict(case: Case, name: str) -> str:
    """Return whether the thing of that name is needed, in a sentence or two; for things that are no choice of a decision."""
    thing = things()[name]
    return _first(case, thing, *_row(case, thing))


def _first(case: Case, thing: Wanted, row: Row, note: JSON | None) -> str:
    return case.say(f"wanted_{row.verdict}", label=thing.label[case.lang], text=_filled(case, row, note))


def _row(case: Case, thing: Wanted) -> tuple[Row, JSON | None]:
    """Return the first row that holds, with the note of the page that it says."""
    page = notes_json.notes(case.found, case.lang, case.said.told)
    notes: list[JSON] = [*page["order"], *page["steps"], *page["warnings"]]
    for row in thing.rows:
        note = next((one for start in row.noted for one in notes if one["rule"].startswith(start)), None)
        if row.holds(case.found.decided.case) and (note is not None or not row.noted):
            return row, note
    raise LookupError("the last row always holds")


def _filled(case: Case, row: Row, note: JSON | None) -> str:
    """Return what a verdict says, of this case."""
    values = {
        "note": _noted(case, note) if note else "",
        "line": _load(case),
        "machine": machine(case),
        "product": case.chosen("product"),
        "runtime": case.chosen("runtime"),
        "why": "".join(points.sentences(case, _product(case))),
        "reason": "".join(points.sentences(case, _runtime(case))),
    }
    return row.text[case.lang].format_map(values)


def _load(case: Case) -> str:
    """Return what the load sends in a month, by whom; that it is little where nobody can tell."""
    people, sent = case.found.answers.number("scale"), case.found.size.traffic_gb_month
    if not people or not sent:
        return case.say("wanted_line")
    who = value_label(case.lang, "scale", int(people), case.found.answers.stated("purpose"))
    return case.say("wanted_load", people=who, gb=number(round(sent)))


def _runtime(case: Case) -> list[Any]:
    return points.pro(case, "runtime", case.choice("runtime"))[:1]


def _product(case: Case) -> list[Any]:
    return points.pro(case, "product", case.choice("product"))[:1]


def _noted(case: Case, note: JSON) -> str:
    """Return a note in one breath: what to choose or do, then why."""
    said = note.get("choose") or note.get("title")
    return case.sentences([case.sentence(said) if said else "", note["text"]])


def _sources(case: Case, cites: tuple[str, ...]) -> list[JSON]:
    return [row for row in bill_json.sources(cites, case.lang) if row["url"]]


def _choice(case: Case, thing: Wanted, decision: str, choice: str) -> Reply:
    """Answer of a thing that is a choice of its own: needed where it was taken."""
    taken = case.choice(decision) == choice
    rules = points.pro(case, decision, choice)[:1] if taken else points.contra(case, decision, choice)[:1]
    # Where nothing speaks against it, what speaks for the other says why that is enough.
    rules = rules or points.pro(case, decision, case.choice(decision))[:1]
    text = "".join(points.sentences(case, rules)) or points.loss(case, decision, choice)[0]
    verdict = "yes" if taken else "no"
    first = case.say(f"wanted_{verdict}", label=thing.label[case.lang], text=case.sentence(text))
    mine = case.say(
        "wanted_mine", machine=machine(case), runtime=case.chosen("runtime"), money=case.money(case.found.price)
    )
    back, taps = ("", []) if taken else points.way_back(case, decision, choice)
    price = None if taken else price_of(case, decision, choice)
    rows = [first, mine, points.price_line(case, decision, choice) if price else "", back]
    sources = [*case.cited(rules), *(priced_from(price)[:3] if price else [])]
    figures = {"topic": thing.topic, "needed": verdict, "decision": decision, "choice": choice}
    return reply("topic", rows, sources=sources, figures=figures, taps=[*taps, *_taps(case, thing)])


def _taps(case: Case, thing: Wanted) -> list[Any]:
    return [case.topic(thing.topic)]
