"""What the advice looks like: the layers one buys into, and the days until it is live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from chat.bodies.money import Milestone
from chat.words import drawings
from chat.words.wording import choice_label, day_label, phrase, size_label
from knowledge import catalogue
from knowledge.products import Product
from rules.advice.advising import Advice
from rules.answers import Answers

NOODLES: float = catalogue.money()["noodle_price_cny"]["value"]
"""What one bowl of instant beef noodles costs, in yuan."""
TIMELINES = {
    "not-needed": ("order", "install", "evening", "keep"),
    "needed": ("buy", "submit", "vendor", "office", "live", "police"),
    "done": ("buy_done", "access", "first", "after"),
}
SPANS: dict[str, tuple[timedelta | int, timedelta | int]] = {
    "submit": (timedelta(days=3), 5),
    "office": (timedelta(days=3), 5),
    "access": (timedelta(days=1), timedelta(days=1)),
    "first": (timedelta(days=1), timedelta(days=1)),
    "keep": (timedelta(days=20), timedelta(days=20)),
}
"""How long after the order a step begins, at the earliest and at the latest; a number counts working days (F022)."""
REVIEW = {"office": (10, 25), "first": (1, 2)}
"""Working days that a review then takes, at least and at most (F028, F031)."""
PROGRAMS_SHOWN = 3


def nesting(found: Advice, lang: str) -> drawings.Picture:
    """Draw the physical server, what is rented of it, and this person's programs inside."""
    product, runtime = found.decided.choice("product"), found.decided.choice("runtime")
    programs = phrase(lang, f"page.programs_{found.answers.stated('purpose') or 'any'}").split("|")[:PROGRAMS_SHOWN]
    boxed = runtime in ("docker", "kubernetes")
    names = [phrase(lang, "page.nest_container", name=name) for name in programs] if boxed else programs
    sold = found.sold
    kernel = "managed" if sold.serverless else runtime
    words = {
        "machine": phrase(lang, "page.nest_machines" if sold.kind == "several" else "page.nest_machine"),
        "mine": _mine(found, lang),
        "spec": choice_label(lang, "product", product)
        if sold.serverless
        else size_label(lang, found.size).partition(phrase(lang, "page.comma").strip())[0],
        "kernel": phrase(lang, f"page.nest_kernel_{kernel}"),
        "other": phrase(lang, "page.nest_other"),
        "front": phrase(lang, "page.nest_front") if sold.kind == "several" else "",
        "caption": phrase(lang, f"page.nest_caption_{_caption(sold, boxed)}"),
    }
    words["alt"] = phrase(
        lang,
        "page.nest_alt",
        machine=words["machine"],
        mine=words["mine"],
        programs=phrase(lang, "page.and").join(names),
    )
    return drawings.nesting(words, names, boxed=boxed, count=sold.least, alone=sold.kind == "whole")


def _mine(found: Advice, lang: str) -> str:
    if found.sold.serverless:
        return phrase(lang, "page.nest_platform")
    if found.sold.kind == "several":
        return phrase(lang, "page.nest_each")
    return phrase(lang, "page.nest_mine", product=choice_label(lang, "product", found.decided.choice("product")))


def _caption(sold: Product, boxed: bool) -> str:
    if sold.serverless:
        return "managed"
    if sold.kind == "whole":
        return "whole"
    return "boxed" if boxed else "plain"


def timeline(found: Advice, lang: str, today: date | None = None) -> list[Milestone]:
    """Return the days until it is live, counted from an order on `today`; ISO dates where a step has them."""
    today = today or catalogue.today()
    filing = found.decided.choice("filing")
    if found.sold.serverless and filing == "not-needed":
        names: tuple[str, ...] = ("deploy", "evening")
    elif filing == "not-needed" and found.answers.stated("term") == "short":
        names = ("order", "install", "evening", "leave")
    else:
        names = TIMELINES[filing]
    return [_day(name, today, lang, static=found.sold.kind == "pages") for name in names]


def live(filing: str, lang: str, today: date | None = None) -> str:
    """Return from when a way is live that hangs on such a filing: today, or between two days."""
    today = today or catalogue.today()
    name = {"needed": "office", "done": "first"}.get(filing)
    when = _day(name, today, lang, static=False)["when"] if name else phrase(lang, "bill.live_today")
    return when[:1].lower() + when[1:]


def _day(name: str, today: date, lang: str, *, static: bool) -> Milestone:
    what = f"page.what_{name}_static" if static and name in ("buy", "buy_done") else f"page.what_{name}"
    told = phrase(lang, what)
    span = (today, today) if name in ("order", "buy", "buy_done", "deploy") else _span(name, today)
    if span is None:
        return {"id": name, "what": told, "when": phrase(lang, f"page.when_{name}")}
    first, last = span
    days = {"first": day_label(lang, first, today), "last": day_label(lang, last, today)}
    return {
        "id": name,
        "what": told,
        "when": phrase(lang, f"page.when_{name}", **days),
        "earliest": first.isoformat(),
        "latest": last.isoformat(),
    }


def _span(name: str, today: date) -> tuple[date, date] | None:
    """Return the earliest and the latest day of a step; None where it has no day of its own."""
    if name not in SPANS:
        return None
    begins = [_after(today, step) for step in SPANS[name]]
    first, last = (_after(begin, days) for begin, days in zip(begins, REVIEW.get(name, (0, 0)), strict=True))
    return first, last


def _after(day: date, step: timedelta | int) -> date:
    """Return the day some days, or so many working days, later; public holidays are not known here."""
    if isinstance(step, timedelta):
        return day + step
    while step > 0:
        day += timedelta(days=1)
        step -= day.weekday() < 5
    return day


def otherwise(found: Advice, lang: str, today: date | None = None) -> str:
    """Return when it could be live the other way: without the filing, or with one; "" where that is no way."""
    today = today or catalogue.today()
    filing, wechat = found.decided.choice("filing"), found.answers.has("wechat")
    if filing == "needed" and not wechat and found.answers.stated("purpose") != "miniprogram":
        return phrase(lang, "page.otherwise_abroad", day=day_label(lang, today, today))
    if filing != "not-needed" or not _worth_filing(found.answers):
        return ""
    days = [day_label(lang, day, today) for day in _span("office", today) or (today, today)]
    return phrase(lang, "page.otherwise_filed", first=days[0], last=days[1])


def _worth_filing(answers: Answers) -> bool:
    """Say whether a filing could be had, and people on the mainland would be served faster for long enough."""
    able = not {"minor", "foreigner"} & answers.flags and answers.stated("domain") != "no"
    return able and answers.stated("audience") in ("mainland", "global") and answers.stated("term") != "short"


def timeline_notes(found: Advice, lang: str, today: date | None = None) -> list[str]:
    """Return what stands beneath the days: what they are counted from, and the other way."""
    today = today or catalogue.today()
    said = [otherwise(found, lang, today)]
    if found.decided.choice("filing") != "not-needed":
        said.insert(0, phrase(lang, "page.timeline_note", day=day_label(lang, today, today)))
    return [text for text in said if text]


@dataclass(frozen=True)
class Resizing:
    """What the drawing of a swap and of a growth says."""

    alt: str
    caption: str
    small: str
    large: str
    move_1: str
    move_2: str
    grow_1: str
    grow_2: str


@dataclass(frozen=True)
class Weeks:
    """One row of the weeks of a filing, in weeks from the order."""

    label: str
    kind: str
    start: float
    end: float


@dataclass(frozen=True)
class FilingWeeks:
    """What the drawing of the weeks of a filing says."""

    alt: str
    caption: str
    start: str
    weeks: str
    rows: list[Weeks]


def words_for(name: str, lang: str) -> drawings.Picture | Resizing | FilingWeeks:
    """Return what a drawing on a topic page says; KeyError when there is no drawing of that name."""
    drawn: dict[str, Callable[[str], drawings.Picture | Resizing | FilingWeeks]] = {
        "nesting": _layers,
        "resize": _resize,
        "filing-timeline": _filing,
    }
    return drawn[name](lang)


def _said(lang: str, *names: str) -> dict[str, str]:
    return {name: phrase(lang, f"page.draw_{name}") for name in names}


def _layers(lang: str) -> drawings.Picture:
    said = _said(lang, "mine", "spec", "caption", "programs")
    names = [phrase(lang, "page.nest_container", name=name) for name in said["programs"].split("|")]
    words = {
        **said,
        "machine": phrase(lang, "page.nest_machine"),
        "kernel": phrase(lang, "page.nest_kernel_docker"),
        "other": phrase(lang, "page.nest_other"),
        "alt": said["caption"],
    }
    return drawings.nesting(words, names, boxed=True)


def _resize(lang: str) -> Resizing:
    alt = phrase(lang, "page.draw_resize")
    return Resizing(alt, alt, **_said(lang, "small", "large", "move_1", "move_2", "grow_1", "grow_2"))


def _filing(lang: str) -> FilingWeeks:
    said = _said(lang, "filing", "start", "weeks", "verify", "vendor", "office", "live")
    # Weeks from the order: three days, then two working days, then up to twenty; live between the second and the fifth week.
    rows = [
        Weeks(said["verify"], "d-program", 0, 0.6),
        Weeks(said["vendor"], "d-mine", 0.6, 1.0),
        Weeks(said["office"], "d-wait", 1.0, 5.0),
        Weeks(said["live"], "d-go", 2.0, 6.0),
    ]
    return FilingWeeks(said["filing"], said["filing"], said["start"], said["weeks"], rows)
