"""Why not that: what speaks against it here, what it costs, and the smallest change that would bring it."""

from __future__ import annotations

from chat.replies import billing, owns, points, words
from chat.replies.case import Case, figures, price_of, priced_from
from chat.replies.reply import JSON, Reply, reply
from chat.replies.sized import sized
from chat.replies.why import why
from chat.words import headline
from knowledge import load
from rules.argument.model import Argument


def why_not(case: Case, ask: JSON) -> Reply:
    """Answer why a choice was not taken; where it was, say so and why."""
    decision, choice = str(ask.get("decision")), str(ask.get("choice"))
    if decision == "size":
        return sized(case, "why-not", choice)
    if decision not in load().decisions or choice not in {one.value for one in load().decisions[decision].choices}:
        return why(case, ask)
    if choice == case.choice(decision):
        return _the_one(case, decision)
    return _missed(case, decision, choice)


def _the_one(case: Case, decision: str) -> Reply:
    told = why(case, {"act": "why", "decision": decision})
    rows = [*_doubted(case, decision), *told.text, *told.more]
    speed = words.cited(case, "latency") if decision == "region" else []
    return reply("why-not", rows, sources=[*speed, *told.sources], figures=told.figures, taps=told.taps)


def _doubted(case: Case, decision: str) -> list[str]:
    """Return what is doubted of the choice that was taken: of a place how fast it is, of a way to pay what it comes to."""
    if decision == "filing":
        # Whether to file is the first word of why.
        return []
    first = (
        words.here(case, "latency") if decision == "region" else [billing.beside(case)] if decision == "billing" else []
    )
    return [*first, case.say("the_one", choice=case.chosen(decision))]


def _missed(case: Case, decision: str, choice: str) -> Reply:
    against = _reasons(case, decision, choice)[:2]
    rows, rules = _against(case, decision, choice, against) if against else _would_do(case, decision, choice)
    price = price_of(case, decision, choice)
    shown = price if price and _has_price(case, decision, choice) else None
    back, taps = points.way_back(case, decision, choice)
    good = points.pro(case, decision, choice)
    # Where no answer or two would bring it, what it is made for says when it is right.
    rows += [back] if taps or not against else [_made_for(case, decision, choice), back]
    rows[1:1] = _then(case, decision, choice) if shown is None else []
    rows += _speaks_for(case, decision, choice, good, rows)
    body = {"decision": decision, "choice": choice, "veto": case.verdict(decision).worst_veto(choice)}
    body |= figures(shown) if shown else billing.figures(case, decision, choice)
    taps.append(
        case.ask("compare", {"act": "compare", "decision": decision, "choices": [case.choice(decision), choice]})
    )
    own = owns.cited(case, decision, [choice], rows)
    sources = [*case.cited([*rules, *good[:1]]), *own, *(priced_from(shown)[:3] if shown else [])]
    return reply("why-not", rows, sources=sources, figures=body, taps=taps)


def _reasons(case: Case, decision: str, choice: str) -> list[Argument]:
    """Return what speaks against a choice; that it is too dear only where it is dearer, or nothing else speaks against it."""
    rules = points.contra(case, decision, choice)
    price = price_of(case, decision, choice)
    if price is None or price.low > case.found.price.low:
        return rules
    return [rule for rule in rules if not rule.snippet.endswith("-over-budget")] or rules


def _speaks_for(case: Case, decision: str, choice: str, good: list[Argument], told: list[str]) -> list[str]:
    """Return the best that speaks for a choice, unless what it is good at is told already."""
    if not good or points.own(case, decision, choice) in "".join(told):
        return []
    return [case.say("speaks_for", text=case.text(good[0]))]


def _against(case: Case, decision: str, choice: str, against: list[Argument]) -> tuple[list[str], list[Argument]]:
    """Return what speaks against a choice, the strongest first, then what it costs."""
    texts = points.sentences(case, against)
    first = case.say_for("why_not", decision, choice=case.label(decision, choice), text=texts[0])
    return [
        first,
        *(case.say("also_counts", text=text) for text in texts[1:]),
        _priced(case, decision, choice),
    ], against


def _would_do(case: Case, decision: str, choice: str) -> tuple[list[str], list[Argument]]:
    """Return what is given up by a choice that nothing speaks against: money, or what the chosen one is good at."""
    lost, rules = points.loss(case, decision, choice)
    label, gap = case.label(decision, choice), points.dearer(case, decision, choice)
    if not gap:
        values = {
            "choice": label,
            "own": points.own(case, decision, choice),
            "text": lost,
            "chosen": case.chosen(decision),
        }
        return [case.say("why_not_weaker", **values), _priced(case, decision, choice)], rules
    money = points.price_line(case, decision, choice, bare=True)
    first = case.say("why_not_dearer", choice=label, chosen=case.chosen(decision), gap=case.total(gap), money=money)
    return [first, case.sentence(lost[:1].upper() + lost[1:])], rules


def _then(case: Case, decision: str, choice: str) -> list[str]:
    """Return what a choice without a price of its own would come to: with a filing the place changes, and the price with it."""
    change = points.change_for(case, decision, choice) if decision == "filing" else None
    if not change:
        return []
    then = case.advise(case.after(change))
    return [case.say("why_not_then", verdict=headline.lean(then.found, case.lang, case.said.told))]


def _made_for(case: Case, decision: str, choice: str) -> str:
    return case.say("made_for", choice=case.label(decision, choice), own=points.own(case, decision, choice))


def _priced(case: Case, decision: str, choice: str) -> str:
    """Return what the choice costs beside the chosen one; a choice that cannot be has no price."""
    if decision == "billing":
        return billing.priced(case, choice)
    return points.price_line(case, decision, choice) if _has_price(case, decision, choice) else ""


def _has_price(case: Case, decision: str, choice: str) -> bool:
    return decision != "billing" and points.possible(case, decision, choice)
