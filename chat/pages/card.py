"""The advice as a card: the contract's JSON put into the words, links and scales a page needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.pages import card_days, card_first, card_ways, terms
from chat.pages import card_money as money
from chat.pages.card_markdown import as_markdown
from chat.pages.question import amount
from chat.said.conversation import Conversation
from chat.words import drawings, headline, money_said, picture
from chat.words.wording import also_label, answer_label, choice_label, phrase, sum_said, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.ahead.lookup import outcome
from rules.facts.attributes import stated

JSON = dict[str, Any]
ORDER = ("product", "region", "filing", "runtime", "vendor", "billing")
"""Reasons are told in this order."""
GIVEN = ("scale", "audience")
"""Who comes, and from where, is as it is."""
CHANGES_SHOWN = 3
WARNINGS_OPEN = 2


def view(body: JSON, found: Advice, said: Conversation, site: Any) -> JSON:
    """Return the card of one advice; `body` is the contract's JSON in the site's language."""
    lang = site.lang
    cost = body["cost"]
    budget: Any = stated(found.needs, "budget")
    first, rest = card_first.split_order(terms.explained(body["order"], found.needs, lang))
    near, far = _sources(body)
    ways, compared = card_ways.ways(body, found, said, site)
    card = {
        "what": card_first.what(found, lang),
        "price": card_first.price(found, cost, lang, said.told),
        "because": card_first.because(body["decisions"], said, site),
        "over": cost["within_budget"] is False,
        "facts": card_first.facts(found, body, lang),
        "ways": ways,
        "compared": compared,
        "noodles": card_first.noodles(found, cost, lang, picture.NOODLES),
        "order_first": first,
        "order_rest": rest,
        "days": card_days.laid_out(body["steps"], body["timeline"]),
        "warnings_open": WARNINGS_OPEN,
        "said": _said(said, lang),
        "short": headline.short(found, lang),
        "headline": headline.headline(found, lang, said.told),
        "tagline": headline.tagline(found, lang, cost["noodle_bowls"], picture.NOODLES, said.told),
        "named": body["named"],
        "settled": body["settled"],
        "instead": body["instead"],
        "law": headline.law_first(found, lang).strip(),
        "conflict": _clash(body["conflict"], cost, found, said, site),
        "order": body["order"],
        "ask_vendor": body["ask_vendor"],
        "ask_notes": body["ask_vendor_notes"],
        "letter": _letter(found, body["ask_vendor"], lang),
        "bar": money.bar(cost, budget, lang),
        "grounds": money.grounds(cost, lang),
        "cost_line": money.cost_line(found, cost, lang),
        "candidates": money.candidates(body["candidates"], budget, lang),
        "plans": money.plans(body["plans"], budget, site),
        "reasons": [
            _reasons(body["decisions"][name], name, _prices(body["candidates"], lang), said, site) for name in ORDER
        ],
        "sizing": body["sizing"],
        "nesting": picture.nesting(found, lang),
        "warnings": body["warnings"],
        "steps": body["steps"],
        "timeline": picture.timeline(found, lang),
        "timeline_notes": picture.timeline_notes(found, lang),
        "changes": _changes(body["changes"], said, site),
        "assumed": [
            {
                "text": row["text"],
                "label": load().needs[row["need"]].label[lang],
                "url": site.chat(said.asking(row["need"])),
            }
            for row in body["assumed"]
        ],
        "still_open": still_open(body["open"], said, site),
        "also_offers": _also(said, site),
        "share": {"url": share_url(said, site), "qr": drawings.qr_code(share_url(said, site))},
        "sources": near,
        "sources_besides": far,
        "knowledge": body["knowledge"],
    }
    card["markdown"] = as_markdown(card, lang)
    return card


def _sources(body: JSON) -> tuple[list[list[JSON]], list[list[JSON]]]:
    """Return every source once: of what the advice says, and besides of what it says about other choices."""
    rows = [*body["warnings"], *body["steps"]]
    others: list[JSON] = []
    for name in ORDER:
        decision = body["decisions"][name]
        rows += [*decision["for"], *decision["against"]]
        others += [row for other in decision["alternatives"] for row in (*other["for"], *other["against"])]
    near = {(source["title"], source["url"]): source for row in rows for source in row["sources"]}
    far = {(source["title"], source["url"]): source for row in others for source in row["sources"]}
    return [[source] for source in near.values()], [[source] for key, source in far.items() if key not in near]


def _said(said: Conversation, lang: str) -> str:
    """Return what the person said, in one line."""
    purpose = stated(said.needs, "purpose")
    rows = [answer_label(lang, name, value, purpose, said.told) for name, value in said.needs.items()]
    rows += [also_label(lang, flag) for flag in said.also]
    return phrase(lang, "page.said", what=phrase(lang, "page.dot").join(rows)) if rows else ""


def share_url(said: Conversation, site: Any) -> str:
    """Return the full address of this advice on the chat's own page."""
    return f"{site.origin}{site.chat(said, 'chat')}#advice"


def _letter(found: Advice, questions: Sequence[str], lang: str) -> JSON:
    hello = phrase(lang, "page.letter", what=headline.wanted(found, lang), n=len(questions))
    lines = [f"{place}. {text.replace('**', '')}" for place, text in enumerate(questions, 1)]
    return {"hello": hello, "text": "\n".join([hello, *lines])}


def _prices(candidates: Sequence[JSON], lang: str) -> dict[tuple[str, str], str]:
    """Return what each way to buy costs, by what is changed and to what."""
    return {(row["kind"], row["choice"]): money.money_range(row["low"], row["high"], lang) for row in candidates}


def _reasons(decision: JSON, name: str, prices: dict[tuple[str, str], str], said: Conversation, site: Any) -> JSON:
    lang = site.lang
    label = load().decisions[name].label[lang]
    hangs = [
        phrase(lang, "page.hangs", need=load().needs[row["need"]].label[lang], value=value_label(lang, row["need"], value),
               choice=choice_label(lang, name, choice))
        for row in decision["hangs_on"] for value, choice in row["verdicts"].items() if choice != decision["choice"]
    ]  # fmt: skip
    return {
        **decision,
        "alternatives": [{**row, "price": prices.get((name, row["choice"]), "")} for row in decision["alternatives"]],
        "id": name,
        "title": label,
        "hangs": hangs,
        "wavers": bool(hangs),
        "why_url": site.why(said, name),
    }


def flips(decisions: JSON, lang: str) -> str:
    """Say what the advice becomes: 改买 VPS，放到内地，要先备案."""
    rows = sorted((name for name in decisions if name in ORDER), key=ORDER.index)
    parts = [phrase(lang, f"page.flip_{name}", to=choice_label(lang, name, decisions[name]["to"])) for name in rows]
    return phrase(lang, "page.comma").join(parts)


def supposed(said: Conversation, name: str, value: Any, lang: str) -> str:
    """Say a changed answer as one would suppose it: 要是预算只有 23 元."""
    before = stated(said.needs, name)
    if name == "budget":
        less = before is not None and float(value) < float(str(before))
        return phrase(lang, "page.if_budget_less" if less else "page.if_budget", n=sum_said(value))
    if name == "scale":
        unit = load().needs["scale"].unit_for(stated(said.needs, "purpose"))
        return phrase(lang, "page.if_scale", n=amount(value, lang), unit=unit.label[lang] if unit else "")
    return phrase(lang, "page.if", what=answer_text(said, name, value, lang))


def answer_text(said: Conversation, name: str, value: Any, lang: str) -> str:
    """Return an answer after its need's name: 备案：愿意办，等得起."""
    told = said.told if said.needs.get(name) == value else None
    text = answer_label(lang, name, value, stated(said.needs, "purpose"), told)
    return phrase(lang, "page.change_from", label=load().needs[name].label[lang], value=text)


def _changes(changes: Sequence[JSON], said: Conversation, site: Any) -> JSON:
    """Return the changes that would flip something, what and where first; the rest is folded away."""
    ranked = sorted(changes, key=lambda row: _use(row, said))
    rows = [
        {"label": supposed(said, row["need"], row["to"], site.lang), "then": flips(row["decisions"], site.lang),
         "url": site.chat(said.changed({row["need"]: row["to"]}))}
        for row in ranked
    ]  # fmt: skip
    return {"first": rows[:CHANGES_SHOWN], "rest": rows[CHANGES_SHOWN:]}


def _use(row: JSON, said: Conversation) -> tuple[bool, int, int]:
    """Order changes by what people may want to do: other choices first, sums after them, what merely is so, paying less for less last."""
    before, after = stated(said.needs, row["need"]), row["to"]
    numeric = load().needs[row["need"]].kind == "number"
    lower = numeric and before is not None and float(after) < float(str(before))
    return (
        lower,
        numeric + 2 * (row["need"] in GIVEN),
        min(ORDER.index(name) for name in row["decisions"] if name in ORDER),
    )


def _clash(conflict: JSON | None, cost: JSON, found: Advice, said: Conversation, site: Any) -> JSON | None:
    """Return what does not go together: what the law asks for first, and as `more` the money or the wishes that clash besides."""
    wishes = money.short(cost, said, site) or (_conflict(conflict, found, said, site) if conflict else None)
    if conflict is None or conflict["law"] is None:
        return wishes
    return {**_by_law(conflict["law"], said, site), "more": wishes}


def _quoted(names: Sequence[str], said: Conversation, lang: str) -> str:
    """Return answers in words, each in quotation marks."""
    marks = "「{}」" if lang == "zh" else "“{}”"
    return phrase(lang, "page.and").join(
        marks.format(answer_text(said, name, said.needs[name], lang)) for name in names
    )


def _conflict(conflict: JSON, found: Advice, said: Conversation, site: Any) -> JSON | None:
    if not conflict["wishes"]:
        return None
    lang = site.lang
    ways = [
        {"label": supposed(said, row["need"], row["to"], lang), "then": flips(row["decisions"], lang),
         "url": site.chat(said.changed({row["need"]: row["to"]}))}
        for row in conflict["relax"] if row["by"] == "wishes"
    ]  # fmt: skip
    if not ways and conflict["law"]:
        return None
    kind = "money" if "budget" in conflict["wishes"] else "conflict"
    budget = money_said.had(lang, found, said.told) if kind == "money" else ""
    text = phrase(
        lang,
        f"page.{kind}_text",
        needs=_quoted(conflict["wishes"], said, lang),
        low=money_said.least(found, lang, said.told),
        budget=budget,
    )
    return {"title": phrase(lang, f"page.{kind}"), "text": text, "ways": ways}


def _by_law(law: JSON, said: Conversation, site: Any) -> JSON:
    """Return what the law asks for beyond what the verdict begins with, which answers it rests on, and the way to another answer."""
    lang, (_, *more) = site.lang, law["first"] or [""]
    text = phrase(lang, "page.law_text", needs=_quoted(law["needs"], said, lang))
    if more:
        text = headline.sentences(
            [phrase(lang, "page.law_more", first=phrase(lang, "page.semicolon").join(more)), text], lang
        )
    ways = [
        {"label": phrase(lang, "page.law_change", what=answer_text(said, name, said.needs[name], lang)), "then": "", "url": site.chat(said.asking(name))}
        for name in law["needs"]
    ]  # fmt: skip
    return {"title": phrase(lang, "page.law"), "text": text, "ways": ways}


def still_open(names: Sequence[str], said: Conversation, site: Any) -> list[JSON]:
    """Return the open questions that could still change something, with what."""
    rows = []
    for name in names:
        need = load().needs[name]
        unit = need.unit_for(stated(said.needs, "purpose"))
        changed = could_change(said, name)
        if changed:
            labels = phrase(site.lang, "page.and").join(load().decisions[d].label[site.lang] for d in changed)
            rows.append({"label": (unit.question if unit else need.question).get(site.lang, need.label[site.lang]), "url": site.chat(said.asking(name)),
                         "then": phrase(site.lang, "page.could_change", what=labels)})  # fmt: skip
    return rows


def could_change(said: Conversation, name: str) -> list[str]:
    """Return the decisions that some answer to an open question would change, everything else as it is."""
    need = load().needs[name]
    unit = need.unit_for(stated(said.needs, "purpose"))
    values = need.values or (unit.presets if unit else need.presets)
    now = outcome(said.needs, said.weighing, ORDER)
    found = {
        d for value in values for d in now.differs(outcome({**said.needs, name: value}, said.weighing, ORDER), *ORDER)
    }
    return [decision for decision in ORDER if decision in found]


def _also(said: Conversation, site: Any) -> list[JSON]:
    """Return the circumstances a tap adds, and the stated ones, which a tap takes back."""
    offered = [flag for flag, row in load().circumstances.items() if row.offered]
    others = [flag for flag in said.also if flag not in offered]
    return [
        {"label": also_label(site.lang, flag), "on": flag in said.also,
         "url": site.chat(said.without(flag) if flag in said.also else said.with_also(flag))}
        for flag in [*others, *offered]
    ]  # fmt: skip
