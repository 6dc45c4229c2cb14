"""The ways from the advice to something better in one respect: what each costs, what is lost by it, and how it is taken."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chat.replies import points
from chat.replies.case import Case, price_of
from chat.replies.reply import JSON, Tap
from chat.words import bill_json, giving_up, picture, size_json
from chat.words.wording import number, phrase, price_date, vendor_label
from knowledge.products import products
from knowledge.regions import regions
from rules.advice.named_machine import Named
from rules.machine.size import LADDER
from rules.price.spoken import told_gap


@dataclass(frozen=True)
class Way:
    """One way: how it reads, yuan a month from (None: not a matter of the price), and what taps lead there."""

    text: str
    low: float | None = None
    taps: tuple[Tap, ...] = ()
    sources: tuple[JSON, ...] = ()


def cheaper(case: Case) -> list[Way]:
    """Return the ways that cost less: another product or place, a size less, a wish let go, an offer, a year at once."""
    rows = [
        _rival(case, one.kind, one.choice)
        for one in case.found.rivals
        if not one.chosen and told_gap(one.price.low, case.found.price.low) < 0
    ]
    rows += [*_smaller(case), *_let_go(case), *_promos(case), *_by_the_year(case)]
    return sorted(rows, key=lambda way: math.inf if way.low is None else way.low)


def _rival(case: Case, decision: str, choice: str) -> Way:
    price, mine = price_of(case, decision, choice) or case.found.price, case.found.price
    lost, rules = points.loss(case, decision, choice)
    label = case.label(decision, choice)
    values = {
        "label": label,
        "money": case.money(price),
        "gap": case.total(abs(told_gap(mine.low, price.low))),
        "lost": lost,
    }
    text = case.say("way_cheaper" if told_gap(price.low, mine.low) < 0 else "way_other", **values)
    return Way(text, round(price.low, 2), tuple(taken(case, decision, choice)), tuple(case.cited(rules)))


def taken(case: Case, decision: str, choice: str) -> list[Tap]:
    """Return the tap that makes a choice win; where no change of answers does, the question why not."""
    return points.way_back(case, decision, choice)[1] or [
        case.ask(
            "why_not", {"act": "why-not", "decision": decision, "choice": choice}, choice=case.label(decision, choice)
        )
    ]


def _smaller(case: Case) -> list[Way]:
    one = case.found.smaller
    if one is None or told_gap(one.price.low, case.found.price.low) >= 0:
        return []
    row = next((row for row in size_json.sizes(case.found, case.lang, case.said.told) if row["id"] == one.choice), None)
    if row is None:
        return []
    return [
        Way(
            case.say("way_size", label=size(case, one.choice), money=case.money(one.price), text=row["text"]),
            round(one.price.low, 2),
            (_spec(case, one.choice),),
        )
    ]


def size(case: Case, size_id: str) -> str:
    """Return the name of a size on the ladder."""
    machine = LADDER[size_id]
    if machine.gpu_memory_gib:
        return phrase(case.lang, "advice.size_gpu", card=machine.gpu_memory_gib)
    return phrase(case.lang, "advice.size", vcpus=machine.vcpus, memory=number(machine.memory_gib))


def _spec(case: Case, size_id: str) -> Tap:
    machine = LADDER[size_id]
    said = replace(case.said, spec=Named(machine.vcpus, int(machine.memory_gib) or None), riding={}, unread=0)
    return Tap(case.say("tap_take", what=size(case, size_id)), said)


def _let_go(case: Case) -> list[Way]:
    if case.found.fit != "no":
        rows = giving_up.let_go(case.found, case.found.answers.number("budget") or 0, case.lang, case.said.told)
    else:
        rows = [
            row
            for row in giving_up.give_up(case.found, case.lang, case.said.told)
            if row["kind"] in ("isolation", "uptime")
        ]
    return [
        Way(case.say("way_plain", text=row["text"]), row["low"], (_change(case, {row["kind"]: row["choice"]}),))
        for row in rows
    ]


def _change(case: Case, change: Mapping[str, object]) -> Tap:
    return Tap(case.say("tap_take", what=case.listed(case.answer(n, v) for n, v in change.items())), case.after(change))


def _promos(case: Case) -> list[Way]:
    rows = []
    for one in case.found.offers[:2]:
        low = one.first_year / 12
        if low >= case.found.price.low:
            continue
        key = "way_promo" if one.three_years is None else "way_promo_three"
        text = case.say(
            key,
            vendor=vendor_label(case.lang, one.plan.plan.vendor),
            first=one.first_year,
            renewal=one.renewal_year or 0,
            three=one.three_years or 0,
            date=price_date(case.lang, one.plan.plan.as_of),
        )
        plan = one.plan.plan
        taps = (Tap(case.say("tap_plan"), path=f"/go/{plan.id}"),)
        rows.append(Way(text, round(low, 2), taps, (bill_json.of_plan(plan),)))
    return rows


def _by_the_year(case: Case) -> list[Way]:
    price = case.found.price
    brief = case.found.answers.stated("term") in ("short", "months")
    if brief or case.choice("billing") == "yearly" or price.yearly_factor >= 1:
        return []
    text = case.say("way_yearly", off=round((1 - price.yearly_factor) * 100), year=case.total(price.first_year))
    return [Way(text, round(price.first_year / 12, 2), tuple(taken(case, "billing", "yearly")))]


def faster(case: Case) -> list[Way]:
    """Return the ways to open faster: nearer to the people, a better line, copies near them; never a bigger machine alone."""
    people, here = case.found.answers.stated("audience"), case.choice("region")
    rows = [*([] if case.sold.serverless else [_look(case)]), *_nearer(case)]
    if here in ("hongkong", "asia") and people in ("mainland", "global"):
        rows.append(Way(case.say("way_line"), taps=(case.ask("lines", {"act": "topic", "topic": "lines"}),)))
    return [*rows, *_lighter_pages(case, here)] if case.browsed else rows


def _lighter_pages(case: Case, here: str) -> Iterator[Way]:
    """Return copies of pages near the people, where a content network may serve them, and pages that weigh less."""
    if here != "mainland" or case.choice("filing") != "not-needed":
        yield Way(case.say("way_cdn" if here == "mainland" else "way_cdn_abroad"), taps=(case.topic("cdn"),))
    yield Way(case.say("way_slim"), taps=(case.topic("slow-server"),))


def _nearer(case: Case) -> list[Way]:
    people = str(case.found.answers.stated("audience"))
    moves = people in regions() and people != case.choice("region") and points.possible(case, "region", people)
    return [_rival(case, "region", people)] if moves else []


def _look(case: Case) -> Way:
    """Return how to tell a slow line from a full machine: only the second is mended by a larger one."""
    return Way(case.say("way_look"), taps=(case.topic("slow-server"),))


def larger(case: Case) -> list[Way]:
    """Return the next size up, and which product grows from there."""
    rows = size_json.sizes(case.found, case.lang, case.said.told)
    place = next((at for at, row in enumerate(rows) if row["chosen"]), len(rows))
    return [
        Way(
            case.say(
                "way_size",
                label=size(case, row["id"]),
                money=case.money({"low": row["low"], "high": row["high"]}),
                text=row["text"],
            ),
            row["low"],
            (_spec(case, row["id"]),),
        )
        for row in rows[place + 1 : place + 2]
    ]


def steadier(case: Case) -> list[Way]:
    """Return the ways to stay up: two machines where one can fail, a copy elsewhere."""
    rows = []
    if case.found.answers.stated("uptime") != "critical":
        change = {"uptime": "critical"}
        then = case.advise(case.after(change))
        if then.choice("product") != case.choice("product"):
            key = "way_two" if then.sold.kind == "several" else "way_platform"
            text = case.say(key, label=then.chosen("product"), money=case.money(then.found.price))
            rows.append(Way(text, round(then.found.price.low, 2), (_change(case, change),)))
    if case.choice("vendor") == "small" and (price := price_of(case, "vendor", "big")):
        rows.append(
            Way(
                case.say("way_big", money=case.money(price)),
                round(price.low, 2),
                tuple(taken(case, "vendor", "big")),
            )
        )
    rows.append(Way(case.say("way_copy"), taps=(case.ask("backup", {"act": "how", "about": "backup"}),)))
    return rows


def sooner(case: Case) -> list[Way]:
    """Return the ways to be live sooner: without the filing, or under another domain meanwhile."""
    if case.choice("filing") == "not-needed":
        return []
    rows = []
    text = picture.otherwise(case.found, case.lang)
    change = points.change_for(case, "filing", "not-needed")
    if change:
        then = case.advise(case.after(change))
        said = case.say("way_no_filing", place=then.chosen("region"), money=case.money(then.found.price), text=text)
        rows.append(Way(said, round(then.found.price.low, 2), (_change(case, change),)))
    if case.choice("filing") == "needed":
        rows.append(Way(case.say("way_meanwhile"), taps=(case.ask("how_filing", {"act": "how", "about": "filing"}),)))
    return rows


def simpler(case: Case) -> list[Way]:
    """Return the ways that ask less of who runs it: no server, one program straight on the system, a ready-made image."""
    order, rivals = list(products()), points.rivals(case, "product")
    less = order[: order.index(case.choice("product"))]
    rows = [_rival(case, "product", one) for one in less if products()[one].easy and one in rivals][:2]
    if case.choice("runtime") in ("docker", "kubernetes") and points.possible(case, "runtime", "native"):
        lost, rules = points.loss(case, "runtime", "native")
        rows.append(
            Way(
                case.say("way_native", lost=lost),
                taps=tuple(taken(case, "runtime", "native")),
                sources=tuple(case.cited(rules)),
            )
        )
    if case.sold.kind == "machine":
        rows.append(Way(case.say("way_image"), taps=(case.ask("how_setup", {"act": "how", "about": "setup"}),)))
    return rows
