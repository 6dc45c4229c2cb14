"""The one passing remark a turn answers: a topic, small talk, what we decline, what was not understood."""

from __future__ import annotations

from dataclasses import dataclass

from chat.pages.site import Link, Site
from chat.replies.answering import reply_to
from chat.replies.case import Case
from chat.replies.reply import Reply
from chat.replies.unread import unread
from chat.said.conversation import Conversation
from chat.said.hearing import Heard
from chat.words.restored import restored
from chat.words.wording import number, option_label, phrase
from knowledge import load
from knowledge.records import Need
from rules.advice.advising import advise


@dataclass(frozen=True)
class Remark:
    """One passing remark; `rule`: what may be reported as wrong in it, `offers`: what can be tapped instead."""

    kind: str
    paragraphs: list[str]
    link: Link | None
    rule: str
    offers: list[Link]


def remark(heard: Heard, site: Site) -> Remark | None:
    """Return the reply beside the next question, or None when there is nothing to say."""
    said, lang = heard.conversation, site.lang
    paragraphs = [*_malformed(said, lang), *_beside(heard, lang)]
    kind, rule = "dropped", ""
    link: Link | None = None
    riding = said.riding
    if f"declined/{riding.get('declined')}" in load().snippets:
        kind, rule = "declined", f"declined/{riding['declined']}"
        paragraphs.insert(0, load().snippets[f"declined/{riding['declined']}"].texts[lang])
    elif (riding.get("about"), lang) in load().topics:
        kind, rule = "topic", f"topic/{riding['about']}"
        topic = load().topics[riding["about"], lang]
        told = reply_to({"act": "topic", "topic": topic.id}, said, advise(said.answers, said.now), lang)
        paragraphs = [*told.text, *told.more, *paragraphs]
        link = Link(site.to(f"/about/{topic.id}", f"lang={lang}"), topic.title)
    elif f"talk.{riding.get('talk')}" in load().phrases:
        kind = "talk"
        undone = riding["talk"] == "undone"
        paragraphs.insert(0, restored(said, lang) if undone else phrase(lang, f"talk.{riding['talk']}"))
    elif said.unread:
        kind = "unread"
        answer = _unread(heard, lang)
        paragraphs = [*answer.text, *paragraphs]
    if not paragraphs:
        return None
    return Remark(kind, paragraphs, link, rule, _offers(heard, site))


def _unread(heard: Heard, lang: str) -> Reply:
    said = heard.conversation
    return unread(Case(said.calm(offered=True), advise(said.answers, said.now), lang), said.missed, heard.text)


def _malformed(said: Conversation, lang: str) -> list[str]:
    rows = []
    for bad in said.malformed[:3]:
        need = load().needs.get(bad.name)
        label = need.label[lang] if need else bad.name
        takes = _takes(need, lang) if need else bad.takes
        rows.append(phrase(lang, "talk.malformed", value=bad.value, label=label, takes=takes))
    return rows


def _takes(need: Need, lang: str) -> str:
    if need.kind == "choice":
        return " / ".join(option.label[lang] for option in need.options)
    return phrase(lang, "talk.takes_number", low=number(need.minimum), high=number(need.maximum))


def _beside(heard: Heard, lang: str) -> list[str]:
    rows = []
    needs = heard.conversation.needs
    if heard.others and "purpose" in needs:
        heavy = option_label(lang, "purpose", needs["purpose"])
        rows.append(
            phrase(lang, "talk.also_purpose", heavy=heavy, other=option_label(lang, "purpose", heard.others[0]))
        )
    if heard.unit_needed and "scale" in needs:
        rows.append(phrase(lang, "talk.unit", n=number(needs["scale"])))
    if heard.scale_dropped:
        rows.append(phrase(lang, "talk.scale_dropped"))
    return rows


def _offers(heard: Heard, site: Site) -> list[Link]:
    said, lang = heard.conversation, site.lang
    if heard.others:
        other = heard.others[0]
        instead = said.without(other).with_need("purpose", other)
        label = phrase(lang, "talk.switch_purpose", other=option_label(lang, "purpose", other))
        return [Link(site.chat(instead), label)]
    if said.unread:
        return [Link(site.chat(one.said), one.label) for one in _unread(heard, lang).taps if one.said]
    return []
