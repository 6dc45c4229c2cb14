"""Better in one respect, or another good choice: each way there, what is lost by it, a tap each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.replies import billing, points, ways, words
from chat.replies.case import Case, figures, live, price_of, priced_from
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.replies.ways import Way
from chat.words import notes_json
from chat.words.wording import size_label
from knowledge.products import products

TOWARD: Mapping[str, Callable[[Case], list[Way]]] = {
    "cost": ways.cheaper,
    "speed": ways.faster,
    "size": ways.larger,
    "uptime": ways.steadier,
    "sooner": ways.sooner,
    "simpler": ways.simpler,
}
MOST = 4


def better(case: Case, ask: JSON) -> Reply:
    """Answer how it could be better."""
    toward = ask.get("toward") if ask.get("toward") in TOWARD else "cost"
    found = TOWARD[str(toward)](case)[:MOST]
    now, size = case.money(case.found.price), size_label(case.lang, case.found.size)
    values = {
        "money": now,
        "size": size,
        "place": case.chosen("region"),
        "product": case.chosen("product"),
        "live": live(case)[0],
    }
    key = f"better_{toward}" if found else f"better_{toward}_none"
    rows = _rows(case, str(toward), case.say(key, **values), [way.text for way in found])
    speed = words.cited(case, "latency") if toward == "speed" else []
    sources = [*speed, *(source for way in found for source in way.sources), *priced_from(case.found.price)[:3]]
    body = {
        "toward": toward,
        **figures(case.found.price),
        "ways": [{"text": way.text, "low": way.low} for way in found],
    }
    return reply("better", rows, sources=sources, figures=body, taps=_taps(case, found))


def _rows(case: Case, toward: str, now: str, ways_on: list[str]) -> list[str]:
    """Return how it is now and the ways on, in the order in which they answer."""
    if toward == "speed":
        # How fast it is now comes before how it gets faster.
        return [*words.here(case, "latency"), now, *ways_on]
    if toward == "cost":
        return _down(case, now, ways_on)
    if toward == "uptime" and ways_on and products()[case.choice("product")].kind == "machine":
        return [case.say("better_uptime_whole", text=now), *ways_on]
    if toward == "size" and ways_on:
        # Who asks for a size up wants to know what it costs, and knows what they have.
        return [case.say("size_up", text=ways_on[0]), *ways_on[1:], now]
    return [now, *ways_on]


def _down(case: Case, now: str, ways_on: list[str]) -> list[str]:
    """Return the ways down: they are what was asked for."""
    if hours := billing.by_hours(case):
        return [hours, *ways_on, now]
    if not ways_on or case.said.told is not None:
        # An offer is told in yuan, whatever was spoken of.
        return [now, *ways_on]
    return [case.say("better_cost_way", text=ways_on[0]), now, *ways_on[1:]]


def _taps(case: Case, found: list[Way]) -> list[Tap]:
    taps = {tap.label: tap for way in found for tap in way.taps[:1]}
    if not taps:
        taps = {tap.label: tap for tap in [case.ask("other", {"act": "other"})]}
    return list(taps.values())[:MOST]


def other(case: Case, _: JSON) -> Reply:
    """Answer with another good choice than the advised one: the next product, and the next place."""
    found = [(decision, one) for decision in ("product", "region") for one in points.rivals(case, decision)[:1]]
    # With a place that has to be, or a product nothing can stand in for, the others are no choices.
    found = [(decision, one) for decision, one in found if _fair(case, decision, one)]
    if not found:
        return _no_other(case)
    rows, sources, body, taps = _otherwise(case)
    for decision, choice in found:
        lost, rules = points.loss(case, decision, choice)
        price = price_of(case, decision, choice) or case.found.price
        rows.append(
            case.say_for("other", decision, label=case.label(decision, choice), money=case.money(price), lost=lost)
        )
        rows += [points.borrowed(case, price)]
        sources += [*case.cited(rules), *priced_from(price)[:2]]
        body.append({"decision": decision, "choice": choice, **figures(price)})
        taps += ways.taken(case, decision, choice)[:1]
    rows.insert(
        0,
        case.say(
            "other_lead",
            chosen=case.chosen("product"),
            place=case.chosen("region"),
            money=case.money(case.found.price),
        ),
    )
    return reply("other", rows, sources=sources, figures={"others": body}, taps=taps)


def _otherwise(case: Case) -> tuple[list[str], list[JSON], list[JSON], list[Tap]]:
    """Return the ways to want something else: somebody else's model in place of a card, buying nothing or less."""
    rows, sources, body, taps = list[str](), list[JSON](), list[JSON](), list[Tap]()
    if case.found.answers.stated("purpose") == "ai":
        change = {"purpose": "app"}
        then = case.advise(case.after(change))
        values = {
            "place": then.chosen("region"),
            "label": then.chosen("product"),
            "money": case.money(then.found.price),
        }
        rows.append(case.say("other_app", **values))
        body.append({"decision": "product", "choice": then.choice("product"), **figures(then.found.price)})
        taps.append(Tap(case.say("tap_take", what=case.answer("purpose", "app")), case.after(change)))
        sources += priced_from(then.found.price)[:2]
    if instead := notes_json.notes(case.found, case.lang).get("instead"):
        rows.append(instead["text"])
        sources += [row for row in instead["sources"] if row["url"]]
    return rows, sources, body, taps


def _fair(case: Case, decision: str, choice: str) -> bool:
    return all(abs(rule.weight) < 8 for rule in points.contra(case, decision, choice))


def _no_other(case: Case) -> Reply:
    second = case.verdict("product").standings[1]
    lost, rules = points.loss(case, "product", second)
    rows = [case.say("other_none", label=case.label("product", second), lost=lost)]
    return reply(
        "other",
        rows,
        sources=case.cited(rules),
        figures={"others": []},
        taps=[case.ask("better_cost", {"act": "better", "toward": "cost"})],
    )
