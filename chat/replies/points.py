"""What speaks for a choice and against it in this case, what it costs, and what would bring it about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chat.replies.case import Case, price_of
from chat.replies.reply import Tap
from chat.words.wording import phrase
from knowledge import load
from rules.advice.other_ways import HARD
from rules.advice.priced import Priced
from rules.ahead.explain import alternatives, repair
from rules.ahead.lookup import outcome
from rules.answers import Value
from rules.argument.model import Argument
from rules.price.spoken import told_gap

DECIDED = ("filing", "region", "launch", "term", "domain", "isolation", "uptime", "services", "load")
"""Needs that people decide, in the order in which they are given up most easily."""
KEPT: Mapping[str, tuple[str, ...]] = {
    "product": ("region",),
    "region": ("product",),
    "runtime": ("product", "region", "filing"),
    "vendor": ("product", "region", "filing"),
    "billing": ("product", "region", "filing"),
}
"""What has to stay as it is for a change to be a way to another choice: paying by the hour is no reason for a cluster."""


def pro(case: Case, decision: str, choice: str) -> list[Argument]:
    """Return what fired for a choice, strongest first."""
    rules = case.verdict(decision).arguments(choice, "for")
    # Whoever asks has not read the article: what it says counts where nothing else does.
    return [rule for rule in rules if load().snippets[rule.snippet].cites[:1] != ("article",)] or rules


def leading(case: Case) -> list[Argument]:
    """Return what speaks loudest for the place and for the product: what an advice rests on in two sentences."""
    return [rule for name in ("region", "product") for rule in pro(case, name, case.choice(name))[:1]]


def contra(case: Case, decision: str, choice: str) -> list[Argument]:
    """Return what fired against a choice, vetoes first, then the strongest."""
    verdict = case.verdict(decision)
    return [*verdict.arguments(choice, "veto"), *verdict.arguments(choice, "against")]


def possible(case: Case, decision: str, choice: str) -> bool:
    """Say whether nothing rules a choice out but money."""
    return case.verdict(decision).worst_veto(choice) not in HARD


def own(case: Case, decision: str, choice: str) -> str:
    """Return what a choice is good at wherever it is chosen, as a clause without its full stop."""
    return case.say(f"own_{decision}_{choice}".replace("-", "_"))


def loss(case: Case, decision: str, choice: str) -> tuple[str, list[Argument]]:
    """Return what is lost by another choice, in words, and the arguments behind it; never empty.

    What speaks against it; else what speaks for the chosen one and not for it; else that nothing tells them apart.
    """
    # What it costs is said beside it; lost is something else.
    against = [rule for rule in contra(case, decision, choice) if not rule.snippet.endswith("-over-budget")]
    if against:
        return case.text(against[0]), against[:1]
    chosen = case.choice(decision)
    said = {case.text(rule) for rule in pro(case, decision, choice)}
    missed = [rule for rule in pro(case, decision, chosen) if case.text(rule) not in said]
    if missed:
        values = {"chosen": case.label(decision, chosen), "text": case.text(missed[0]).rstrip("。.")}
        return case.say("loss_pro", **values), missed[:1]
    return case.say("loss_level", chosen=case.label(decision, chosen)), []


def price_line(case: Case, decision: str, choice: str, *, bare: bool = False) -> str:
    """Return what a choice costs beside the recommended one; "" where it has no price of its own."""
    price = price_of(case, decision, choice)
    if price is None:
        return ""
    mine, label = case.found.price, case.label(decision, choice)
    values = {"label": label, "money": case.money(price), "chosen": case.money(mine)}
    if bare:
        return str(values["money"])
    gap = told_gap(price.low, mine.low)
    key = "price_same" if not gap else "price_more" if gap > 0 else "price_less"
    return case.sentences([case.say(key, **values, gap=case.total(abs(gap))), borrowed(case, price)])


def borrowed(case: Case, price: Priced) -> str:
    """Return what had to stand in where no such price is on file; "" where nothing had to."""
    parts = []
    for name in price.substitutes:
        kind, _, region = name.partition(":")
        parts.append(phrase(case.lang, f"advice.sub_{kind}", region=case.label("region", region) if region else ""))
    return case.sentences(parts)


def way_back(case: Case, decision: str, choice: str) -> tuple[str, list[Tap]]:
    """Return the smallest change of answers that makes a choice win, in words, with the tap that makes it.

    What people decide is changed; what merely is so (where their people are, how many) is only supposed.
    """
    label = case.label(decision, choice)
    change = change_for(case, decision, choice)
    if not change:
        return (phrase(case.lang, "why.no_repair", choice=label), []) if change is None else ("", [])
    text = phrase(case.lang, "why.and").join(case.supposed({name: value}) for name, value in change.items())
    if set(change) <= {*DECIDED}:
        return phrase(case.lang, "why.repair", choice=label, change=text), [taking(case, label, change)]
    if _for_less(case, change):
        return "", []
    what = case.listed(case.answer(name, value) for name, value in change.items())
    act = {"act": "what-if", "needs": change}
    named = case.listed(
        phrase(case.lang, "page.change_from", label=load().needs[name].label[case.lang], value=case.answer(name, value))
        for name, value in change.items()
    )
    return case.say("it_would", choice=label, what=named), [case.ask("what_if", act, what=what)]


def _for_less(case: Case, change: Mapping[str, object]) -> bool:
    """Say whether a choice would win only on less money: nobody wants to pay less for the sake of it."""
    now = case.found.needs.get("budget")
    if "budget" not in change:
        return False
    return now is None or now == "unsure" or float(str(change["budget"])) < float(str(now))


def change_for(case: Case, decision: str, choice: str) -> dict[str, Value] | None:
    """Return the smallest change of answers that makes a choice win: one that people decide first, then any; None if none does.

    What somebody wants can be changed by wanting otherwise; where their people are and how many they are cannot.
    """
    answers = case.found.answers
    for name in DECIDED:
        # A domain that is not filed does not become one that is by deciding so.
        for value in sorted(alternatives(name, answers), key=lambda one: one == "done"):
            if _brings(case, {name: value}, decision, choice):
                return {name: value}
    found = repair(answers, decision, choice)
    return found if not found or _brings(case, found, decision, choice) else None


def _brings(case: Case, change: Mapping[str, Value], decision: str, choice: str) -> bool:
    """Say whether changed answers make a choice win, and leave alone what it is not about."""
    then = outcome(case.found.answers.given(change)).choices
    return then[decision] == choice and all(then[name] == case.choice(name) for name in KEPT.get(decision, ()))


def taking(case: Case, label: str, change: Mapping[str, object]) -> Tap:
    """Return the tap that changes answers so that what `label` names wins."""
    what = case.listed(case.answer(name, value) for name, value in change.items())
    key = "tap_take" if what == label else "tap_take_for"
    return Tap(case.say(key, choice=label, what=what), case.after(change))


def dearer(case: Case, decision: str, choice: str) -> float:
    """Return how many yuan a month a choice starts above the recommended one; 0 where it does not, or has no price."""
    price = price_of(case, decision, choice)
    return max(0.0, told_gap(price.low, case.found.price.low)) if price else 0.0


def rivals(case: Case, decision: str) -> list[str]:
    """Return the losing choices that nothing but money rules out, best first."""
    return [one for one in case.verdict(decision).standings[1:] if possible(case, decision, one)]


def sentences(case: Case, rules: Iterable[Argument]) -> list[str]:
    """Return what arguments say, each once."""
    return list(dict.fromkeys(case.text(rule) for rule in rules))
