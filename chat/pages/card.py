"""The advice as a card: the API's body put into the words, links and scales a page needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.bodies.money import Candidate
from chat.bodies.parts import Alternative, Argument, Decision, Fired, Source
from chat.bodies.whole import Advice as Body
from chat.pages import card_changes, card_days, card_first, card_ways
from chat.pages import card_money as money
from chat.pages.card_changes import ORDER
from chat.pages.card_markdown import as_markdown
from chat.pages.card_parts import Assumption, Card, Circumstance, Reason, Rival, Share
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, headline, picture
from chat.words.wording import also_label, answer_label, choice_label, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice

WARNINGS_OPEN = 2


def view(body: Body, found: Advice, said: Conversation, site: Site) -> Card:
    """Return the card of one advice; `body` is what the API answers in the site's language."""
    lang, cost = site.lang, body["cost"]
    near, far = _sources(body)
    ways, compared = card_ways.ways(body, found, said, site)
    card = Card(
        body=body,
        what=card_first.what(found, lang),
        law=headline.law_first(found, lang).strip(),
        price=card_first.price(found, cost, lang, said.told),
        facts=card_first.facts(found, body, lang),
        because=card_first.because(body["decisions"], said, site),
        over=cost["within_budget"] is False,
        conflict=card_changes.clash(body["conflict"], cost, found, said, site),
        assumed=_assumed(body, said, site),
        still_open=card_changes.still_open(body["open"], said, site),
        ways=ways,
        compared=compared,
        plans=money.plans(body["plans"], site),
        grounds=money.grounds(cost, lang),
        cost_line=money.cost_line(found, cost, lang),
        noodles=card_first.noodles(found, cost, lang, picture.NOODLES),
        order=card_first.order(body["order"], found.answers, lang),
        hello=phrase(lang, "page.letter", what=headline.wanted(found, lang), n=len(body["ask_vendor"])),
        days=card_days.laid_out(body["steps"], body["timeline"]),
        warnings_open=WARNINGS_OPEN,
        reasons=_reasons(body, said, site),
        nesting=picture.nesting(found, lang),
        changes=card_changes.changes(body["changes"], said, site),
        also_offers=_also(said, site),
        share=Share(share_url(said, site), drawings.qr_code(share_url(said, site))),
        sources=near,
        sources_besides=far,
        said=_said(said, lang),
        short=headline.short(found, lang),
        headline=headline.headline(found, lang, said.told),
        tagline=headline.tagline(found, lang, cost["noodle_bowls"], picture.NOODLES, said.told),
    )
    return replace(card, markdown=as_markdown(card, lang))


def _assumed(body: Body, said: Conversation, site: Site) -> list[Assumption]:
    return [
        Assumption(row["text"], load().needs[row["need"]].label[site.lang], site.chat(said.asking(row["need"])))
        for row in body["assumed"]
    ]


def _sources(body: Body) -> tuple[list[list[Source]], list[list[Source]]]:
    """Return every source once: of what the advice says, and besides of what it says about other choices."""
    decisions = [body["decisions"][name] for name in ORDER]
    others = [other for one in decisions for other in one["alternatives"]]
    near = _once(body["warnings"], body["steps"], *(_arguments(one) for one in decisions))
    far = _once(*(_arguments(one) for one in others))
    return [[source] for source in near.values()], [[source] for key, source in far.items() if key not in near]


def _arguments(one: Decision | Alternative) -> list[Argument]:
    return [*one["for"], *one["against"]]


def _once(*fired: Sequence[Fired]) -> dict[tuple[str, str | None], Source]:
    return {(source["title"], source["url"]): source for rows in fired for row in rows for source in row["sources"]}


def _said(said: Conversation, lang: str) -> str:
    """Return what the person said, in one line."""
    purpose = said.answers.stated("purpose")
    rows = [answer_label(lang, name, value, purpose, said.told) for name, value in said.needs.items()]
    rows += [also_label(lang, flag) for flag in said.also]
    return phrase(lang, "page.said", what=phrase(lang, "page.dot").join(rows)) if rows else ""


def share_url(said: Conversation, site: Site) -> str:
    """Return the full address of this advice on the chat's own page."""
    return f"{site.origin}{site.chat(said, 'chat')}#advice"


def _prices(candidates: Sequence[Candidate], lang: str) -> dict[tuple[str, str], str]:
    """Return what each way to buy costs, by what is changed and to what."""
    return {(row["kind"], row["choice"]): money.money_range(row["low"], row["high"], lang) for row in candidates}


def _reasons(body: Body, said: Conversation, site: Site) -> list[Reason]:
    prices = _prices(body["candidates"], site.lang)
    return [_reason(body["decisions"][name], name, prices, said, site) for name in ORDER]


def _reason(
    decision: Decision, name: str, prices: Mapping[tuple[str, str], str], said: Conversation, site: Site
) -> Reason:
    rivals = [
        Rival(row["label"], row["veto"], row["for"], row["against"], prices.get((name, row["choice"]), ""))
        for row in decision["alternatives"]
    ]
    return Reason(
        id=name,
        title=load().decisions[name].label[site.lang],
        label=decision["label"],
        pro=decision["for"],
        against=decision["against"],
        alternatives=rivals,
        hangs=_hangs(decision, name, site.lang),
        why_url=site.why(said, name),
    )


def _hangs(decision: Decision, name: str, lang: str) -> list[str]:
    """Return what other answers to `unsure` needs would make of a decision."""
    return [
        phrase(
            lang,
            "page.hangs",
            need=load().needs[row["need"]].label[lang],
            value=value_label(lang, row["need"], value),
            choice=choice_label(lang, name, choice),
        )
        for row in decision["hangs_on"]
        for value, choice in row["verdicts"].items()
        if choice != decision["choice"]
    ]


def _also(said: Conversation, site: Site) -> list[Circumstance]:
    """Return the circumstances a tap adds, and the stated ones, which a tap takes back."""
    offered = [flag for flag, row in load().circumstances.items() if row.offered]
    others = [flag for flag in said.also if flag not in offered]
    return [_circumstance(flag, said, site) for flag in [*others, *offered]]


def _circumstance(flag: str, said: Conversation, site: Site) -> Circumstance:
    on = flag in said.also
    after = said.without(flag) if on else said.with_also(flag)
    return Circumstance(also_label(site.lang, flag), on, site.chat(after))
