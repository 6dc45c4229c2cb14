"""What a cheaper way loses and the doors that are left where the budget is not enough, in words; rules.advice.give_up decides."""

from __future__ import annotations

from typing import Any

from chat.bodies import money
from chat.words.money_said import least, monthly, total
from chat.words.wording import choice_label, number, phrase, vendor_label
from knowledge import load
from knowledge.languages import languages
from rules.advice.advising import Advice
from rules.advice.give_up import Door, doors, losses
from rules.advice.give_up import let_go as letting_go
from rules.advice.give_up import within_reach as reachable
from rules.machine.ladder import LADDER
from rules.price.spoken import Said

JSON = dict[str, Any]


def gives_up(advice: Advice, decision: str, choice: str, lang: str) -> str:
    """Return what is lost with another choice, against the recommendation; never empty."""
    lost = losses(advice.decided.verdicts[decision], choice)
    own = [rule for rule in lost if rule.choice == choice]
    if own:
        return languages()[lang].between.join(load().snippets[rule.snippet].texts[lang] for rule in own)
    if lost and decision == "region":
        return phrase(lang, "bill.without", what=load().snippets[lost[0].snippet].texts[lang])
    return phrase(lang, f"bill.lose_{choice}")


def give_up(advice: Advice, lang: str, told: Said | None = None) -> list[money.GiveUp]:
    """Return the doors: at most three, each with its price and what is given up; the larger budget last."""
    return [_row(advice, door, lang, told) for door in doors(advice)]


def within_reach(advice: Advice, lang: str, told: Said | None = None) -> str:
    """Return what else carries the load within the budget, with its price; empty where nothing does."""
    door = reachable(advice)
    return _text(advice, door, lang, told) if door else ""


def let_go(advice: Advice, budget: float, lang: str, told: Said | None = None) -> list[money.GiveUp]:
    """Return what dropping a costly wish would come to."""
    return [_row(advice, door, lang, told) for door in letting_go(advice, budget)]


def _row(advice: Advice, door: Door, lang: str, told: Said | None = None) -> money.GiveUp:
    kind, _, where = door.opens.partition(":")
    return {
        "kind": door.kind,
        "choice": door.choice,
        "low": door.low,
        "enough": door.enough,
        "text": _text(advice, door, lang, told),
        "gives_up": _lost(advice, door, lang),
        "change": dict(door.change) or None,
        "opens": {"kind": kind, "id": where} if kind else None,
    }


def _text(advice: Advice, door: Door, lang: str, told: Said | None) -> str:
    low = monthly(lang, door.low, told, advice.months)
    if door.kind == "budget":
        return phrase(lang, "advice.give_budget", low=least(advice, lang, told))
    if door.kind == "nothing":
        return phrase(lang, "bill.give_nothing", low=low) if door.low else phrase(lang, "bill.give_nothing_free")
    if door.kind == "bitrate":
        return phrase(lang, "advice.give_bitrate", mbps=number(door.choice), low=low)
    if door.kind == "promo":
        return _promo(door, lang, told)
    if door.kind in ("isolation", "uptime"):
        label = choice_label(lang, "product", str(door.values["product"]))
        return phrase(lang, f"advice.give_{door.kind}", label=label, low=low)
    return _other_choice(door, lang, low)


def _promo(door: Door, lang: str, told: Said | None) -> str:
    """Return a price for new customers, and where else it holds."""
    place, vendor = str(door.values["place"]), vendor_label(lang, str(door.values["vendor"]))
    key = "advice.give_promo_region" if place else "advice.give_promo"
    where = choice_label(lang, "region", place) if place else ""
    return phrase(lang, key, place=where, vendor=vendor, first=total(lang, float(door.values["first"]), told))


def _other_choice(door: Door, lang: str, low: str) -> str:
    """Return a smaller size, or another choice of a decision."""
    name = str(door.choice)
    label = _size_label(lang, name) if door.kind == "size" else choice_label(lang, door.kind, name)
    room = "bill" if door.kind == "vendor" else "advice"
    key = f"{room}.give_{door.kind}" if door.enough else f"{room}.give_{door.kind}_short"
    return phrase(lang, key, label=label, low=low)


def _size_label(lang: str, name: str) -> str:
    machine = LADDER[name]
    if machine.gpu_memory_gib:
        return phrase(lang, "advice.size_gpu", card=machine.gpu_memory_gib)
    return phrase(lang, "advice.size", vcpus=machine.vcpus, memory=number(machine.memory_gib))


def _lost(advice: Advice, door: Door, lang: str) -> str:
    if door.kind in ("product", "region", "vendor"):
        return gives_up(advice, door.kind, str(door.choice), lang)
    if door.kind == "nothing":
        note = load().snippets[str(door.choice)].texts[lang]
        return str(note)
    return phrase(lang, f"bill.lost_{door.kind}")
