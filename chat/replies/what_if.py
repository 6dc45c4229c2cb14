"""What if: both verdicts side by side, the case unchanged, one tap to take it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chat.replies import free, line, points, ways, words
from chat.replies.case import Case, price_of, priced_from, readable
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.replies.sized import sized
from chat.replies.verdicts import aspects, rest, same, verdict
from chat.replies.why_not import why_not
from chat.words import bill_json, headline, money_said, size_json
from chat.words.notes_json import notes
from chat.words.wording import also_label, number, size_label
from knowledge import load
from rules.answers import Value

LOADS = ("scale", "concurrent", "rate", "storage", "traffic", "bandwidth", "model", "demand", "services", "load")
"""Needs of which a supposition asks whether the machine holds."""
ABROAD = {"asia": "west", "west": "asia"}
"""The other place abroad."""
TOLD = ("runtime", "vendor", "billing")
"""What a change of is told beside place, product, size, price and filing."""


def what_if(case: Case, ask: JSON) -> Reply:
    """Answer what a supposition would change."""
    needs, also = (
        _meant(case, readable(ask.get("needs") or {})),
        [flag for flag in ask.get("also") or [] if _known(flag)],
    )
    if not needs and not also:
        return _no_need(case, ask)
    supposed, said = case.after(needs, also), _short(case, needs, also)
    if (dict(supposed.needs), supposed.also) == (dict(case.said.needs), case.said.also):
        return _said_already(case, needs, said)
    then = case.advise(replace(supposed, riding={}))
    body = {"supposed": {"needs": dict(needs), "also": also}, "now": verdict(case), "then": verdict(then)}
    taps = [Tap(case.say("tap_take_over", what=said), supposed), *_why_not_now(case, then)]
    sources = [*_told_first(case, then, needs), *_reasons(case, then), *priced_from(then.found.price)[:4]]
    rows = _placed(case, then, needs, _rows(case, then, said, holds=bool({*needs} & {*LOADS})))
    rows = _on_the_line(case, then, needs, rows)
    if free.nothing_to_spend(needs.get("budget")):
        rows = [free.free(case), *_short_of(then)[:1], case.say("what_if_kept")]
    return reply("what-if", rows, sources=sources, figures=body, taps=taps)


def _told_first(case: Case, then: Case, needs: JSON) -> Sequence[JSON]:
    """Return what the first sentence rests on: how fast it is from a place, what a line carries, or what costs nothing."""
    speed = words.cited(case, "latency") if "region" in needs else []
    carried = size_json.cited(then.found, case.lang) if "bandwidth" in needs else []
    nothing = free.cited(case) if free.nothing_to_spend(needs.get("budget")) else ()
    return [*speed, *carried, *bill_json.sources(nothing, case.lang)]


def _on_the_line(case: Case, then: Case, needs: JSON, rows: list[str]) -> list[str]:
    """Return what comes of it with what the line then carries or has to: a line that is supposed goes first."""
    if "bandwidth" in needs:
        told = line.carried(then, float(needs["bandwidth"]))
        return [text for text in (told, line.enough(then), *rows) if text]
    now, after = case.found.size.bandwidth_mbps, then.found.size.bandwidth_mbps
    if not {*needs} & {*LOADS} or now == after or not after:
        return rows
    return [*rows[:1], case.say("what_if_line", now=number(now), then=number(after)), *rows[1:]]


def _said_already(case: Case, needs: JSON, said: str) -> Reply:
    """Return the verdict on what was said before; on money first whether it is enough, and what less there is."""
    told = case.say("what_if_said", what=said, verdict=headline.lean(case.found, case.lang, case.said.told))
    fit = case.sentence(case.enough()) if "budget" in needs and case.enough() else ""
    found = ways.cheaper(case)[:2] if fit and money_said.within(case.found, case.said.told) is False else []
    sources = [*(source for way in found for source in way.sources), *priced_from(case.found.price)[:4]]
    rows = [case.sentences([fit, told]), *(way.text for way in found)]
    spend = case.ask("better_cost", {"act": "better", "toward": "cost"})
    return reply("what-if", rows, sources=sources, taps=[spend] if fit else flips(case))


def _no_need(case: Case, ask: JSON) -> Reply:
    """Answer a supposition that names no need: of another machine, or one that was not understood."""
    if ask.get("spec"):
        return sized(case, "what-if", str(ask["spec"]))
    return reply("what-if", [case.say("what_if_unclear")], taps=flips(case))


def _placed(case: Case, then: Case, needs: JSON, rows: list[str]) -> list[str]:
    """Return what comes of another place with how fast it is from there; of one that is not advised all the same first why."""
    if "region" not in needs:
        return rows
    wish = str(needs["region"])
    if wish == "overseas" and case.choice("region") in ABROAD and same(case, then):
        # Abroad it is already, so another place abroad is meant.
        other = why_not(case, {"act": "why-not", "decision": "region", "choice": ABROAD[case.choice("region")]})
        return [*words.here(case, "latency", ABROAD[case.choice("region")]), *other.text, *other.more]
    if wish not in ("mainland", "hongkong") or then.choice("region") == wish:
        # Where nothing else comes of it, how fast it is from there is the answer.
        place = 0 if same(case, then) else 1
        return [*rows[:place], *words.here(then, "latency"), *rows[place:]]
    against = points.contra(then, "region", wish) or points.pro(then, "region", then.choice("region"))
    values = {"what": then.label("region", wish), "place": then.chosen("region"), "text": then.text(against[0])}
    speed = words.here(then, "latency", wish)
    filed = then.say("place_no_filing", place=then.label("region", wish)) if wish == "hongkong" else ""
    first = then.sentences([filed, then.say("what_if_place_no", **values)])
    return [first, *speed, _price_there(then, wish), *rows]


def _price_there(then: Case, wish: str) -> str:
    price = price_of(then, "region", wish)
    return then.sentence(then.say("priced", label=then.label("region", wish), money=then.money(price))) if price else ""


def _meant(case: Case, needs: dict[str, Value]) -> dict[str, Value]:
    """Return the supposed answers; a model of one's own is what a machine is for, as beside a site it would rent a card for itself."""
    beside = "model" in needs and case.found.answers.stated("purpose") != "ai"
    return {"purpose": "ai", **needs} if beside else needs


def _rows(case: Case, then: Case, said: str, *, holds: bool) -> list[str]:
    """Return both verdicts, that the case stays, and what would have to be kept in mind; a clash goes first."""
    if _too_little(case, then):
        return [*_short_of(then), case.say("what_if_kept")]
    rows = [case_line(then, said, holds=holds)] if same(case, then) else _changed(case, then, said)
    mind, kept = _new_warning(case, then), [case.say("what_if_kept")]
    return [*rows, *mind, *kept] if then.found.conflict and not case.found.conflict else [*rows, *kept, *mind]


def _too_little(case: Case, then: Case) -> bool:
    """Say whether all that comes of it is that the money no longer does."""
    mine, other = verdict(case), verdict(then)
    same = all(mine[name] == other[name] for name in ("decisions", "size", "low", "high"))
    return same and other["within_budget"] is False and mine["within_budget"] is not False


def _short_of(then: Case) -> list[str]:
    """Return that the money is short, and the ways to spend less with what is lost by each."""
    budget = then.answer("budget", then.found.answers.stated("budget"))
    found = [way.text for way in ways.cheaper(then)[:2]]
    short = then.say("what_if_short", budget=budget, money=then.money(then.found.price))
    return [short, *([then.say("what_if_short_ways")] if found else []), *found]


def _why_not_now(case: Case, then: Case) -> list[Tap]:
    """Return the question why what would then be chosen is not chosen now."""
    for name in ("region", "product"):
        choice = then.choice(name)
        if choice != case.choice(name):
            act = {"act": "why-not", "decision": name, "choice": choice}
            return [case.ask("why_then", act, choice=then.label(name, choice))]
    return []


def _known(flag: str) -> bool:
    return f"also.{flag}" in load().phrases or flag in load().needs["purpose"].values


def _short(case: Case, needs: dict[str, Any], also: list[str]) -> str:
    return case.listed(
        [*(case.answer(name, value) for name, value in needs.items()), *(also_label(case.lang, f) for f in also)]
    )


def _outgrown(case: Case, then: Case) -> bool:
    """Say whether the machine advised now would be too small."""
    mine, other = case.found.size, then.found.size
    if other.gpu_memory_gib and not mine.gpu_memory_gib:
        return True
    served = not (case.sold.serverless or then.sold.serverless)
    return served and (other.memory_gib > mine.memory_gib or other.vcpus > mine.vcpus)


def case_line(then: Case, said: str, *, holds: bool = False) -> str:
    """Return that a supposition changes nothing, with what stays; `holds`: it was about the load of a machine."""
    served = not then.sold.serverless
    return then.say(
        "what_if_holds" if holds and served else "what_if_same",
        what=said,
        verdict=then.join([headline.lean(then.found, then.lang, then.said.told), *rest(then).values()]),
    )


def _changed(case: Case, then: Case, said: str) -> list[str]:
    mine, other = aspects(case), aspects(then)
    told = [name for name in other if name == "price" or mine.get(name) != other.get(name)]
    then_is = case.join(other.get(name, "") for name in told)
    rows = [
        *_first(case, then, said, then_is),
        case.say("what_if_now", verdict=case.join(mine.get(name, "") for name in told)),
    ]
    flips = [_flip(case, then, name) for name in _turned(case, then, TOLD)]
    rows += [case.say("what_if_too", flips=case.listed(flips))] if flips else []
    for name in _turned(case, then, ("region", "product")):
        rows += _why(then, name)[:1]
    return rows


def _turned(case: Case, then: Case, names: Sequence[str]) -> list[str]:
    """Return the decisions that come out otherwise."""
    return [name for name in names if case.choice(name) != then.choice(name)]


def _flip(case: Case, then: Case, name: str) -> str:
    """Return a decision with what it was and what it would be."""
    label = load().decisions[name].label[case.lang]
    return case.say("what_if_flip", label=label, before=case.chosen(name), after=then.chosen(name))


def _first(case: Case, then: Case, said: str, verdict: str) -> list[str]:
    """Return what comes of it; of a load first whether the machine holds."""
    if not _outgrown(case, then):
        return [case.say("what_if_then", what=said, verdict=verdict)]
    size = size_label(case.lang, case.found.size)
    return [case.say("what_if_outgrown", what=said, size=size), case.say("what_if_becomes", verdict=verdict)]


def _why(then: Case, decision: str) -> list[str]:
    return points.sentences(then, points.pro(then, decision, then.choice(decision))[:1])


def _new_warning(case: Case, then: Case) -> list[str]:
    """Return what would have to be kept in mind besides."""
    before = {row["rule"] for row in notes(case.found, case.lang, case.said.told)["warnings"]}
    rows = [
        row["text"] for row in notes(then.found, case.lang, then.said.told)["warnings"] if row["rule"] not in before
    ]
    return [case.say("what_if_mind", text=rows[0])] if rows else []


def _reasons(case: Case, then: Case) -> list[JSON]:
    rules = [
        rule
        for name in ("region", "product", "filing")
        if case.choice(name) != then.choice(name)
        for rule in points.pro(then, name, then.choice(name))[:1]
    ]
    return case.cited(rules)


def flips(case: Case) -> list[Tap]:
    """Return the changes of answers that would change the advice, as questions."""
    seen, taps = set[str](), list[Tap]()
    for change in case.found.changes:
        if change.need not in seen:
            seen.add(change.need)
            act = {"act": "what-if", "needs": {change.need: change.after}}
            taps.append(case.ask("what_if", act, what=case.answer(change.need, change.after)))
    return taps[:3]
