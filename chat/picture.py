"""What the advice looks like: the layers one buys into, and the days until it is live."""

from __future__ import annotations

from chat import drawings
from chat.wording import choice_label, phrase, size_label
from knowledge import catalogue
from rules.advising import SERVERLESS, Advice
from rules.attributes import stated

NOODLES: float = catalogue.money()["noodle_price_cny"]["value"]
"""What one bowl of instant beef noodles costs, in yuan."""
TIMELINES = {"not-needed": ("order", "install", "evening", "keep"), "needed": ("buy", "submit", "vendor", "office", "live", "police"),
             "done": ("buy_done", "access", "first", "after")}  # fmt: skip
PROGRAMS_SHOWN = 3


def nesting(found: Advice, lang: str) -> drawings.Picture:
    """Draw the physical server, what is rented of it, and this person's programs inside."""
    product, runtime = found.decided.choice("product"), found.decided.choice("runtime")
    programs = phrase(lang, f"page.programs_{stated(found.needs, 'purpose') or 'any'}").split("|")[:PROGRAMS_SHOWN]
    boxed = runtime in ("docker", "kubernetes")
    names = [phrase(lang, "page.nest_container", name=name) for name in programs] if boxed else programs
    serverless = product in SERVERLESS
    kernel = "managed" if serverless else runtime
    words = {
        "machine": phrase(lang, "page.nest_machines" if product == "cluster" else "page.nest_machine"),
        "mine": _mine(product, lang),
        "spec": choice_label(lang, "product", product) if serverless else size_label(lang, found.size).partition(phrase(lang, "page.comma").strip())[0],
        "kernel": phrase(lang, f"page.nest_kernel_{kernel}"),
        "other": phrase(lang, "page.nest_other"),
        "front": phrase(lang, "page.nest_front") if product == "cluster" else "",
        "caption": phrase(lang, f"page.nest_caption_{_caption(product, boxed)}"),
    }  # fmt: skip
    words["alt"] = phrase(
        lang,
        "page.nest_alt",
        machine=words["machine"],
        mine=words["mine"],
        programs=phrase(lang, "page.and").join(names),
    )
    return drawings.nesting(
        words, names, boxed=boxed, count=2 if product == "cluster" else 1, alone=product == "dedicated"
    )


def _mine(product: str, lang: str) -> str:
    if product in SERVERLESS:
        return phrase(lang, "page.nest_platform")
    if product == "cluster":
        return phrase(lang, "page.nest_each")
    return phrase(lang, "page.nest_mine", product=choice_label(lang, "product", product))


def _caption(product: str, boxed: bool) -> str:
    if product in SERVERLESS:
        return "managed"
    if product == "dedicated":
        return "dedicated"
    return "boxed" if boxed else "plain"


def timeline(found: Advice, lang: str) -> list[dict[str, str]]:
    """Return the days until it is live, counted from the order."""
    if found.decided.choice("product") in SERVERLESS and found.decided.choice("filing") == "not-needed":
        names: tuple[str, ...] = ("deploy", "evening")
    else:
        names = TIMELINES[found.decided.choice("filing")]
    return [{"when": phrase(lang, f"page.when_{name}"), "what": phrase(lang, f"page.what_{name}")} for name in names]


def words_for(name: str, lang: str) -> object:
    """Return what a drawing on a topic page says; KeyError when there is no drawing of that name."""
    return {"nesting": _layers, "resize": _resize, "filing-timeline": _filing}[name](lang)


def _said(lang: str, *names: str) -> dict[str, str]:
    return {name: phrase(lang, f"page.draw_{name}") for name in names}


def _layers(lang: str) -> drawings.Picture:
    said = _said(lang, "mine", "spec", "caption", "programs")
    names = [phrase(lang, "page.nest_container", name=name) for name in said["programs"].split("|")]
    words = {
        **said, "machine": phrase(lang, "page.nest_machine"), "kernel": phrase(lang, "page.nest_kernel_docker"),
        "other": phrase(lang, "page.nest_other"), "alt": said["caption"],
    }  # fmt: skip
    return drawings.nesting(words, names, boxed=True)


def _resize(lang: str) -> dict[str, str]:
    said = _said(lang, "resize", "small", "large", "move_1", "move_2", "grow_1", "grow_2")
    return {**said, "alt": said["resize"], "caption": said["resize"]}


def _filing(lang: str) -> dict[str, object]:
    said = _said(lang, "filing", "start", "weeks", "verify", "vendor", "office", "live")
    # Weeks from the order: three days, then two working days, then up to twenty; live between the second and the fifth week.
    spans = (
        ("verify", "d-program", 0, 0.6),
        ("vendor", "d-mine", 0.6, 1.0),
        ("office", "d-wait", 1.0, 5.0),
        ("live", "d-go", 2.0, 6.0),
    )
    rows = [{"label": said[name], "kind": kind, "from": start, "to": end} for name, kind, start, end in spans]
    return {**said, "alt": said["filing"], "caption": said["filing"], "rows": rows}
