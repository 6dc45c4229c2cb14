"""What came of a message that only stated something while the advice was on screen: what turned out otherwise, what to mind now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chat.replies.case import Case, priced_from
from chat.replies.reply import JSON, Reply, Tap, cited, reply
from chat.replies.verdicts import aspects, same, verdict
from chat.words import headline
from chat.words.notes_json import notes
from chat.words.restored import as_it_is
from chat.words.wording import also_label, named_label

MOST_MINDED = 2
TOLD_OTHERWISE = ("about", "declined", "talk", "since")
"""What rides along where something else is answered, or nothing was changed by the message itself."""
SIZES = ("size", "price")


def came_of(case: Case) -> Reply | None:
    """Return what a change of the advice on screen came to; None where nothing was changed, or there was no advice yet."""
    before = None if {*case.said.riding} & {*TOLD_OTHERWISE} or case.said.unread else case.said.unchanged()
    if before is None or "purpose" not in before.needs:
        return None
    was = case.advise(before)
    # While questions go on an answer is followed by the next of them; what nobody asked for is answered all the same.
    answered = not case.found.ready and _answers(was, _names(case))
    # The first advice is news enough by itself.
    if answered or (case.found.ready and not was.found.ready):
        return None
    mind = _to_mind(was, case)
    rows = [*_verdict(was, case), *(case.say("changed_mind", text=row["text"]) for row in mind), *_asks(was, case)]
    body = {"was": verdict(was), "now": verdict(case)}
    sources = [*cited(mind), *priced_from(case.found.price)[:3]]
    return reply("changed", rows, sources=sources, figures=body, taps=_taps(was, case))


def _verdict(was: Case, case: Case) -> list[str]:
    """Return both verdicts in what differs; where nothing does, the one."""
    what = case.listed(_changed(was, case))
    if same(was, case):
        return [case.say("changed_same", what=what, verdict=headline.lean(case.found, case.lang, case.said.told))]
    mine, other = aspects(case), aspects(was)
    told = [name for name in mine if name == "price" or mine[name] != other.get(name)]
    return [
        case.say("changed_now", what=what, verdict=case.join(mine[name] for name in told)),
        case.say("changed_was", verdict=case.join(other.get(name, "") for name in told)),
    ]


def _changed(was: Case, case: Case) -> Iterable[str]:
    """Return what was changed, each thing as it stands now."""
    for name in _names(case):
        if name in case.said.needs:
            yield case.answer(name, case.said.needs[name])
        elif name == "spec" and case.said.spec:
            yield named_label(case.lang, case.said.spec)
        elif name == "also" and (new := _new_flags(was, case)):
            yield from new
        elif name != "said":
            yield as_it_is(case.said, name, case.lang)


def _new_flags(was: Case, case: Case) -> list[str]:
    return [also_label(case.lang, flag) for flag in case.said.also if flag not in was.said.also]


def _names(case: Case) -> list[str]:
    return [part.partition("-")[0] for part in case.said.riding["was"].split(",")]


def _answers(was: Case, names: Sequence[str]) -> bool:
    """Say whether a message answers the question on screen, and takes nothing back that was said."""
    return was.found.outlook.next in names and not any(name in was.said.needs for name in names)


def _to_mind(was: Case, case: Case) -> Sequence[JSON]:
    """Return the warnings that were not due before."""
    known = {row["rule"] for row in notes(was.found, was.lang, was.said.told)["warnings"]}
    rows = notes(case.found, case.lang, case.said.told)["warnings"]
    # Whether the money is enough the verdict says.
    return [row for row in rows if row["rule"] not in known and row["about"] != "budget"][:MOST_MINDED]


def _asks(was: Case, case: Case) -> list[str]:
    """Return the first question to the vendor that was not due before."""
    known = notes(was.found, was.lang)["ask_vendor"]
    rows = [text for text in notes(case.found, case.lang)["ask_vendor"] if text not in known]
    return [case.say("vendor_ask", text=text) for text in rows[:1]]


def _taps(was: Case, case: Case) -> list[Tap]:
    """Return the questions why what turned out otherwise did."""
    mine, other = aspects(case), aspects(was)
    flipped = [name for name in ("region", "product") if case.choice(name) != was.choice(name)]
    taps = [case.ask("why", {"act": "why", "decision": name}, choice=case.chosen(name)) for name in flipped]
    if any(mine.get(name) != other.get(name) for name in SIZES) and not flipped:
        taps.append(case.ask("why_size", {"act": "why", "decision": "size"}))
    return [*taps, case.ask("better_cost", {"act": "better", "toward": "cost"})][:2]
