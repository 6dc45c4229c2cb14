"""One turn of the chat as the templates draw it: every text in one language, every address ready-made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from chat.pages import answer, card, folds
from chat.pages.openings import openings
from chat.pages.panel import panel
from chat.pages.question import question
from chat.pages.site import Site, frame
from chat.pages.templating import init_templates
from chat.pages.topics import article, error, topic, topics
from chat.replies.reply import Reply
from chat.replies.turn import to_questions
from chat.said.conversation import Conversation
from chat.words import advice_json as wording_of
from chat.words import headline
from chat.words.nods import nods
from chat.words.restored import as_it_is
from chat.words.wording import also_label, answer_label, named_label, phrase
from knowledge import load
from rules.advice.advising import Advice, advise
from rules.facts.attributes import stated

__all__ = ["Site", "article", "error", "frame", "init_templates", "topic", "topics", "view"]

JSON = dict[str, Any]
MOST_NAMED, MOST_HANGING = 3, 3


def view(
    said: Conversation, site: Site, *, heard: Mapping[str, str] | None = None, reply: JSON | None = None, told: str = ""
) -> JSON:
    """Return everything a turn shows; `heard`: what the message `told` was understood to say, and the words that said it."""
    found = advise(said.needs, said.weighing, said.now)
    page = frame(said, site)
    replies = to_questions(said, found, site.lang)
    asked = _asked(said, found, site, replies)
    changing = asked if asked in said.needs else None
    body = wording_of.as_json(found, site.lang, said.spec, said.told) if found.ready else None
    shown = asked if asked and (changing or not found.ready or said.riding.get("ask")) else None
    first = not said.needs and not said.also and not said.spec and not said.now and reply is None and not replies
    # While questions are open an offer under discussion is judged anew with each answer.
    calm = said.calm(offered=not found.ready or site.at == "embed")
    several = len(heard or {}) > 1
    fresh = {name if name in said.needs else "also" for name in heard or {}} - {changing} if several else set()
    page |= {
        "first": first,
        "say": {"action": site.to("/say"), "hidden": _say_hidden(said, calm, site, shown)},
        "turns": [row for row in _turns(calm, site, changing) if row["need"] not in fresh],
        "heard": [_heard(calm, site, name, words) for name, words in (heard or {}).items()] if several else [],
        "reply": reply,
        "answers": answer.drawn(replies, site, said),
        "next_questions": answer.next_questions(calm, found, site) if body else [],
        # A message that became one answer is seen in that; another stands as it was said, until the page is left.
        "told": told if reply or replies or several else "",
        "understood": answer.understood(said, found, site) if replies and not told else "",
        "lean": headline.lean(found, site.lang, said.told) if stated(said.needs, "purpose") else None,
        "at_most": found.outlook.at_most if not found.ready else None,
        "question": question(calm, site, found, shown, changing) if shown else None,
        "nod": nods(said.needs, site.lang).get(list(said.needs)[-1] if said.needs else "") if not body else None,
        "changing": changing,
        "panel": panel(calm, site, found) if stated(said.needs, "purpose") and not body else None,
        "folds": folds.addresses(calm, site) if body else {},
        "undo": _undo(said, site, new=bool(heard or replies)),
        "advice": card.view(body, found, calm, site) if body else None,
        "openings": openings(calm, site) if first else None,
        "card": site.at == "embed" and (first or "card" in said.riding),
        "whole_url": site.chat(calm),
        "go_on_url": site.chat(said.calm())
        if site.at == "embed" and "offer" in said.riding and not shown and not body
        else None,
        "builder_url": site.to("/builder", calm.query()),
        "chat_url": site.chat(calm, "chat"),
        "oembed": site.origin + site.to("/oembed", urlencode({"url": site.origin + site.chat(calm, "chat")})),
        "address": site.origin + site.chat(calm, "chat"),
        "back_url": None if first else site.chat(said.undone() if said.unchanged() else calm.back()),
        "restart_url": None if first else site.chat(Conversation(lang=said.lang, theme=said.theme, source=said.source)),
        "advise_now_url": None if first or found.ready else site.chat(replace(calm, now=True)),
    }
    if body:
        page["title"] = phrase(site.lang, "page.title_advice", headline=page["advice"]["short"])
        page["description"] = page["advice"]["headline"]
    return page


def _undo(said: Conversation, site: Site, *, new: bool) -> JSON | None:
    """Return the way back from the last change; what a message said for the first time (`new`) is taken back by the step back."""
    before = said.unchanged()
    parts = said.riding.get("was", "").split(",")
    if before is None or (new and not any(part.partition("-")[2] for part in parts)):
        return None
    if len(parts) > MOST_NAMED:
        return {"label": phrase(site.lang, "page.undo_all", n=len(parts)), "url": site.chat(said.undone())}
    texts = [as_it_is(before, part.partition("-")[0], site.lang) for part in parts]
    was = phrase(site.lang, "page.semicolon").join(texts)
    return {"label": phrase(site.lang, "page.undo", was=was), "url": site.chat(said.undone())}


def _asked(said: Conversation, found: Advice, site: Site, replies: Sequence[Reply]) -> str | None:
    wanted = said.riding.get("ask")
    if wanted in load().needs:
        return wanted
    offer = next((one for one in replies if one.act == "offer"), None)
    # Under a plan in somebody's page only what the plan hangs on is asked, and of that little.
    if site.at == "embed" and offer and not found.ready:
        hanging = [row["need"] for row in offer.figures["hangs_on"] if row["need"] not in (None, *said.needs)]
        return next(iter(hanging), None) if len(said.needs) < MOST_HANGING else None
    return found.outlook.next


def _say_hidden(said: Conversation, calm: Conversation, site: Site, asked: str | None) -> list[tuple[str, str]]:
    """Return the state that goes with the next message; a bare follow-up is read with the reply on screen, an undo with what changed."""
    riding = {name: said.riding[name] for name in ("reply", "offer", "was", "missed") if name in said.riding}
    rows = replace(calm, riding=riding, unread=said.unread).parameters()
    if asked:
        rows.append(("ask", asked))
    return [*rows, ("at", site.at)]


def _turns(said: Conversation, site: Site, changing: str | None) -> list[JSON]:
    """Return what was asked and answered; each question begins with the word on the answer before it."""
    words = nods(said.needs, site.lang)
    before = [None, *said.needs]
    rows = [
        _turn(said, site, name, changing) | {"nod": words.get(last or "")}
        for last, name in zip(before, said.needs, strict=False)
    ]
    return rows + _also_turn(said, site)


def _turn(said: Conversation, site: Site, name: str, changing: str | None) -> JSON:
    purpose, need = stated(said.needs, "purpose"), load().needs[name]
    unit = need.unit_for(purpose)
    value = said.needs[name]
    unsure = value == "unsure"
    return {
        "need": name,
        "label": need.label[site.lang],
        "question": (unit.question if unit else need.question).get(site.lang),
        "answer": phrase(site.lang, "chat.unsure")
        if unsure
        else answer_label(site.lang, name, value, purpose, said.told),
        "change_url": site.chat(said.asking(name)),
        "drop_url": site.chat(said.without(name)),
        "changing": name == changing,
    }


def _also_turn(said: Conversation, site: Site) -> list[JSON]:
    """Return the circumstances and a machine they named, each as something said that can be taken back."""
    rows = [(also_label(site.lang, flag), flag) for flag in said.also]
    rows += [(named_label(site.lang, said.spec), "spec")] if said.spec else []
    return [
        {
            "need": "also" if place == 0 else f"also-{name}", "label": phrase(site.lang, "chat.also_heard"), "question": None,
            "changing": False, "answer": label, "change_url": None, "drop_url": None,
            "drops": [{"label": label, "url": site.chat(said.without(name))}],
        }
        for place, (label, name) in enumerate(rows)
    ]  # fmt: skip


def _heard(said: Conversation, site: Site, name: str, words: str) -> JSON:
    """Return one thing heard: what it was taken to mean, the words unless they are the same, and how to mend it."""
    is_need = name in said.needs
    if name == "spec" and said.spec:
        label, text = phrase(site.lang, "chat.named"), named_label(site.lang, said.spec)
    elif is_need:
        label = load().needs[name].label[site.lang]
        text = answer_label(site.lang, name, said.needs[name], stated(said.needs, "purpose"), said.told)
    else:
        label, text = phrase(site.lang, "chat.also_heard"), also_label(site.lang, name)
    return {
        "need": name, "label": label, "text": text, "words": words if words.lower() != text.lower() else None,
        "change_url": site.chat(said.asking(name)) if is_need else None, "drop_url": site.chat(said.without(name)),
    }  # fmt: skip
