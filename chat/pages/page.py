"""One turn of the chat as the templates draw it: every text in one language, every address ready-made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from chat.pages import answer, folds, log
from chat.pages.answer import Answered, TapLink
from chat.pages.card import Card
from chat.pages.openings import Openings, openings
from chat.pages.panel import Panel, panel
from chat.pages.question import Question, question
from chat.pages.remarks import Remark
from chat.pages.site import Frame, Link, Site, frame, home
from chat.replies.case import Case
from chat.replies.reply import Reply
from chat.said.conversation import Conversation
from chat.words import headline
from chat.words.advice_json import Worded
from chat.words.wording import phrase
from knowledge import load
from rules.advice.advising import advise

MOST_HANGING = 3
"""So many answers are enough for an offer in somebody's page."""


@dataclass(frozen=True)
class Say:
    """The form for a message: where it goes, and the state that goes with it."""

    action: str
    hidden: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Turn(Frame):
    """One turn of the chat.

    `told`: the message as it stands in the log, `understood`: what it asked, in our words; `lean`: what it looks like so
    far; `at_most`: how many questions there may still be; `card`: small, in somebody's page, before the first tap.
    """

    first: bool
    card: bool
    say: Say
    turns: list[log.Past]
    heard: list[log.HeardNeed]
    reply: Remark | None
    answers: list[Answered]
    next_questions: list[TapLink]
    told: str
    understood: str
    lean: str | None
    at_most: int | None
    question: Question | None
    nod: str | None
    changing: str | None
    panel: Panel | None
    folds: dict[str, str]
    undo: Link | None
    advice: Card | None
    openings: Openings | None
    whole_url: str
    go_on_url: str | None
    builder_url: str
    back_url: str | None
    restart_url: str | None
    advise_now_url: str | None


class _Showing:
    """What a turn is about to show, each part worked out once."""

    def __init__(self, said: Conversation, site: Site, heard: Mapping[str, str], reply: Remark | None) -> None:
        self.said, self.site, self.reply = said, site, reply
        self.found = advise(said.answers, said.now)
        # While questions are open an offer under discussion is judged anew with each answer.
        self.calm = said.calm(offered=not self.found.ready or site.at == "embed")
        self.replies = answer.replies(said, self.found, site)
        self.heard = heard if len(heard) > 1 else {}
        self.known = said.answers.stated("purpose") is not None

    @cached_property
    def first(self) -> bool:
        """Say whether nothing was said yet."""
        said = self.said
        return not (said.needs or said.also or said.spec or said.now or self.reply or self.replies)

    @cached_property
    def advice(self) -> Card | None:
        """Return the whole advice, once it is ready."""
        if not self.found.ready:
            return None
        return Card(Worded(self.found, self.site.lang, self.said.spec, self.said.told), self.calm, self.site)

    @cached_property
    def asked(self) -> str | None:
        """Return the need that is asked: what the address wants asked, else what is next."""
        wanted = self.said.riding.get("ask")
        if wanted in load().needs:
            return wanted
        offer = next((one for one in self.replies if one.act == "offer"), None)
        # Under a plan in somebody's page only what the plan hangs on is asked, and of that little.
        if offer and self.site.at == "embed" and not self.found.ready:
            return self._hanging(offer)
        return self.found.outlook.next

    def _hanging(self, offer: Reply) -> str | None:
        """Return what the judgement of an offer hangs on and was not said; None once enough was."""
        needs = self.said.needs
        rows = (row["need"] for row in offer.figures["hangs_on"] if row["need"] not in (None, *needs))
        return next(rows, None) if len(needs) < MOST_HANGING else None

    @cached_property
    def go_on_url(self) -> str | None:
        """Return the way from an offer in somebody's page into the chat, once nothing more is asked of it."""
        if self.site.at != "embed" or "offer" not in self.said.riding or self.shown or self.found.ready:
            return None
        return self.site.chat(self.said.calm())

    @cached_property
    def changing(self) -> str | None:
        """Return the need whose answer is being changed: what is next was never answered, so only one that was asked for."""
        wanted = self.said.riding.get("ask")
        return wanted if wanted in self.said.needs else None

    @cached_property
    def shown(self) -> str | None:
        """Return the need whose question is on screen: beside the advice only one that was asked for."""
        wanted = self.changing or not self.found.ready or self.said.riding.get("ask")
        return self.asked if wanted else None

    @cached_property
    def question(self) -> Question | None:
        """Return the question on screen."""
        name = self.shown
        return question(self.calm, self.site, self.found, name, self.changing) if name else None

    @cached_property
    def lean(self) -> str | None:
        """Return what it looks like so far."""
        return headline.lean(self.found, self.site.lang, self.said.told) if self.known else None

    @cached_property
    def panel(self) -> Panel | None:
        """Return the state of the case, until the advice says it."""
        return panel(self.calm, self.site, self.found) if self.known and not self.found.ready else None

    @cached_property
    def stands_alone(self) -> bool:
        """Say whether the message is more than one answer: that is seen in its turn; another stands as it was said, until the page is left."""
        told = self.found.ready or any(one.act != "changed" for one in self.replies)
        return bool(self.reply or self.heard or (self.replies and told))

    @cached_property
    def understood(self) -> str:
        """Return what was asked, in our words."""
        return answer.understood(self.said, self.found, self.site) if self.replies else ""

    @cached_property
    def small(self) -> bool:
        """Say whether it is a card in somebody's page, before the first tap."""
        return self.site.at == "embed" and (self.first or "card" in self.said.riding)

    @cached_property
    def nod(self) -> str | None:
        """Return the word on the last answer, while questions go on; once, where it was given."""
        over = self.reply or self.replies or self.found.ready
        return None if over else log.nod(Case(self.said, self.found, self.site.lang))

    def later(self, said: Conversation | None) -> str | None:
        """Return the address of a step back or on; None on the first screen, or where there is no such step."""
        return None if self.first or said is None else self.site.chat(said)


def view(
    said: Conversation,
    site: Site,
    *,
    heard: Mapping[str, str] | None = None,
    reply: Remark | None = None,
    told: str = "",
) -> Turn:
    """Return everything a turn shows; `heard`: what the message `told` was understood to say, and the words that said it."""
    now = _Showing(said, site, heard or {}, reply)
    calm = now.calm
    return Turn(
        **_framed(calm, site, now.advice),
        **_by_readiness(now),
        first=now.first,
        card=now.small,
        say=Say(site.to("/say"), _say_hidden(said, calm, site, now.shown)),
        turns=log.turns(Case(calm, now.found, site.lang), site, now.changing, log.fresh(said, now.heard, now.changing)),
        heard=[log.heard(calm, site, name) for name in now.heard],
        reply=reply,
        answers=answer.drawn(now.replies, site, said),
        told=told if now.stands_alone else "",
        understood="" if told else now.understood,
        lean=now.lean,
        question=now.question,
        nod=now.nod,
        changing=now.changing,
        panel=now.panel,
        undo=log.undo(said, site, new=bool(heard) or any(one.act != "changed" for one in now.replies)),
        advice=now.advice,
        openings=openings(calm, site) if now.first else None,
        whole_url=site.chat(calm),
        go_on_url=now.go_on_url,
        builder_url=site.to("/builder", calm.query()),
        back_url=now.later(said.undone() if said.unchanged() else calm.back()),
        restart_url=now.later(home(said)),
    )


def _by_readiness(now: _Showing) -> dict[str, Any]:
    """Return what is there only once there is advice, and what only until then."""
    if now.found.ready:
        ahead, folded = answer.next_questions(now.calm, now.found, now.site), folds.addresses(now.calm, now.site)
        return {"next_questions": ahead, "folds": folded, "at_most": None, "advise_now_url": None}
    at_once = now.later(now.calm.but(now=True))
    return {"next_questions": [], "folds": {}, "at_most": now.found.outlook.at_most, "advise_now_url": at_once}


def _framed(calm: Conversation, site: Site, drawn: Card | None) -> dict[str, Any]:
    """Return what every page has, with the addresses of this conversation and the title of its advice."""
    address = site.origin + site.chat(calm, "chat")
    page = replace(
        frame(calm, site),
        reading=False,
        address=address,
        chat_url=site.chat(calm, "chat"),
        oembed=site.origin + site.to("/oembed", urlencode({"url": address})),
    )
    if drawn is None:
        return page.with_()
    return page.with_(title=phrase(site.lang, "page.title_advice", headline=drawn.short), description=drawn.headline)


def _say_hidden(said: Conversation, calm: Conversation, site: Site, asked: str | None) -> list[tuple[str, str]]:
    """Return the state that goes with the next message; a bare follow-up is read with the reply on screen, an undo with what changed."""
    riding = {name: said.riding[name] for name in ("reply", "offer", "was", "missed") if name in said.riding}
    rows = calm.but(riding=riding, unread=said.unread).parameters()
    if asked:
        rows.append(("ask", asked))
    return [*rows, ("at", site.at)]
