"""One turn of conversation: what a message asks is answered about the case as it then stands. The page and the API share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chat.remarks_address import read_offer, read_reply
from chat.replies import unread
from chat.replies.answering import MOST, reply_to
from chat.replies.came_of import came_of
from chat.replies.case import Case
from chat.replies.following import following
from chat.replies.noted import noted
from chat.replies.reply import JSON, Reply, beginning, folded
from chat.said.conversation import Conversation
from chat.said.hearing import Heard, hear
from chat.said.values import written
from chat.words import advice_json, bill_json, headline
from chat.words.restored import restored
from chat.words.wording import phrase
from knowledge import load
from rules.advice.advising import Advice, advise

MOST_QUOTED, MOST_TAPS = 90, 5
"""So much of an answer is said again in one breath, and so many taps go with it."""


@dataclass(frozen=True)
class Turn:
    """What was heard, and the answers to it."""

    heard: Heard
    found: Advice
    replies: tuple[Reply, ...]


def turn(before: Conversation, text: str, lang: str, ask: str | None = None) -> Turn:
    """Take one message: hear it, and answer what it asks."""
    heard = hear(before, text, lang, ask)
    said = heard.conversation
    found = advise(said.answers, said.now)
    return Turn(heard, found, answers(said, found, lang, text=heard.text))


def asked(said: Conversation) -> list[Mapping[str, Any]]:
    """Return the acts that an address has to answer: the offer under discussion first, then what was asked."""
    # What was not understood is not answered by saying the same of the offer again.
    offer = read_offer(said.riding["offer"]) if "offer" in said.riding and not said.unread else None
    rows: list[Mapping[str, Any]] = [{"act": "offer", "offer": offer}] if offer else []
    return [*rows, *(read_reply(said.riding.get("reply", ""), tuple(load().needs)) or [])][:MOST]


def answers(said: Conversation, found: Advice, lang: str, text: str = "") -> tuple[Reply, ...]:
    """Return the replies of a turn: what was asked, a topic, what is declined, small talk, or what can be asked."""
    return to_questions(said, found, lang) or tuple(_remarks(said, found, lang, text))


def to_questions(said: Conversation, found: Advice, lang: str) -> tuple[Reply, ...]:
    """Return the replies to what was asked; the first begins with what the message changed."""
    acts = asked(said)
    if all(act["act"] == "offer" for act in acts):
        return _stated(acts, said, found, lang)
    changed = noted(Case(said, found, lang), acts)
    # What the message changed says whether it is enough.
    told = [reply_to(_without_enough(act) if changed else act, said, found, lang) for act in acts]
    if "twice" in said.riding:
        return (_once_more(told[0], Case(said.calm(), found, lang)),)
    # An offer has its own line on the money.
    if not changed or told[0].act == "offer":
        return tuple(told)
    begun = beginning(changed, told[0])
    # What was asked is never pushed behind the fold by what goes before it.
    seen = told[0].text[0] in begun.text
    return (begun if seen else replace(told[0], more=(*told[0].more, *changed)), *told[1:])


def _without_enough(act: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in act.items() if name != "enough"}


def _once_more(one: Reply, case: Case) -> Reply:
    """Return an answer that was just given in short, with what may have been meant instead."""
    taps = [tap for tap in following(case) if tap.label not in {each.label for each in one.taps}]
    first = case.say("again", text=one.text[0] if len(one.text[0]) < MOST_QUOTED else "")
    return replace(folded(one, [first, *one.text[1:], *one.more]), taps=tuple([*one.taps, *taps][:MOST_TAPS]))


def _stated(acts: Sequence[Mapping[str, Any]], said: Conversation, found: Advice, lang: str) -> tuple[Reply, ...]:
    """Return what came of a message that only stated something, and what it makes of the offer under discussion."""
    news = came_of(Case(said, found, lang))
    if "twice" not in said.riding:
        return (*([news] if news else []), *(reply_to(act, said, found, lang) for act in acts))
    return (*([news] if news else []), *(one for act in acts for one in _judged_anew(act, said, found, lang)))


def _judged_anew(act: Mapping[str, Any], said: Conversation, found: Advice, lang: str) -> list[Reply]:
    """Return what a message that only stated something makes of the offer under discussion: only what reads otherwise now."""
    now, before = reply_to(act, said, found, lang), said.unchanged()
    if before is None:
        return [now]
    was = reply_to(act, before, advise(before.answers, before.now), lang)
    known = {*was.text, *was.more}
    fresh = [row for row in (*now.text, *now.more) if row not in known]
    return [folded(now, fresh)] if fresh else []


def _remarks(said: Conversation, found: Advice, lang: str, text: str) -> list[Reply]:
    """Return the one passing remark."""
    riding, known = said.riding, load()
    if (declined := f"declined/{riding.get('declined')}") in known.snippets:
        snippet = known.snippets[declined]
        return [Reply("declined", (snippet.texts[lang],), sources=tuple(bill_json.sources(snippet.cites, lang)))]
    if (riding.get("about"), lang) in known.topics:
        return [reply_to({"act": "topic", "topic": riding["about"]}, said, found, lang)]
    if riding.get("talk") == "undone":
        return [Reply("talk", (restored(said, lang),))]
    if (talk := f"talk.{riding.get('talk')}") in known.phrases:
        return [Reply("talk", (phrase(lang, talk),))]
    if said.unread:
        return [unread.unread(Case(said.calm(offered=True), found, lang), said.missed, text)]
    return []


def as_json(taken: Turn, lang: str, url: str) -> JSON:
    """Return a turn as GET /api/v1/say answers it."""
    said, found = taken.heard.conversation, taken.found
    line = headline.headline(found, lang, said.told) if found.ready else headline.lean(found, lang, said.told)
    named = {"spec": str(said.spec)} if said.spec else {}
    named |= {"said": str(said.told)} if said.told else {}
    return {
        "needs": _needs(said),
        "also": list(said.also),
        **named,
        "asks": [dict(one) for one in taken.heard.asks],
        "changed": list(taken.heard.changed),
        "unused": list(taken.heard.unused),
        "declined": said.riding.get("declined"),
        "reply": [{**one.as_json(), "taps": [tap.label for tap in one.taps]} for one in taken.replies],
        "next": advice_json.question(found, found.outlook.next, lang)
        if found.outlook.next and not found.ready
        else None,
        "ready": found.ready,
        "headline": line,
        "url": url,
    }


def _needs(said: Conversation) -> JSON:
    """Return the needs, numbers as such and all else as it is written in an address."""
    return {name: value if isinstance(value, int | float) else written(value) for name, value in said.needs.items()}
