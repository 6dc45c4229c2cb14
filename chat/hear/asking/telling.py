"""Questions for facts about the advice: how much, when, how, how sure, from whom, in short, what is that."""

from __future__ import annotations

import re

from chat.hear.asking.context import Context
from chat.hear.asking.glossary import word_in
from chat.hear.asking.parts import Ask, Part, ask
from chat.hear.asking.tables import words
from chat.hear.numbers import numbers


def recap(part: Part, context: Context) -> Ask | None:
    """Read a wish to have it in short: in so many words, or what to buy in the end, where nothing is set against anything."""
    if "recap" in part.frames:
        return ask(part, "recap") if context.said_before else None
    # 预算五百的话买啥: what a supposition asks is its own.
    supposed = context.asked and context.asked[-1].act == "what-if"
    if not part.has("in_the_end") or not context.advised or part.vendors or supposed:
        return None
    beside = {*part.choices_behind(context.idle(part)), *part.among(words().abouts)} - {"order", "setup"}
    return None if beside else ask(part, "recap")


def sure(part: Part, context: Context) -> Ask | None:
    """Read how sure, how fresh, on what evidence; a vendor's name makes it a question about the vendor."""
    if not (("sure" in part.frames or _how_fresh(part)) and context.said_before):
        return None
    about_us = part.has("about_us")
    # really? behind another question only presses it.
    if (part.vendors and not about_us) or (context.asked and part.has("pressing")):
        return None
    return ask(part, "sure") if part.asked or about_us or part.has("sure_said") else None


def _how_fresh(part: Part) -> bool:
    """Tell whether when is asked of the figures, not of going live: 价格数据截至何时."""
    return "when" in part.frames and part.has("figures") and not part.has("live")


def vendor(part: Part, context: Context) -> Ask | None:
    """Read what to think of vendors named, and from whom to buy."""
    if part.has("usable") and not part.vendors:
        return None
    named = list(dict.fromkeys(v for p in (*context.idle(part), part) for v in p.vendors))
    if not named and _of_domain(part, context):
        return ask(part, "how", about="domain")
    return ask(part, "vendor", vendors=named) if _judges(part, named) or _asks_whom(part) else None


def _judges(part: Part, named: list[str]) -> bool:
    """Tell whether it is asked what to think of the vendors named."""
    return bool(named) and "vendor-judged" in part.frames and (part.asked or len(named) > 1)


def _asks_whom(part: Part) -> bool:
    """Tell whether it is asked from whom to buy."""
    return "vendor" in part.frames and (part.asked or part.has("vendor_said"))


def _of_domain(part: Part, context: Context) -> bool:
    """Tell whether what is to be bought somewhere is a name: 域名在哪买."""
    spoken = [p.among({"domain": words().abouts["domain"]}) for p in (part, *context.idle(part))]
    return "vendor" in part.frames and part.asked and any(spoken)


def named(part: Part, context: Context) -> Ask | None:
    """Read a question that names a vendor and says nothing else we know of."""
    if not part.vendors or not part.asked or not context.advised or part.choices:
        return None
    return ask(part, "vendor", vendors=part.vendors)


_FIGURE = re.compile(r"\d")


def cost(part: Part, context: Context) -> Ask | None:
    """Read what it costs, over the span said; a month where none is."""
    if not _asks_cost(part) or any(part.has(no_sum) for no_sum in ("how_much", "how_hard", "paid_how")):
        return None
    # ~150GB in total: a figure that nothing asks for.
    if not part.asked and (_FIGURE.search(part.words) or not part.has("cost_said")):
        return None
    if "why" in part.frames and part.spans != ["all"]:
        return None
    return ask(part, "cost", span=part.spans[0] if part.spans else context.span_before(part) or "month")


def _asks_cost(part: Part) -> bool:
    """Tell whether a part asks what it costs: in so many words, or how much over a length of time (头一年到手多少)."""
    return "cost" in part.frames or (part.asked and bool(part.spans) and part.has("amount_asked"))


def when(part: Part, context: Context) -> Ask | None:
    """Read how soon it can be live."""
    counts = "what-if" in part.frames and numbers(part.words)
    if "when" not in part.frames or counts or part.has("not_when") or (part.has("not_asking") and not part.marked):
        return None
    # 几天内能退: how long one may give it back; 现在能拿来用么: whether it still counts.
    if part.among({"refund": words().abouts["refund"]}) or part.has("usable"):
        return None
    return ask(part, "when") if part.asked or (part.has("soonest") and not part.has("not_asking")) else None


def how(part: Part, context: Context) -> Ask | None:
    """Read how something is done, by what is to be done; "how now" alone is about what comes after buying."""
    if first := _filed_first(part, context):
        return ask(part, "how", about=first)
    if not _asks_how(part):
        return None
    about = _done_to(part, context) or part.among(words().abouts)
    if not about or not (context.said_before or about[0] == "filing"):
        return None
    return ask(part, "how", about=_to_be_done(about))


def _asks_how(part: Part) -> bool:
    """Tell whether it is asked how something is done, and not how much or how good it is."""
    framed = "how" in part.frames or (part.has("usable") and not part.choices)
    return framed and part.asked and not (part.has("how_much") or part.has("how_good"))


def _to_be_done(about: list[str]) -> str:
    """Return what is to be done of all that is named: docker is mostly only what it is done with."""
    with_docker = about[0] == "docker" and about[1:2] not in ([], ["setup"], ["order"])
    return about[1 if with_docker else 0]


def _filed_first(part: Part, context: Context) -> str:
    """Return what is to be done around a filing, the filing itself where nothing else is named: 备案前要不要先转进来."""
    if not part.asked or not (part.has("in_filing") or part.has("papers")) or {"why", "what-if"} & {*part.frames}:
        return ""
    about = part.among(words().abouts)
    if "filing" not in about:
        return ""
    before = [name for p in context.idle(part) for name in p.among(words().abouts)]
    return next((name for name in (*about, *before) if name in ("domain", "moving")), "filing")


def by_whom(part: Part, context: Context) -> Ask | None:
    """Read who has to do something: who files that, me or the host."""
    about = part.among(words().abouts)
    asked = part.asked and part.has("by_whom") and not part.vendors
    return ask(part, "how", about=about[0]) if about and asked else None


def _done_to(part: Part, context: Context) -> list[str]:
    """Return what stands before a "how" that names nothing of its own: 财务催要专票 咋弄, how do i hook it up."""
    about = part.among(words().abouts)
    if about and not (part.has("doing") and about == ["setup"]):
        return []
    # how do people do it: it is what was asked about before; else only what no question has taken yet.
    earlier = part.before if part.has("doing") and not about else context.idle(part)
    before = [p.among(words().abouts) for p in reversed(earlier)]
    return next((found for found in before if found), [])


def pointed(part: Part, context: Context) -> Ask | None:
    """Read whether what was said before would do: 先租两天试试，这么搞可以不."""
    if not part.asked or not context.advised or not part.has("this_way") or part.choices or part.among(words().abouts):
        return None
    before = [p.among(words().abouts) for p in reversed(context.idle(part))]
    about = next((found for found in before if found), [])
    named = context.last_named(context.idle(part))
    if named:
        return ask(part, "why-not", decision=named[0], choice=named[1])
    return ask(part, "how", about=about[0]) if about else None


def bare(part: Part, context: Context) -> Ask | None:
    """Read a mere subject with a question mark behind it."""
    about = part.among(words().abouts)
    short = len(part.words) <= 14 and part.marked and not part.choices and not part.vendors
    asked = short or (
        part.asked and about[:1] in (["refund"], ["invoice"], ["test"], ["backup"], ["security"], ["moving"])
    )
    return ask(part, "how", about=about[0]) if about and asked and context.advised else None


def left(part: Part, context: Context) -> Ask | None:
    """Read a question by its object alone: the sizes or prices it compares, what is to be done."""
    if not part.asked or not context.advised or part.choices or part.vendors:
        return None
    if "compare" in part.frames and {"size", "cost"} & {*part.decisions}:
        return ask(part, "why", decision=next(d for d in part.decisions if d in ("size", "cost")))
    about = [name for name in part.among(words().abouts) if name not in ("filing", "docker", "domain")]
    return ask(part, "how", about=about[0]) if about else None


def meaning(part: Part, context: Context) -> Ask | None:
    """Read what something is."""
    if "meaning" not in part.frames or not part.asked or part.has("how_much"):
        return None
    if {"cost", "why", "why-not"} & {*part.frames}:
        return None
    name = part.topic or word_in(part.words, folded=True)
    return ask(part, "topic", topic=name) if name else None


def measured(part: Part, context: Context) -> Ask | None:
    """Read a question that has its own page whatever else it names: 延迟大概多少, can I pay with alipay, 放家里不行？."""
    if not part.asked or "compare" in part.frames:
        return None
    if part.has("as_server") and any(p.topic == "home-server" for p in context.idle(part)):
        return ask(part, "topic", topic="home-server")
    return ask(part, "topic", topic=part.topic) if _has_own_page(part) else None


def _has_own_page(part: Part) -> bool:
    """Tell whether a subject has its page whatever else is named: a server at home, ways to pay, a latency in figures, a CDN needed."""
    if part.topic == "latency":
        figure = "better" not in part.frames or part.has("bearable") or part.has("amount_asked")
        return figure and part.has("measured")
    if part.topic == "cdn":
        return part.has("need_it")
    return part.topic == "home-server" or (part.topic == "payment" and "billing" not in part.choices)


def topic(part: Part, context: Context) -> Ask | None:
    """Read what is left: a question that names something we have a page about, the newer names first."""
    if not part.asked or (part.has("not_asking") and not part.marked):
        return None
    found = part.topic if part.topic in ("lines", "latency", "payment") else None
    found = (
        found
        or (part.topic if context.advised else None)
        or (context.topics[0] if context.topics and not context.asked else None)
    )
    return ask(part, "topic", topic=found) if found else None
