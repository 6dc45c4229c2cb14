"""Is this offer any good: as it was read, whether it fits, what it comes to, what is usual, what to mind and to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.replies import sellers
from chat.replies.case import Case
from chat.replies.offer_taps import offer_taps
from chat.replies.offer_words import ask_vendor, flag_rows, hanging_text, read_back, usable
from chat.replies.reply import JSON, Reply, reply
from chat.replies.sized import row_of
from chat.words import bill_json
from chat.words.wording import number, option_label, whole
from knowledge import catalogue, load
from rules.advice.named_machine import Named
from rules.advice.offer import Judgement, judge
from rules.advice.offer_money import Sums
from rules.answers import Answers
from rules.machine.size import size_of
from rules.price.tariff import HOURS_A_MONTH

PURPOSES = ("learning", "blog", "site", "app", "shop", "game")
"""What an offer is set against where nobody has said what will run."""
DAYS = 30


def offer(case: Case, ask: JSON) -> Reply:
    """Answer whether an offer is any good for this case; without one, what it is good for."""
    fields = usable(ask.get("offer") or {})
    marks = str(fields.pop("marks", "") or "").split()
    found = judged(case, fields, marks)
    read, flags = read_back(case, fields), flag_rows(case, found)
    verdict = _verdict(case, fields, found)
    # Whether it is any good comes first, unless nobody has said for what.
    told = [*verdict, read] if case.found.answers.stated("purpose") else [read, *verdict]
    rows = [*told, *_sums(case, fields, found), *_usual(case, fields, found)]
    said = {row["id"] for row in (flags[:1] if found.fits is False else _squeezed(found, flags))}
    rows += [row["text"] for row in flags if row["id"] not in said]
    rows += _stay(case, found) if "stay" in marks else []
    asked = ask_vendor(case, found, fields)
    rows += [case.say("vendor_ask", text=text) for text in asked[:3]]
    return reply(
        "offer",
        rows,
        sources=_sources(found, flags),
        figures=as_figures(case, fields, found, flags, asked),
        taps=offer_taps(case, fields, found),
    )


def _sources(found: Judgement, flags: list[JSON]) -> list[JSON]:
    """Return what the flags rest on, and the plans that show what is usual."""
    usual = found.usual.plans[:3] if found.usual else []
    return [*(source for row in flags for source in row["sources"]), *(bill_json.of_plan(one.plan) for one in usual)]


def judged(case: Case, fields: Mapping[str, Any], marks: list[str]) -> Judgement:
    """Return what an offer comes to for a case."""
    today = max(catalogue.as_of(), catalogue.today())
    return judge(fields, case.found, sellers.seller(fields.get("vendor")), today, marks, stay="stay" in marks)


def as_figures(case: Case, fields: JSON, found: Judgement, flags: list[JSON], asked: list[str]) -> JSON:
    """Return the judgement in the contract's shape."""
    beside = found.usual
    return {
        "offer": fields,
        "fits": found.fits,
        "hangs_on": [{"id": one.id, "need": one.need, "text": hanging_text(case, one.id)} for one in found.hangs_on],
        "per_month": found.sums.per_month,
        "first_year": found.sums.first_year,
        "three_years": found.sums.three_years,
        "usual": None
        if beside is None
        else {
            "low": round(beside.low, 2),
            "high": round(beside.high, 2),
            "plans_used": beside.plans_used,
            "oldest": beside.oldest,
            "newest": beside.newest,
        },
        "flags": flags,
        "ask_vendor": asked,
    }


def _verdict(case: Case, fields: JSON, found: Judgement) -> list[str]:
    if case.found.answers.stated("purpose") is None:
        return [case.say("offer_no_case"), _good_for(case, fields)]
    if found.fits is None:
        small = [row["text"] for row in _squeezed(found, flag_rows(case, found))]
        what = case.listed(hanging_text(case, one.id) for one in found.hangs_on)
        return [case.sentences([*small, case.say("offer_depends", what=what)])]
    if found.fits:
        return [_fits(case, fields, found)]
    first = next(iter(flag_rows(case, found)), None)
    return [case.say("offer_no", text=first["text"]) if first else case.say("offer_no_bare")]


def _squeezed(found: Judgement, flags: list[JSON]) -> list[JSON]:
    """Return the warning that it is small, where it depends on that: it goes with the verdict."""
    squeezed = any(one.id == "small" for one in found.hangs_on)
    return [row for row in flags if squeezed and row["id"] == "too-small"][:1]


def _fits(case: Case, fields: JSON, found: Judgement) -> str:
    """Say that it fits, and by how much."""
    if found.card_gib:
        return case.say("offer_fits_card", has=number(found.card_gib[0]), need=number(found.card_gib[1]))
    needed = case.found.size.needed.get("memory_gib", 0.0)
    if fields.get("memory_gib") and needed:
        return case.say("offer_fits_size", has=number(fields["memory_gib"]), need=number(needed))
    return case.say("offer_fits")


def _good_for(case: Case, fields: JSON) -> str:
    """Return what a machine of this size carries, at the number of people one starts with."""
    memory = fields.get("memory_gib")
    if not memory:
        return case.say("offer_no_size")
    fitting, missing = list[str](), list[str]()
    for purpose in PURPOSES:
        needed = size_of(Answers.of({"purpose": purpose})).needed.get("memory_gib", 0.0)
        (fitting if memory >= needed else missing).append(option_label(case.lang, "purpose", purpose))
    if not fitting:
        return case.say("offer_good_for_nothing")
    return case.say(
        "offer_good_for" if missing else "offer_good_for_all", what=case.listed(fitting), not_=case.listed(missing)
    )


def _sums(case: Case, fields: JSON, found: Judgement) -> list[str]:
    money = found.sums
    if money.per_month is None:
        return [case.say("offer_no_price")]
    if fields.get("per") == "hour":
        return _by_the_hour(case, money)
    if case.found.answers.stated("term") == "short":
        return [case.say("offer_month_short", month=_yuan(case, money.per_month))]
    rows = [case.say("offer_month", month=_yuan(case, money.per_month))]
    if money.first_year is not None and money.three_years is not None:
        rows = [
            case.say(
                "offer_years",
                month=_yuan(case, money.per_month),
                year=whole(case.lang, money.first_year),
                three=whole(case.lang, money.three_years),
            )
        ]
    elif money.first_year is not None:
        rows = [case.say("offer_year", month=_yuan(case, money.per_month), year=whole(case.lang, money.first_year))]
    return rows


def _by_the_hour(case: Case, money: Sums) -> list[str]:
    """Say what an hour comes to over a month: for the hours stated, else always on, and for how long the budget would do."""
    hours, budget = (case.found.answers.stated(name) for name in ("hours", "budget"))
    month = money.per_month or 0.0
    if hours:
        return [case.say("offer_hours", month=_yuan(case, month), hours=case.answer("hours", hours))]
    rows = [case.say("offer_always_on", month=_yuan(case, month))]
    if budget is not None and float(str(budget)) < month:
        enough = float(str(budget)) / month * HOURS_A_MONTH
        rows.append(
            case.say(
                "offer_enough_for",
                budget=case.answer("budget", budget),
                n=number(round(enough)),
                day=number(round(enough / DAYS, 1)),
            )
        )
    return rows


def _yuan(case: Case, amount: float) -> str:
    return f"{amount:.1f}".rstrip("0").rstrip(".") if amount < 100 else whole(case.lang, amount)


def _usual(case: Case, fields: JSON, found: Judgement) -> list[str]:
    beside, month = found.usual, found.sums.per_month
    if beside is None or month is None:
        return [_beside_mine(case, fields, found, month)] if month is not None else []
    key = "cheaper" if month < beside.low else "dearer" if month > beside.high else "within"
    values = {
        "low": whole(case.lang, beside.low),
        "high": whole(case.lang, beside.high),
        "n": beside.plans_used,
        "oldest": beside.oldest,
        "newest": beside.newest,
    }
    return [case.say(f"offer_usual_{key}", **values)]


def _beside_mine(case: Case, fields: JSON, found: Judgement, month: float) -> str:
    """Return the price of that size in this advice, where it is one of its sizes; else that there is nothing to compare with."""
    memory, vcpus = fields.get("memory_gib"), fields.get("vcpus")
    known = case.found.answers.stated("purpose") is not None and not found.card_gib
    mine = row_of(case, Named(vcpus, float(memory))) if memory and known else None
    if mine is None:
        return case.say("offer_usual_unknown")
    return case.say("offer_beside_mine", month=_yuan(case, month), money=case.money(mine), place=case.chosen("region"))


def _stay(case: Case, found: Judgement) -> list[str]:
    """Say what staying and what moving come to."""
    beside, month = found.usual, found.sums.renewal_month or found.sums.per_month
    topic = load().topics["moving", case.lang].short
    if beside is None or month is None:
        return [case.say("offer_stay_unknown"), topic]
    saved = round((month - beside.low) * 36)
    key = "offer_move" if saved > 300 else "offer_stay"
    return [case.say(key, saved=whole(case.lang, max(saved, 0)), low=whole(case.lang, beside.low)), topic]
