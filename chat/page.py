"""One turn of the chat as the templates draw it: every text in one language, every address ready-made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from chat import advice as wording_of
from chat import card, headline
from chat.conversation import Conversation, Value, read_value, written
from chat.reading import article, error, topic, topics
from chat.site import Site, frame
from chat.templating import init_templates
from chat.wording import also_label, choice_label, number, phrase, size_label, target_label, value_label
from knowledge import load
from rules.advising import Advice, advise
from rules.asking import Consequence, consequences
from rules.attributes import SIZE_NEEDS, stated

__all__ = ["Site", "article", "error", "frame", "init_templates", "topic", "topics", "view"]

JSON = dict[str, Any]
OPENINGS: tuple[tuple[str, dict[str, Value], tuple[str, ...]], ...] = (
    ("blog", {"purpose": "blog"}, ()),
    ("learning", {"purpose": "learning"}, ()),
    ("demo", {"buyer": "student", "purpose": "app", "term": "short"}, ()),
    ("miniprogram", {"purpose": "miniprogram"}, ()),
    ("game", {"purpose": "game"}, ()),
    ("moving", {}, ("moving",)),
)
"""What the first screen offers: what each states."""
BUDGETS = (
    0,
    5,
    10,
    15,
    20,
    30,
    40,
    50,
    60,
    80,
    100,
    150,
    200,
    300,
    500,
    800,
    1000,
    2000,
    3000,
    5000,
    10000,
    30000,
    100000,
)
"""Where the slider stops."""


def view(
    said: Conversation, site: Site, *, heard: Sequence[str] = (), reply: JSON | None = None, text: str = ""
) -> JSON:
    """Return everything a turn shows; `heard`: needs and circumstances just understood, `text`: a draft to keep."""
    found = advise(said.needs, said.also, said.now)
    page = frame(said, site)
    asked = _asked(said, found)
    changing = asked if asked in said.needs else None
    body = wording_of.as_json(found, site.lang) if found.ready else None
    shown = asked if asked and (changing or not found.ready or said.riding.get("ask")) else None
    first = not said.needs and not said.also and not said.now and reply is None
    calm = replace(said, riding={}, unread=False)
    page |= {
        "first": first,
        "say": {"action": site.to("/say"), "hidden": _say_hidden(calm, site, shown), "text": text},
        "turns": [_turn(calm, site, name, changing) for name in said.needs] + _also_turn(calm, site),
        # One thing heard stands in the answer just above; only several are worth saying back.
        "heard": [_heard(calm, site, name) for name in heard] if len(heard) > 1 else [],
        "reply": reply,
        "lean": headline.lean(found, site.lang) if stated(said.needs, "purpose") else None,
        "at_most": found.outlook.at_most if not found.ready else None,
        "question": _question(calm, site, found, shown, changing) if shown else None,
        "changing": changing,
        "panel": _panel(calm, site, found) if stated(said.needs, "purpose") else None,
        "advice": card.view(body, found, calm, site) if body else None,
        "openings": _openings(calm, site) if first else [],
        "card": site.at == "embed" and (first or "card" in said.riding),
        "whole_url": site.chat(calm),
        "chat_url": site.chat(calm, "chat"),
        "oembed": site.origin + site.to("/oembed", urlencode({"url": site.origin + site.chat(calm, "chat")})),
        "address": site.origin + site.chat(calm, "chat"),
        "back_url": None if first else site.chat(calm.back()),
        "restart_url": None if first else site.chat(Conversation(lang=said.lang, theme=said.theme, source=said.source)),
        "advise_now_url": None if first or found.ready else site.chat(replace(calm, now=True)),
    }
    if body:
        page["title"] = phrase(site.lang, "page.title_advice", headline=page["advice"]["short"])
        page["description"] = page["advice"]["headline"]
    return page


def _asked(said: Conversation, found: Advice) -> str | None:
    wanted = said.riding.get("ask")
    return wanted if wanted in load().needs else found.outlook.next


def _say_hidden(said: Conversation, site: Site, asked: str | None) -> list[tuple[str, str]]:
    rows = said.parameters()
    if asked:
        rows.append(("ask", asked))
    return [*rows, ("at", site.at)]


def _turn(said: Conversation, site: Site, name: str, changing: str | None) -> JSON:
    purpose, need = stated(said.needs, "purpose"), load().needs[name]
    unit = need.unit_for(purpose)
    value = said.needs[name]
    unsure = value == "unsure"
    return {
        "need": name,
        "label": need.label[site.lang],
        "question": (unit.question if unit else need.question)[site.lang],
        "answer": phrase(site.lang, "chat.unsure") if unsure else value_label(site.lang, name, value, purpose),
        "words": None,
        "change_url": site.chat(said.asking(name)),
        "drop_url": site.chat(said.without(name)),
        "changing": name == changing,
    }


def _also_turn(said: Conversation, site: Site) -> list[JSON]:
    """Return the circumstances as one turn; each can be taken back in the panel and beneath the advice."""
    if not said.also:
        return []
    labels = [also_label(site.lang, flag) for flag in said.also]
    return [
        {
            "need": "also", "label": "", "question": phrase(site.lang, "chat.also_heard"), "words": None, "changing": False,
            "answer": phrase(site.lang, "page.semicolon").join(labels), "change_url": None, "drop_url": None,
        }
    ]  # fmt: skip


def _heard(said: Conversation, site: Site, name: str) -> JSON:
    if name in said.needs:
        text = value_label(site.lang, name, said.needs[name], stated(said.needs, "purpose"))
        return {
            "need": name,
            "label": load().needs[name].label[site.lang],
            "text": text,
            "change_url": site.chat(said.asking(name)),
        }
    label = phrase(site.lang, "chat.also_heard")
    return {
        "need": name,
        "label": label,
        "text": also_label(site.lang, name),
        "change_url": site.chat(said.without(name)),
    }


def _question(said: Conversation, site: Site, found: Advice, name: str, changing: str | None) -> JSON:
    asked = wording_of.question(found, name, site.lang)
    need, current = load().needs[name], said.needs.get(name)
    numeric = need.kind == "number"
    options = [] if numeric else [_option(said, site, name, row, current) for row in asked["options"]]
    drops = any(option["drops"] for option in options)
    return {
        "need": name,
        "text": asked["question"],
        "why": asked["why"],
        "brings": brings(said, site.lang, name, asked["options"]),
        "options": options,
        "unsure_url": site.chat(said.with_need(name, "unsure")),
        "number": _number(said, site, name, asked["options"]) if numeric else None,
        "keep_url": site.chat(said) if changing else None,
        "warn": phrase(site.lang, "chat.drops_some") if drops else None,
    }


def _option(said: Conversation, site: Site, name: str, row: JSON, current: Value | None) -> JSON:
    after = said.with_need(name, row["value"])
    lost = [load().needs[other].label[site.lang] for other in said.needs if other not in after.needs]
    return {
        "value": row["value"], "label": row["label"], "help": row.get("help"), "url": site.chat(after),
        "drops": phrase(site.lang, "page.and").join(lost) or None, "chosen": row["value"] == current,
    }  # fmt: skip


def _number(said: Conversation, site: Site, name: str, presets: Sequence[JSON]) -> JSON:
    """Return the ways to give a number; what is around the field keeps the answer's place in the address."""
    lang, need = site.lang, load().needs[name]
    unit = need.unit_for(stated(said.needs, "purpose"))
    rows = said.parameters()
    names = [key for key, _ in rows]
    place = names.index(name) if name in names else sum(key in said.needs for key in names)
    current = stated(said.needs, name)
    plain = [{"label": amount(row["value"], lang) if unit else phrase(lang, "page.yuan", n=row["value"]),
              "url": site.chat(said.with_need(name, _value(row["value"])))} for row in presets]  # fmt: skip
    starting = None
    if unit and need.starting:
        starting = {"label": need.starting[lang], "url": site.chat(said.with_need(name, unit.starting))}
        plain = [row for row in plain if row["label"] != amount(unit.starting, lang)]
    default = current if current is not None else 50
    at = max(index for index, sum_ in enumerate(BUDGETS) if sum_ <= float(default))  # type: ignore[arg-type]
    return {
        "unit": (unit.label if unit else need.unit or {})[lang],
        "presets": plain,
        "starting": starting,
        "action": site.prefix + ("/embed" if site.at == "embed" else "/"),
        "before": rows[:place],
        "after": [row for row in rows[place:] if row[0] != name],
        "value": written(current) if current is not None else ("" if unit else "50"),  # type: ignore[arg-type]
        "minimum": number(need.minimum),
        "maximum": number(need.maximum),
        "step": "1" if unit else "any",
        "slider": None if unit else {"values": BUDGETS, "index": at},
    }


def amount(value: object, lang: str) -> str:
    """Write a round number as people read it: 5000, 1 万, 10 万; 5,000 and 10,000 in English."""
    count = float(value)  # type: ignore[arg-type]
    if lang != "zh":
        return f"{count:,.0f}"
    return (
        phrase(lang, "page.ten_thousand", n=number(count / 10_000))
        if count >= 10_000 and count % 1000 == 0
        else number(count)
    )


def _value(text: str) -> Value:
    return float(text) if "." in text else int(text)


def brings(said: Conversation, lang: str, name: str, options: Sequence[JSON]) -> list[JSON]:
    """Return what each answer would lean to and what it would rule out for good, where the answers differ in that."""
    read = {row["label"]: read_value(name, str(row["value"])) for row in options}
    found = consequences(said.needs, said.also, name, list(read.values()))
    sizing = name in SIZE_NEEDS and name != "purpose"
    rows = [(label, _consequence(found[value], sizing, lang)) for label, value in read.items()]
    return [{"label": label, "text": text} for label, text in rows] if len({text for _, text in rows}) > 1 else []


def _consequence(found: Consequence, lang: str) -> str:
    text = phrase(lang, "page.comma").join(
        choice_label(lang, name, found.leads[name]) for name in ("region", "product")
    )
    gone = [
        choice_label(lang, name, choice) for name in ("region", "product") for choice in found.rules_out.get(name, ())
    ]
    return text + phrase(lang, "why.rules_out", what=phrase(lang, "page.and").join(gone)) if gone else text


def _openings(said: Conversation, site: Site) -> list[JSON]:
    rows = []
    for name, needs, also in OPENINGS:
        url = site.chat(replace(said, needs=needs, also=also))
        words = {
            key: phrase(site.lang, f"chat.opening_{name}{tail}") for key, tail in (("label", ""), ("help", "_help"))
        }
        rows.append({"url": url, **words})
    return rows


def _panel(said: Conversation, site: Site, found: Advice) -> JSON:
    """Return the state of the case: what was said, and which choices still stand."""
    purpose = stated(said.needs, "purpose")
    understood = [
        {"label": load().needs[name].label[site.lang], "value": value_label(site.lang, name, value, purpose),
         "change_url": site.chat(said.asking(name))}
        for name, value in said.needs.items()
    ]  # fmt: skip
    understood += [
        {
            "label": phrase(site.lang, "chat.also_heard"),
            "value": also_label(site.lang, flag),
            "drop_url": site.chat(said.without(flag)),
        }
        for flag in said.also
    ]
    return {
        "understood": understood,
        "decisions": [_narrowing(found, name, site.lang) for name in found.decided.verdicts],
    }


def _narrowing(found: Advice, name: str, lang: str) -> JSON:
    verdict = found.decided.verdicts[name]
    standing = found.outlook.standing.get(name, verdict.standings)
    rows = []
    for choice in (verdict.choice, *(choice for choice in verdict.standings if choice != verdict.choice)):
        out = choice not in standing and choice != verdict.choice
        against = [*verdict.arguments(choice, "veto"), *verdict.arguments(choice, "against")] if out else []
        reason = load().snippets[against[0].snippet].texts[lang] if against else None
        rows.append(
            {
                "label": target_label(lang, name, choice),
                "out": out,
                "reason": reason,
                "chosen": choice == verdict.choice,
            }
        )
    return {
        "id": name, "label": load().decisions[name].label[lang], "settled": name in found.outlook.settled,
        "firm": name in found.outlook.firm, "choice": verdict.choice,
        "standing": [row for row in rows if not row["out"]], "out": [row for row in rows if row["out"]],
    }  # fmt: skip
