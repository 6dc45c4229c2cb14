"""Why this: the strongest arguments and what they rest on; of a size its steps, of a price the prices, of a question its own why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chat.replies import enough, grounds, points, ways, words
from chat.replies.case import Case, figures, price_of, priced_from
from chat.replies.reply import JSON, Reply, Tap, cited, reply
from chat.words import advice_json, decision_json, notes_json, size_json, sized_json
from chat.words.wording import begun, number, phrase, size_label, value_label
from knowledge import load
from rules.advice.advising import PRICED

MOST = 3
OTHER_LOAD = ("concurrent", "rate", "storage", "software", "demand", "model")
"""What makes a size beside the people."""
AFTER_MEMORY = ("class", "bandwidth", "stream", "uplink", "said-mbps", "requests", "traffic", "disk")
"""Steps of the arithmetic that say nothing of cores and memory."""


def why(case: Case, ask: JSON) -> Reply:
    """Answer why a decision is what it is."""
    decision = ask.get("decision") or "product"
    if decision == "size":
        return _size(case, ask)
    if decision == "question":
        return _question(case, str(ask.get("need", "")))
    if decision == "cost":
        return _cost(case)
    return _decision(case, decision if decision in load().decisions else "product")


def _decision(case: Case, decision: str) -> Reply:
    choice = case.choice(decision)
    rules = points.pro(case, decision, choice)[:MOST]
    texts = points.sentences(case, rules)
    label = case.chosen(decision)
    told = case.because(rules[:1])
    rows = [_first(case, decision, texts[0], told) if texts else _default(case, decision, choice)]
    rows += [_instead(case, decision), *(case.say("also_counts", text=text) for text in texts[1:])]
    rows += [_else(case)] if (decision, choice) == ("filing", "needed") else []
    apart = _filed_apart(case) if decision == "filing" else []
    rows = [*(case.say("why_filing_app", choice=label, text=row["text"]) for row in apart), *rows]
    said = case.because(rules)
    rows += [case.say("from_answers", answers=said)] if said not in ("", _named(decision, told)) else []
    rows += [_unsure(case, decision)]
    rivals = points.rivals(case, decision)
    taps = [
        case.ask(
            _other_key(decision),
            {"act": "why-not", "decision": decision, "choice": one},
            choice=case.label(decision, one),
        )
        for one in rivals[:1]
    ]
    sources = [*cited(apart), *case.cited(rules)]
    return reply("why", rows, sources=sources, figures={"decision": decision, "choice": choice}, taps=taps)


def _named(decision: str, told: str) -> str:
    """Return what the first sentence says of the answers: of a filing it is whether to, and nothing of why."""
    return "" if decision == "filing" else told


def _first(case: Case, decision: str, text: str, told: str) -> str:
    """Return what was chosen, on which answers, and the weightiest reason."""
    given = case.say("why_given", answers=told) if told else ""
    return begun(case.say_for("why", decision, choice=case.chosen(decision), text=text, given=given))


def _instead(case: Case, decision: str) -> str:
    """Return what the next best choice would cost beside the one that was taken; "" where it has no price of its own."""
    rival = next(iter(points.rivals(case, decision)), None)
    price = price_of(case, decision, rival) if rival and decision in PRICED else None
    if rival is None or price is None:
        return ""
    values = {
        "other": case.label(decision, rival),
        "othermoney": case.money(price),
        "money": case.money(case.found.price),
    }
    return case.say("why_instead", choice=case.chosen(decision), **values)


def _other_key(decision: str) -> str:
    """Return the tap that asks for the other choice: a filing is done or not."""
    return "why_not_filing" if decision == "filing" else "why_not"


def _filed_apart(case: Case) -> Sequence[JSON]:
    """Return what is filed whatever becomes of the site: an app before a store lists it."""
    rows = notes_json.notes(case.found, case.lang, case.said.told)["warnings"]
    return [row for row in rows if row["about"] == "app-filing"][:1]


def _else(case: Case) -> str:
    """Return what comes of not filing."""
    return case.say("why_filing_else", text=load().snippets["region/unfiled-domain-may-not-open"].texts[case.lang])


def _default(case: Case, decision: str, choice: str) -> str:
    """Say why a choice won for which nothing speaks: what speaks against the next."""
    second = case.verdict(decision).standings[1]
    against = points.contra(case, decision, second)
    values = {"choice": case.label(decision, choice), "second": case.label(decision, second)}
    if against:
        return case.say("why_by_default", **values, text=case.text(against[0]))
    return case.say("why_nothing", **values)


def _unsure(case: Case, decision: str) -> str:
    """Return what a decision still hangs on, in a sentence; "" where it is firm."""
    hangs = decision_json.how_sure(case.found, decision)["hangs_on"]
    if not hangs:
        return ""
    return case.say("hangs", needs=case.listed(load().needs[row["need"]].label[case.lang] for row in hangs))


def _size(case: Case, ask: JSON) -> Reply:
    body = size_json.sizing(case.found, case.lang)
    figures = {"decision": "size", "spec": size_json.spec(case.found)}
    if amount := enough.amount_of(ask):
        return enough.answered(case, body, figures, *amount)
    if not case.found.size.vcpus or case.sold.kind == "pages":
        said = [
            *words.here(case, "bandwidth"),
            case.say("why_size_none"),
            *(case.sentence(row["text"]) for row in body),
        ]
        return reply("why", said, figures=figures, sources=cited(body))
    first = _strongest(case, body)
    begun = [*_verdict(case, ask), _size_in_short(case, first)]
    rest = [case.sentence(row["text"]) for row in body if row is not first and row["id"] != "class"]
    rows = [begun[0], *_assumed_people(case), *begun[1:], _floor(case), *rest]
    taps = [
        case.ask("better_size", {"act": "better", "toward": "size"}),
        case.ask("better_cost", {"act": "better", "toward": "cost"}),
    ]
    found = cited([*([first] if first else []), *body])
    return reply("why", rows, sources=found, figures=figures, taps=taps)


def _verdict(case: Case, ask: JSON) -> list[str]:
    """Return whether it is enough, where that was asked: of the machine they named, else of the one advised."""
    return _of_named(case) or ([enough.machine_enough(case)] if "enough" in ask else [])


def _size_in_short(case: Case, first: JSON | None) -> str:
    label = size_label(case.lang, case.found.size)
    if first is None:
        return case.say("why_size_bare", size=label)
    need = case.found.size.needed.get("memory_gib", 0.0)
    # Where the system takes some on top, the sum is said too: it is what a machine somebody names is held against.
    short = bool(need) and "GB" in first["text"] and number(need) not in first["text"]
    more = case.say("why_size_total", need=number(need)) if short else ""
    return case.sentences([case.say("why_size", size=label, text=first["text"]), more])


def _floor(case: Case) -> str:
    """Return that fewer people would take the same size; "" where they would not, or something else than people was said."""
    answers = case.found.answers
    if not answers.number("scale") or any(answers.stated(name) for name in OTHER_LOAD):
        return ""
    least = case.advise(case.said.changed({"scale": 1}, ())).found.size
    return case.say("why_size_floor") if least.id == case.found.size.id else ""


def _of_named(case: Case) -> list[str]:
    """Return how the machine they named compares."""
    return [size_json.named(case.found, case.said.spec, case.lang, case.said.told)["text"]] if case.said.spec else []


def _assumed_people(case: Case) -> list[str]:
    """Return how many people were taken to be, where nobody said and it is more than oneself."""
    people = case.found.size.people or 0
    return [case.say("why_size_assumed", n=people)] if case.found.size.assumed_people and people > 1 else []


def _strongest(case: Case, body: Iterable[JSON]) -> JSON | None:
    """Return what asks for the most memory; the arithmetic of the line and the disk comes after it."""
    worked_out = next((row for row in body if row["id"] not in AFTER_MEMORY), None)
    return worked_out or next(iter(sized_json.sized_by(case.found, case.lang)), None)


def _cost(case: Case) -> Reply:
    price = case.found.price
    what = case.chosen("product")
    rows = [case.say("why_cost", money=case.money(price), what=what, grounds=grounds.rests_on(case))]
    body = size_json.sizing(case.found, case.lang)
    if (first := _strongest(case, body)) and case.sold.kind != "pages":
        # What makes the price is why; what it rests on comes after.
        values = {"size": size_label(case.lang, case.found.size), "text": first["text"]}
        rows.insert(0, case.say("why_cost_size", money=case.money(price), **values))
    if grounds.larger(case):
        rows.append(case.say("why_cost_larger", size=size_label(case.lang, case.found.size)))
    rows += [way.text for way in ways.cheaper(case)[:1]]
    plans = list(dict.fromkeys(grounds.plan(case, row) for row in grounds.examples(case)))[:2]
    rows += [case.say("why_cost_examples", plans=case.listed(plans))]
    rows += [points.borrowed(case, price), *grounds.parts(case)]
    taps = [
        case.ask("better_cost", {"act": "better", "toward": "cost"}),
        case.ask("three_years", {"act": "cost", "span": "three-years"}),
    ]
    sources = [*priced_from(price), *cited(body)]
    return reply("why", rows, sources=sources, figures={"decision": "cost", **figures(price)}, taps=taps)


def _question(case: Case, asked: str) -> Reply:
    """Answer why something is asked: what was named, else the question on screen."""
    name = asked if asked in load().needs else case.said.riding.get("ask") or case.found.outlook.next or ""
    if name not in load().needs:
        return reply(
            "why",
            [case.say("why_question_none")],
            figures={"decision": "question"},
            taps=[case.ask("recap", {"act": "recap"})],
        )
    need = load().needs[name]
    rows = [
        case.say(
            "why_question", question=advice_json.question_text(case.found, name, case.lang), why=need.why[case.lang]
        )
    ]
    differ = _brings(case, name)
    rows += [case.say("why_question_brings", rows=differ)] if differ else []
    rows += [case.say("why_question_skip")]
    return reply(
        "why",
        rows,
        figures={"decision": "question", "need": name},
        taps=[Tap(phrase(case.lang, "chat.unsure"), case.said.with_need(name, "unsure"))],
    )


def _brings(case: Case, name: str) -> str:
    """Return what each answer would make of the place or the product, where they differ."""
    need, purpose = load().needs[name], case.found.answers.stated("purpose")
    if need.kind == "number" or name == "purpose":
        return ""
    for decision in ("region", "product", "vendor", "billing", "runtime"):
        rows = {
            value_label(case.lang, name, option.value, purpose): case.advise(
                case.said.with_need(name, option.value)
            ).chosen(decision)
            for option in need.options_for(purpose)
        }
        if len({*rows.values()}) > 1:
            return case.pairs(rows.items())
    return ""
