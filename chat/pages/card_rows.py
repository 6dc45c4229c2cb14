"""The rows of a card: what was assumed, the reasons, the sources, the circumstances to tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.bodies.money import Candidate
from chat.bodies.parts import Fired, Source
from chat.pages import card_money as money
from chat.pages.card_parts import Assumption, Circumstance, Reason, Rival
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings
from chat.words.advice_json import Worded
from chat.words.decision_json import Explained
from chat.words.wording import also_label, answer_label, choice_label, phrase, value_label
from knowledge import load


def assumptions(body: Worded, said: Conversation, site: Site) -> list[Assumption]:
    """Return what unstated needs are taken to be."""
    return [
        Assumption(row["text"], load().needs[row["need"]].label[site.lang], site.chat(said.asking(row["need"])))
        for row in body.assumed
    ]


def once(*fired: Sequence[Fired]) -> dict[tuple[str, str | None], Source]:
    """Return every source behind what is said, once."""
    return {(source["title"], source["url"]): source for rows in fired for row in rows for source in row["sources"]}


def said_line(said: Conversation, lang: str) -> str:
    """Return what the person said, in one line."""
    purpose = said.answers.stated("purpose")
    rows = [answer_label(lang, name, value, purpose, said.told) for name, value in said.needs.items()]
    rows += [also_label(lang, flag) for flag in said.also]
    return phrase(lang, "page.said", what=phrase(lang, "page.dot").join(rows)) if rows else ""


def share_url(said: Conversation, site: Site) -> str:
    """Return the full address of this advice on the chat's own page."""
    return f"{site.origin}{site.chat(said, 'chat')}#advice"


def code(said: Conversation, site: Site) -> str:
    """Return the same address as a QR code, an SVG document."""
    return drawings.qr_code(share_url(said.calm(), site))


def prices(candidates: Sequence[Candidate], lang: str) -> dict[tuple[str, str], str]:
    """Return what each way to buy costs, by what is changed and to what."""
    return {(row["kind"], row["choice"]): money.money_range(row["low"], row["high"], lang) for row in candidates}


def rivals(decision: Explained, name: str, prices: Mapping[tuple[str, str], str]) -> list[Rival]:
    """Return the choices that lost, with what each would cost."""
    return [
        Rival(row["label"], row["veto"], row["for"], row["against"], prices.get((name, row["choice"]), ""))
        for row in decision.alternatives
    ]


def reason(decision: Explained, name: str, said: Conversation, site: Site) -> Reason:
    """Return one decision with its reasons."""
    return Reason(
        id=name,
        title=load().decisions[name].label[site.lang],
        label=decision.label,
        pro=decision.both[0],
        against=decision.both[1],
        hangs=_hangs(decision, name, site.lang),
        why_url=site.why(said, name),
    )


def _hangs(decision: Explained, name: str, lang: str) -> list[str]:
    """Return what other answers to `unsure` needs would make of a decision."""
    return [
        phrase(
            lang,
            "page.hangs",
            need=load().needs[row["need"]].label[lang],
            value=value_label(lang, row["need"], value),
            choice=choice_label(lang, name, choice),
        )
        for row in decision.hangs_on
        for value, choice in row["verdicts"].items()
        if choice != decision.choice
    ]


def also_offers(said: Conversation, site: Site) -> list[Circumstance]:
    """Return the circumstances a tap adds, and the stated ones, which a tap takes back."""
    offered = [flag for flag, row in load().circumstances.items() if row.offered]
    others = [flag for flag in said.also if flag not in offered]
    return [_circumstance(flag, said, site) for flag in [*others, *offered]]


def _circumstance(flag: str, said: Conversation, site: Site) -> Circumstance:
    on = flag in said.also
    after = said.without(flag) if on else said.with_also(flag)
    return Circumstance(also_label(site.lang, flag), on, site.chat(after))
