"""These side by side for this case, and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from chat.replies import billing, owns, points
from chat.replies.case import Case, figures, price_of, priced_from
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.replies.sized import row_of
from chat.replies.why import why
from chat.words import size_json
from chat.words.wording import begun, named_label, number, phrase, size_label
from knowledge import load
from rules.advice.advising import PRICED
from rules.advice.named_machine import Named, read_named
from rules.advice.named_machine import compare as compare_named
from rules.advice.priced import Priced
from rules.argument.model import Argument

MOST = 4


def compare(case: Case, ask: JSON) -> Reply:
    """Answer which of two or more choices of one decision."""
    decision, named = str(ask.get("decision")), list(dict.fromkeys(ask.get("choices") or []))[:MOST]
    if decision == "size":
        return _sizes(case, named)
    known = {one.value for one in load().decisions[decision].choices} if decision in load().decisions else set()
    choices = [one for one in named if one in known]
    if not choices:
        return why(case, ask)
    return _choices(case, decision, choices)


@dataclass(frozen=True)
class _Side:
    """One of them: what speaks against it, the rules that say so, its price, and whether it is ruled out."""

    choice: str
    label: str
    text: str
    rules: list[Argument]
    price: Priced | None
    possible: bool

    def as_json(self, case: Case, decision: str) -> JSON:
        """Return it with its figures."""
        priced = figures(self.price) if self.price else {}
        return {"choice": self.choice, **priced, "veto": case.verdict(decision).worst_veto(self.choice)}


def _choices(case: Case, decision: str, choices: list[str]) -> Reply:
    best = min(choices, key=case.verdict(decision).standings.index)
    sides = [_side(case, decision, choice, best=choice == best) for choice in choices]
    cited = case.cited(rule for side in sides for rule in side.rules)
    told = _told(case, decision, best, sides)
    return reply(
        "compare",
        told,
        sources=[*cited, *owns.cited(case, decision, choices, told), *priced_from(case.found.price)[:2]],
        figures={
            "decision": decision,
            "choices": [side.as_json(case, decision) for side in sides],
            "choice": case.choice(decision),
        },
        taps=_taps(case, decision, choices)[:3],
    )


def _told(case: Case, decision: str, best: str, sides: Iterable[_Side]) -> list[str]:
    """Return the answer, then what each costs, then what each of the others is good at and what speaks against it."""
    good = points.pro(case, decision, best)[:1]
    why_best = points.sentences(case, good) or [case.say("side_own", own=points.own(case, decision, best))]
    prices = [text for side in sides for text in _priced(case, decision, side) if text]
    same = case.say("price_same", money=case.money(case.found.price)) if decision == "runtime" else ""
    sums = case.sentence(begun(phrase(case.lang, "page.semicolon").join(prices))) if prices else same
    return [
        case.sentences([_which(case, decision, best), sums]),
        case.sentences(why_best),
        *(_other(case, decision, side) for side in sides if side.choice != best),
    ]


def _other(case: Case, decision: str, side: _Side) -> str:
    """Return what one of the others is good at, and what speaks against it."""
    row = case.say("side_good", label=side.label, own=points.own(case, decision, side.choice))
    return case.sentences([row, case.say("side_but", text=side.text) if side.text else ""])


def _taps(case: Case, decision: str, choices: Iterable[str]) -> list[Tap]:
    why_this = case.ask("why", {"act": "why", "decision": decision}, choice=case.chosen(decision))
    others = (one for one in choices if one != case.choice(decision))
    return [why_this, *(tap for one in others for tap in points.way_back(case, decision, one)[1])]


def _priced(case: Case, decision: str, side: _Side) -> list[str]:
    """Return what is to be said of the price of one of them, without its full stop."""
    if decision == "billing":
        return [billing.priced(case, side.choice).rstrip("。.")]
    if decision not in PRICED:
        return []
    if not side.possible:
        return [case.say("ruled_out", label=side.label)]
    return [case.say("priced", label=side.label, money=case.money(side.price))] if side.price else []


def _side(case: Case, decision: str, choice: str, *, best: bool) -> _Side:
    against = [] if best else points.contra(case, decision, choice)[:1]
    rules = points.pro(case, decision, choice)[:1] if best else against
    possible = points.possible(case, decision, choice)
    price = price_of(case, decision, choice) if possible else None
    text = case.text(against[0]) if against else ""
    return _Side(choice, case.label(decision, choice), text, rules, price, possible)


def _which(case: Case, decision: str, best: str) -> str:
    chosen = case.choice(decision)
    if best == chosen:
        return case.say_for("pick", decision, choice=case.label(decision, best))
    return case.say("pick_neither", best=case.label(decision, best), choice=case.label(decision, chosen))


def _sizes(case: Case, names: Iterable[str]) -> Reply:
    compared = [_machine(case, machine) for machine in _machines(names)]
    if not compared:
        return why(case, {"act": "why", "decision": "size"})
    mine = _pick(case, [*_machines(names)])
    texts, bodies, cited = zip(*compared, strict=True)
    return reply(
        "compare",
        [mine, *texts],
        sources=[*size_json.cited(case.found, case.lang), *chain(*cited)],
        figures={"decision": "size", "choices": list(bodies)},
        taps=[case.ask("why_size", {"act": "why", "decision": "size"})],
    )


def _pick(case: Case, machines: Sequence[Named]) -> str:
    """Return which of the machines named, the least that is enough; beside the size of the page where that is another."""
    fits = {machine: compare_named(machine, case.found).fit for machine in machines}
    enough = [one for one in machines if fits[one] in ("same", "large")]
    values = {"size": size_label(case.lang, case.found.size), "money": case.money(case.found.price)}
    if {*fits.values()} & {"idle", "card"} or any(_is_page(case, one) for one in enough):
        return case.say("pick_size", **values)
    if not enough:
        return case.say("pick_size_none", **values)
    least = min(enough, key=lambda one: ((one.memory_gib or 0), (one.vcpus or 0)))
    need = number(case.found.size.needed.get("memory_gib", 0))
    return case.say("pick_size_of", label=named_label(case.lang, least), need=need, **values)


def _is_page(case: Case, machine: Named) -> bool:
    """Say whether a machine named is the size of the page, as far as it was named."""
    size = case.found.size
    return (machine.memory_gib or size.memory_gib) == size.memory_gib and (machine.vcpus or size.vcpus) == size.vcpus


def _machines(names: Iterable[str]) -> Iterator[Named]:
    """Yield the machines among names that say a size."""
    for name in names:
        machine = read_named(name)
        if machine and (machine.vcpus or machine.memory_gib):
            yield machine


def _machine(case: Case, machine: Named) -> tuple[str, JSON, Sequence[JSON]]:
    """Return what is to be said of a machine beside the size, its figures and its sources; the advice's own price goes first."""
    found, priced = size_json.named(case.found, machine, case.lang, case.said.told), row_of(case, machine)
    ends = priced or found
    body = {"spec": found["spec"], "fit": found["fit"], "low": ends["low"], "high": ends["high"]}
    if priced is None:
        return found["text"], body, found["sources"]
    label, money = named_label(case.lang, machine), case.money(priced)
    return case.say("side_size", label=label, money=money, text=found["text"]), body, found["sources"]
