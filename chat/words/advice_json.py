"""The advice as the contract's JSON, in one language; every sentence with the rule, snippet and sources behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chat.bodies import parts, whole
from chat.words import bill_json, comparing, giving_up, law_json, money_said, picture, size_json, sized_json
from chat.words import cost_json as costing
from chat.words.bill_json import sources
from chat.words.wording import budget_label, choice_label, chosen_label, number, phrase, size_label, value_label
from knowledge import load
from rules.advice.advising import SERVERLESS, Advice
from rules.advice.instead import instead_price
from rules.advice.lawful import eased
from rules.advice.named_machine import Named
from rules.advice.priced import Priced
from rules.ahead.sureness import Sureness
from rules.argument.model import Argument, Note, Verdict
from rules.decide.deciding import Decided
from rules.machine.stated import TOO_SMALL
from rules.price.spoken import Said, as_said, as_told

JSON = dict[str, Any]


def as_json(advice: Advice, lang: str, spec: Named | None = None, told: Said | None = None) -> whole.Advice:
    """Return the whole advice as GET /api/v1/advice answers it; `spec`: a machine that was named, `told`: the budget as it was said."""
    known, looks = load(), advice.outlook
    return {
        "needs": dict(advice.needs),
        "also": [flag for flag in advice.answers.also if not flag.startswith(TOO_SMALL)],
        "open": list(looks.open),
        "ready": advice.ready,
        "settled": looks.all_settled,
        "next": question(advice, looks.next, lang) if looks.next else None,
        "refine": list(looks.refine),
        "at_most": 0 if advice.ready else looks.at_most,
        "assumed": assumed(advice, lang),
        "decisions": {name: _decision(advice, verdict, lang) for name, verdict in advice.decided.verdicts.items()},
        "conflict": _conflict(advice, lang),
        "spec": size_json.spec(advice),
        "named": size_json.named(advice, spec, lang, told) if spec else None,
        "sized_by": sized_json.sized_by(advice, lang),
        "sizing": size_json.sizing(advice, lang),
        "tight": sized_json.tight(advice, lang),
        "scope": sized_json.scope(advice, lang),
        "sizes": size_json.sizes(advice, lang, told),
        "bill": bill_json.bill(advice, lang),
        "cost": costing.cost(advice, lang, told),
        "candidates": costing.candidates(advice, lang),
        "compare": comparing.rows(advice, lang, spec, told),
        "plans": bill_json.plans(advice),
        "timeline": picture.timeline(advice, lang),
        "timeline_notes": picture.timeline_notes(advice, lang),
        "changes": [
            {"need": c.need, "from": c.before, "to": c.after, "decisions": _flips(c.decisions)} for c in advice.changes
        ],
        "knowledge": {"version": known.version, "as_of": known.as_of},
        **notes(advice, lang, told),
    }


def question(advice: Advice, name: str, lang: str) -> parts.Question:
    """Return one question with its answers, as `next` gives it."""
    need, purpose = load().needs[name], advice.answers.stated("purpose")
    if need.kind == "number":
        unit = need.unit_for(purpose)
        presets: Iterable[float] = unit.presets if unit else need.presets
        options: list[parts.Option] = [
            {"value": number(n), "label": value_label(lang, name, n, purpose)} for n in presets
        ]
        text = unit.question if unit else need.question
    else:
        options = [_option(option, lang) for option in need.options_for(purpose)]
        text = need.question
    return {"need": name, "question": text.get(lang, ""), "why": need.why.get(lang, ""), "options": options}


def question_text(advice: Advice, name: str, lang: str) -> str:
    """Return how a question is put, for what runs."""
    need = load().needs[name]
    unit = need.unit_for(advice.answers.stated("purpose"))
    return (unit.question if unit else need.question).get(lang, "")


def _option(option: Any, lang: str) -> parts.Option:
    row: parts.Option = {"value": option.value, "label": option.label[lang]}
    return {**row, "help": option.help[lang]} if option.help else row


def assumed(advice: Advice, lang: str) -> list[parts.Assumed]:
    """Return what unstated needs that are heard, not asked, are taken to be."""
    rows: list[parts.Assumed] = [
        {"need": need.name, "value": need.assumed["value"], "text": need.assumed[lang]}
        for need in load().needs.values()
        if need.assumed and advice.answers.stated(need.name) is None
    ]
    if advice.size.assumed_people and advice.decided.choice("product") not in SERVERLESS:
        unit = load().needs["scale"].unit_for(advice.answers.stated("purpose"))
        if unit and advice.size.people:
            text = phrase(lang, "advice.assumed_scale", n=advice.size.people, unit=unit.label[lang])
            rows.append({"need": "scale", "value": advice.size.people, "text": text})
    return rows


def _reason(decided: Decided, rule: Argument, lang: str) -> parts.Argument:
    snippet = load().snippets[rule.snippet]
    return {
        "rule": rule.id,
        "snippet": rule.snippet,
        "text": snippet.texts[lang],
        "weight": abs(rule.weight),
        "veto": rule.veto,
        "because": decided.because(rule),
        "circumstances": decided.circumstances(rule),
        "given": decided.given(rule),
        "sources": sources(snippet.cites, lang),
    }


def reasons(
    decided: Decided, verdict: Verdict, choice: str, lang: str
) -> tuple[list[parts.Argument], list[parts.Argument]]:
    """Return what fired for a choice and what fired against it (vetoes first), each strongest first."""
    pro = [_reason(decided, rule, lang) for rule in verdict.arguments(choice, "for")]
    contra = [*verdict.arguments(choice, "veto"), *verdict.arguments(choice, "against")]
    return pro, [_reason(decided, rule, lang) for rule in contra]


def _decision(advice: Advice, verdict: Verdict, lang: str) -> parts.Decision:
    decided, name = advice.decided, verdict.decision
    prices = advice.prices(name)
    pro, contra = reasons(decided, verdict, verdict.choice, lang)
    others = []
    for choice in verdict.standings[1:]:
        good, bad = reasons(decided, verdict, choice, lang)
        label = choice_label(lang, name, choice)
        row: parts.Alternative = {
            "choice": choice,
            "label": label,
            "veto": verdict.worst_veto(choice),
            "for": good,
            "against": bad,
            "price": None,
            "gives_up": "",
        }
        others.append(_priced(advice, prices.get(choice), name, row, lang))
    return {
        "choice": verdict.choice,
        "label": chosen_label(advice, lang, name),
        "settled": name in advice.outlook.settled,
        "firm": name in advice.outlook.firm,
        **how_sure(advice, name),
        "standing": list(advice.outlook.standing.get(name, verdict.standings)),
        "for": pro,
        "against": contra,
        "alternatives": others,
    }


def _priced(
    advice: Advice, price: Priced | None, decision: str, row: parts.Alternative, lang: str
) -> parts.Alternative:
    """Return a losing choice with its price and what it gives up; what costs less than the advice is never called unaffordable."""
    if price is None:
        return row
    row = {
        **row,
        "price": costing.range_of(price),
        "gives_up": giving_up.gives_up(advice, decision, row["choice"], lang),
    }
    if row["veto"] == "unaffordable" and price.low < advice.price.low:
        return {**row, "veto": None, "against": [one for one in row["against"] if one["veto"] != "unaffordable"]}
    return row


def _instead_price(advice: Advice, rule: str, lang: str) -> parts.InsteadPrice | None:
    """Return what not buying costs a month; None where nobody can say."""
    found = instead_price(rule, advice.decided.choice("region"))
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "per": "month",
        "about": found.about,
        "sources": sources(found.cites, lang),
    }


def how_sure(advice: Advice, decision: str) -> parts.Sure:
    """Return what a decision may still become, and the `unsure` needs it hangs on."""
    found = Sureness(advice.answers, decision)
    return {
        "possible": list(found.possible),
        "hangs_on": [
            {
                "need": row.need,
                "verdicts": {_key(value): choice for value, choice in row.verdicts.items()},
                "possible": {_key(value): list(choices) for value, choices in row.possible.items()},
            }
            for row in found.hangs_on
        ],
    }


def _key(value: object) -> str:
    return value if isinstance(value, str) else number(value)


def _flips(decisions: Mapping[str, tuple[str, str]]) -> dict[str, parts.Flip]:
    return {name: {"from": before, "to": after} for name, (before, after) in decisions.items()}


def _conflict(advice: Advice, lang: str) -> parts.Conflict | None:
    clash, by_law = advice.conflict, law_json.missing_json(advice, lang)
    if clash is None and by_law is None:
        return None
    both = [("wishes", clash.relax if clash else ()), ("law", eased(advice.decided, advice.lawful.missing))]
    relax: list[parts.Relax] = [
        {"need": c.need, "to": c.after, "decisions": _flips(c.decisions), "by": by} for by, ways in both for c in ways
    ]
    needs = {*(clash.needs if clash else ()), *(by_law["needs"] if by_law else ())}
    wishes = list(clash.needs) if clash else []
    return {"needs": [name for name in advice.needs if name in needs], "wishes": wishes, "relax": relax, "law": by_law}


def notes(advice: Advice, lang: str, told: Said | None = None) -> whole.Notes:
    """Return the order lines, the questions to the vendor, the steps and the warnings, and what would do `instead`."""
    values = placeholders(advice, lang, told)
    rows = {kind: [_note(advice, note, lang, values) for note in fired] for kind, fired in advice.notes.items()}
    instead: parts.Instead | None = None
    if found := rows.get("instead"):
        one: parts.Asked = found[0]
        instead = {**one, "price": _instead_price(advice, one["rule"], lang)}
    enough = money_said.within(advice, told)
    warnings = [row for row in _warnings(advice, lang, values) if not (enough and row["about"] == "budget")]
    return {
        "order": rows.get("order", []),
        "ask_vendor": [row["text"] for row in rows.get("ask_vendor", [])],
        "ask_vendor_notes": rows.get("ask_vendor", []),
        "steps": rows.get("step", []),
        "warnings": warnings,
        "instead": instead,
    }


def _warnings(advice: Advice, lang: str, values: Mapping[str, str]) -> list[parts.Warned]:
    """Return warnings and what the law says, due first in front."""
    noted: list[tuple[int, str, parts.Warned]] = [
        (note.rank, note.id, _note(advice, note, lang, values)) for note in advice.notes.get("warning", ())
    ]
    said = [(row.rank, row.id, law_json.row_json(advice, row, lang)) for row in advice.lawful.rows]
    rows = [row for _, _, row in sorted([*noted, *said], key=lambda each: each[:2])]
    return [*rows, law_json.no_advice_json(lang, sources)] if said else rows


def _note(advice: Advice, note: Note, lang: str, values: Mapping[str, str]) -> Any:
    snippet = load().snippets[note.snippet]
    said = snippet.texts[lang]
    texts = said if isinstance(said, Mapping) else {"text": said}
    row: JSON = {key: _filled(text, values) for key, text in texts.items()}
    if note.kind == "order":
        row["field"] = note.id.partition("/")[2]
    if note.about:
        row["about"] = note.about
    decided = advice.decided
    row.update(
        rule=note.id, snippet=note.snippet, because=decided.because(note), circumstances=decided.circumstances(note)
    )
    row.update(given=decided.given(note), sources=sources(snippet.cites, lang))
    return row


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def placeholders(advice: Advice, lang: str, told: Said | None = None) -> dict[str, str]:
    """Return what the texts of notes may name."""
    decided, size, said = advice.decided, advice.size, money_said.said_of(advice, told)
    low, high = (
        budget_label(lang, replace(said, amount=as_told(as_said(end, said, advice.months))))
        for end in money_said.ends_of(advice.price, said)
    )
    budget = "" if advice.answers.stated("budget") is None else budget_label(lang, said)
    return {
        "size": size_label(lang, size),
        "region": choice_label(lang, "region", decided.choice("region")),
        "product": choice_label(lang, "product", decided.choice("product")),
        "low": low,
        "high": high,
        "budget": budget,
        "vcpus": number(size.vcpus or 0),
        "memory": number(size.memory_gib or 0),
        "disk": number(size.disk_gib or 0),
        "bandwidth": number(size.bandwidth_mbps or 0),
        "card": number(size.gpu_memory_gib or 0),
        "months": "3" if decided.choice("filing") in ("needed", "done") else "1",
    }
