"""Questions about the advice itself: why, why not, what is better, what else."""

from __future__ import annotations

from chat.hear.asking.context import Context
from chat.hear.asking.parts import Ask, Found, Part, ask
from chat.hear.asking.tables import words
from chat.hear.moods import Mood

PRODUCT = "product"
_SHORT = 6


def why_not(part: Part, context: Context) -> Ask | None:
    """Read why not, cannot I: with the choice that is missed, or the last one named where the words point back to it."""
    if "why-not" not in part.frames or not (part.asked or part.has("why_not_said")) or part.has("must_it"):
        return None
    found = _missed(part, context)
    if found is None:
        before = part.before if part.has("anaphora") or len(part.words) <= _SHORT else context.idle(part)
        found = context.last_named(before)
    if found is None:
        return None
    return ask(part, "why-not", decision=found[0], choice=found[1])


def _missed(part: Part, context: Context) -> tuple[str, str] | None:
    """Return the choice missed: behind the "not" where several are named, a filing last."""
    rows = _missable(part, context)
    if not rows:
        return ("size", part.memories[0]) if part.memories and context.advised else None
    denied = part.among({"denied": words().plain["denied"]})
    best = (_after_denied(part, rows) if denied else None) or _behind_not(part, rows)
    return best.key, best.value


def _missable(part: Part, context: Context) -> list[Found]:
    """Return the choices named that one can miss: no filing to be made, a size only of a machine advised."""
    rows = (f for found in part.choices.values() for f in found)
    return [f for f in rows if (f.key, f.value) != ("filing", "needed") and (f.key != "size" or context.advised)]


def _behind_not(part: Part, rows: list[Found]) -> Found:
    """Return the first choice behind the "not", else the first; a product among others, and a filing, last."""
    at = part.frames["why-not"].start
    behind = [f for f in rows if f.end > at and not (f.key == PRODUCT and len(rows) > 1)]
    return min(behind or rows, key=lambda f: f.key == "filing")


def _after_denied(part: Part, rows: list[Found]) -> Found | None:
    """Return the choice right behind a "not": 为什么用轻量不用ECS misses ECS."""
    m = words().plain["denied"].search(part.text, part.start, part.end)
    return next((f for f in sorted(rows, key=lambda f: f.start) if m and f.start >= m.end() - 1), None)


def why(part: Part, context: Context) -> Ask | None:
    """Read why: with the decision spoken of, that of a choice named, or what the reply on screen was about."""
    if not _asks_why(part):
        return None
    decision = _decision(part, context)
    if part.vendors and decision == "vendor" and "why-not" in part.frames:
        # why not Hetzner: what is known of it says.
        return ask(part, "vendor", vendors=part.vendors)
    if missed := _rather(part, decision or PRODUCT):
        return missed
    if decision in (None, PRODUCT) and not part.choices and (complaint := _complained(part, context)):
        return complaint
    return _why(part, decision or context.subject or PRODUCT)


def _why(part: Part, decision: str) -> Ask:
    """Return a why; of a question, with the need that it names."""
    named = part.among(words().questions)[:1] if decision == "question" else []
    return ask(part, "why", decision=decision, **({"need": named[0]} if named else {}))


def _asks_why(part: Part) -> bool:
    """Tell whether a part asks why, or whether it must be, and not how much."""
    framed = "why" in part.frames or part.has("must_it")
    figure = part.has("how_much") and "question" not in part.decisions
    return framed and not figure and (part.asked or part.has("why_said"))


def _rather(part: Part, decision: str) -> Ask | None:
    """Read a why of one choice and not of another as why not the other: 为什么是轻量不是 ECS."""
    rows = part.choices.get(decision, [])
    missed = _after_denied(part, rows) if len({f.value for f in rows}) > 1 else None
    return ask(part, "why-not", decision=missed.key, choice=missed.value) if missed else None


def _complained(part: Part, context: Context) -> Ask | None:
    """Read a why that is none: 为啥这么卡 complains, 一定要域名吗 asks how to do with it."""
    if part.among({"speed": words().toward["speed"]}):
        return ask(part, "better", toward="speed")
    about = part.among(words().abouts)
    return ask(part, "how", about=about[0]) if about and context.subject is None else None


def _decision(part: Part, context: Context) -> str | None:
    """Return the decision a why is about: the one named, that of a choice named, or the last spoken of."""
    named = part.decisions
    first = next((d for d in ("question", "filing") if d in named), None)
    if first:
        return first
    chosen = min(part.choices, key=lambda d: d == PRODUCT, default=None)
    if chosen and not ("size" in named and part.has("amount")):
        return chosen
    if "cost" in named and (not chosen or (named[0] == "size" and part.has("dear"))):
        return "cost"
    return _spoken_of(part, named, context)


def _spoken_of(part: Part, named: list[str], context: Context) -> str | None:
    """Return the decision named, a vendor's where one is, else the last spoken of, which counts before a mere product."""
    last = "vendor" if part.vendors else context.last_decision()
    return last if not named or (named == [PRODUCT] and last) else named[0]


def yes_or_no(part: Part, context: Context) -> Ask | None:
    """Read a plain question that names a choice, a filing or a size: 包月是不是亏了, 小程序也得备案？, 2G够吗."""
    if not _is_yes_or_no(part) or not context.advised:
        return None
    return _of_choice(part) or _of_figure(part)


def _of_choice(part: Part) -> Ask | None:
    """Read a plain question by the filing or the choice it names."""
    skipped = [f for f in part.choices.get("filing", []) if f.value == "not-needed"]
    if "filing" in part.decisions and not skipped:
        return ask(part, "why", decision="filing")
    named = [f for decision, found in part.choices.items() if decision not in ("size", "filing") for f in found]
    first = None if _only_sized(part, named) else _first_doubted([*named, *skipped])
    return ask(part, "why-not", decision=first.key, choice=first.value) if first else None


def _only_sized(part: Part, named: list[Found]) -> bool:
    """Tell whether a product is only named as the thing whose size is asked for: 云服务器配置选择？."""
    return {f.key for f in named} == {PRODUCT} and "size" in part.decisions and part.has("of_size")


def _first_doubted(named: list[Found]) -> Found | None:
    """Return the choice said first, a product last."""
    return min(named, key=lambda f: (f.key == PRODUCT, f.start), default=None)


def copes(part: Part, context: Context) -> Ask | None:
    """Read whether the machine carries what is named: 能撑住一万人吗, can it handle 20k visitors, 20 个人会卡吗."""
    if not part.asked or not context.advised or {"why", "why-not", "how", "cost"} & {*part.frames}:
        return None
    # 我这有个 100 并发的 这套能支持吗: how many may be said just before.
    many = any(one.has("so_many") for one in (part, *context.idle(part)))
    return ask(part, "why", decision="size") if many and (part.has("lags") or part.has("carries")) else None


def where(part: Part, context: Context) -> Ask | None:
    """Read where the machine should stand, asked without naming a place: 那机房放哪块合适."""
    asked = part.asked and context.advised and "region" in part.decisions and not part.choices
    return ask(part, "why", decision="region") if asked and part.has("which_place") else None


def asked_of_me(part: Part, context: Context) -> Ask | None:
    """Read a question put to the speaker and said again as one about the asking: 问我能出多少钱，是想看人下菜碟吧."""
    return ask(part, "why", decision="question") if part.has("asked_of_me") else None


def _of_figure(part: Part) -> Ask | None:
    """Read a plain question that doubts a size or a price, or asks a price of later."""
    named = [d for d in ("size", "cost") if d in part.decisions or d in part.choices]
    later = [span for span in part.spans if span in ("renewal", "three-years")]
    if named == ["cost"] and later:
        return ask(part, "cost", span=later[0])
    return ask(part, "why", decision=named[0]) if named and "doubt" in part.frames else None


def _is_yes_or_no(part: Part) -> bool:
    if not part.asked or part.mood is Mood.SUPPOSES or {"how", "when"} & {*part.frames}:
        return False
    return not part.has("opinion") and (part.marked or not part.has("not_asking"))


def better(part: Part, context: Context) -> Ask | None:
    """Read better in one respect: cheaper, faster, bigger, steadier, sooner, with less work."""
    if part.has("content") or not context.said_before or not (part.asked or part.has("complaint")):
        return None
    toward = part.among(words().toward)
    if part.has("remedy"):
        toward = toward or next((t for p in reversed(context.idle(part)) if (t := p.among(words().toward))), [])
    if not toward or not ("better" in part.frames or _hints_at(part, toward)):
        return None
    return ask(part, "better", toward=_nearest(part, toward))


def wished(part: Part, context: Context) -> Ask | None:
    """Read a question that names a direction and nothing else we know of as a wish for it: 能再抠抠价不."""
    toward = part.among(words().toward)
    named = any(p.has("of_a_kind") for p in context.idle(part))
    plain = (part.asked or named) and context.now and not part.choices and not part.vendors and not part.has("content")
    return ask(part, "better", toward=_nearest(part, toward)) if plain and toward else None


def _hints_at(part: Part, toward: list[str]) -> bool:
    """Tell whether a question without the words for better still asks for it: 会不会卡, how do I get more nines."""
    asked = "how" in part.frames or (part.asked and "doubt" in part.frames)
    return asked and not part.choices and (part.has("comparative") or toward[0] == "speed")


def _nearest(part: Part, toward: list[str]) -> str:
    """Return the direction meant: a size named with "bigger" is no speed."""
    if len(toward) > 1 and toward[0] == "speed" and "size" in toward and not part.has("faster"):
        return "size"
    return toward[0]


def sooner(part: Part, context: Context) -> Ask | None:
    """Read a wish to be live earlier, which is no question when."""
    elsewise = "why" in part.frames or part.has("soonest") or part.has("in_filing")
    if elsewise or not part.among({"sooner": words().toward["sooner"]}):
        return None
    return better(part, context) or (ask(part, "better", toward="sooner") if part.has("complaint") else None)


def other(part: Part, context: Context) -> Ask | None:
    """Read a wish for another good choice."""
    if "other" not in part.frames or part.has("content"):
        return None
    return ask(part, "other") if part.asked or (context.advised and part.has("other_said")) else None
