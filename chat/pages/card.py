"""The advice as a card: the API's body put into the words, links and scales a page needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.bodies.money import Candidate
from chat.bodies.parts import Decision, Source
from chat.bodies.whole import Advice as Body
from chat.pages import card_changes, card_days, card_first, terms
from chat.pages import card_money as money
from chat.pages.card_changes import ORDER
from chat.pages.card_markdown import as_markdown
from chat.pages.card_parts import Assumption, Card, Circumstance, Reason, Rival, Share
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, headline, picture
from chat.words.wording import also_label, choice_label, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.facts.attributes import stated

WARNINGS_OPEN = 2


def view(body: Body, found: Advice, said: Conversation, site: Site) -> Card:
    """Return the card of one advice; `body` is what the API answers in the site's language."""
    lang, cost = site.lang, body["cost"]
    order = terms.explained(body["order"], found.needs, lang)
    first, rest = card_first.split_order(order)
    near, far = _sources(body)
    clash = money.short(cost, said, site) or card_changes.clash(body["conflict"], cost["low"], said, site)
    card = Card(
        what=card_first.what(found, lang),
        law=headline.law_first(found, lang).strip(),
        price=card_first.price(found, cost, lang),
        facts=card_first.facts(found, body, lang),
        because=card_first.because(body["decisions"], said, site),
        over=cost["within_budget"] is False,
        settled=body["settled"],
        conflict=clash,
        instead=body["instead"],
        named=body["named"],
        assumed=_assumed(body, said, site),
        still_open=card_changes.still_open(body["open"], said, site),
        ways=card_first.ways(body, said, site),
        plans=money.plans(body["plans"], site),
        grounds=money.grounds(cost, lang),
        cost_line=money.cost_line(found, cost, lang),
        noodles=card_first.noodles(found, cost, lang, picture.NOODLES),
        sizing=body["sizing"],
        order=order,
        order_first=first,
        order_rest=rest,
        hello=phrase(lang, "page.letter", what=headline.wanted(found, lang), n=len(body["ask_vendor"])),
        ask_vendor=body["ask_vendor"],
        ask_notes=body["ask_vendor_notes"],
        days=card_days.laid_out(body["steps"], body["timeline"]),
        steps=body["steps"],
        timeline_notes=body["timeline_notes"],
        warnings=body["warnings"],
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
        headline=headline.headline(found, lang),
        tagline=headline.tagline(found, lang, cost["noodle_bowls"], picture.NOODLES),
        knowledge=body["knowledge"],
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
    fired = [*body["warnings"], *body["steps"], *(row for one in decisions for row in (*one["for"], *one["against"]))]
    others = [other for one in decisions for other in one["alternatives"]]
    beside = [row for other in others for row in (*other["for"], *other["against"])]
    near = {(source["title"], source["url"]): source for row in fired for source in row["sources"]}
    far = {(source["title"], source["url"]): source for row in beside for source in row["sources"]}
    return [[source] for source in near.values()], [[source] for key, source in far.items() if key not in near]


def _said(said: Conversation, lang: str) -> str:
    """Return what the person said, in one line."""
    purpose = stated(said.needs, "purpose")
    rows = [value_label(lang, name, value, purpose) for name, value in said.needs.items()]
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
