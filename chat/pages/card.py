"""The advice as a card: what the API answers put into the words, links and scales a page needs."""

from __future__ import annotations

from functools import cached_property

from chat.bodies.parts import Source
from chat.pages import card_changes, card_days, card_first, card_rows
from chat.pages import card_money as money
from chat.pages.card_changes import ORDER, Changes, StillOpen
from chat.pages.card_parts import (
    Argued,
    Assumption,
    Because,
    Circumstance,
    Clash,
    Day,
    Order,
    PlanShown,
    PriceShown,
    Reason,
    Share,
)
from chat.pages.card_ways import Ways
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import headline, picture
from chat.words.advice_json import Worded
from chat.words.decision_json import Explained
from chat.words.drawings import Picture
from chat.words.wording import phrase

WARNINGS_OPEN = 2


class Card:
    """The whole advice as a page shows it, each part worked out when a template first names it.

    `body`: what the API answers, shown as it is where nothing is added.
    """

    body: Worded
    warnings_open: int = WARNINGS_OPEN

    def __init__(self, body: Worded, said: Conversation, site: Site) -> None:
        """Take the advice in the site's language, and the conversation that its taps lead on from."""
        self.body, self._found, self._said, self._site = body, body.advice, said, site

    @cached_property
    def what(self) -> str:
        """Return what to buy as a heading."""
        return card_first.what(self._found, self._site.lang)

    @cached_property
    def law(self) -> str:
        """Return what the law asks for first."""
        return headline.law_first(self._found, self._site.lang).strip()

    @cached_property
    def price(self) -> PriceShown:
        """Return what it costs."""
        return card_first.price(self._found, self.body.cost, self._site.lang, self._said.told)

    @cached_property
    def facts(self) -> list[str]:
        """Return how it is paid, what the filing takes and from when it is live."""
        return card_first.facts(self._found, self.body, self._site.lang)

    @cached_property
    def because(self) -> list[Because]:
        """Return the leading reasons."""
        return card_first.because(self._found, self.body, self._said, self._site)

    @property
    def over(self) -> bool:
        """Say whether the budget is not enough."""
        return self.body.cost["within_budget"] is False

    @cached_property
    def conflict(self) -> Clash | None:
        """Return what does not go together."""
        return card_changes.clash(self.body.cost, self._found, self._said, self._site)

    @cached_property
    def assumed(self) -> list[Assumption]:
        """Return what unstated needs are taken to be."""
        return card_rows.assumptions(self.body, self._said, self._site)

    @cached_property
    def still_open(self) -> StillOpen:
        """Return the open questions that could still change something."""
        return StillOpen(self._found.outlook.open, self._said, self._site)

    @cached_property
    def ways(self) -> Ways:
        """Return the ways to buy, the advice first."""
        return Ways(self.body, self._found, self._said, self._site)

    @cached_property
    def plans(self) -> list[PlanShown]:
        """Return the example plans."""
        return money.plans(self.body.plans, self._site)

    @property
    def grounds(self) -> str:
        """Return what the figures rest on."""
        return money.grounds(self.body.cost, self._site.lang)

    @property
    def cost_line(self) -> str:
        """Return what it comes to over the years."""
        return money.cost_line(self._found, self.body.cost, self._site.lang)

    @cached_property
    def noodles(self) -> str:
        """Return what a month amounts to in bowls of noodles."""
        return card_first.noodles(self._found, self.body.cost, self._site.lang, picture.NOODLES)

    @cached_property
    def order(self) -> Order:
        """Return what to tick on the order page."""
        return card_first.order(self.body.notes["order"], self._found.answers, self._site.lang)

    @property
    def hello(self) -> str:
        """Return how the letter to the vendor begins."""
        n, lang = len(self.body.notes["ask_vendor"]), self._site.lang
        return phrase(lang, "page.letter", what=headline.wanted(self._found, lang), n=n)

    @cached_property
    def days(self) -> list[Day]:
        """Return the days until it is live, with their steps."""
        return card_days.laid_out(self.body.notes["steps"], self.body.timeline)

    @cached_property
    def reasons(self) -> list[Reason]:
        """Return every decision with its reasons."""
        return [card_rows.reason(one, name, self._said, self._site) for name, one in self._decisions.items()]

    @property
    def _decisions(self) -> dict[str, Explained]:
        return {name: self.body.decisions[name] for name in ORDER}

    @property
    def argued(self) -> list[Argued]:
        """Return them with the choices that lost."""
        prices = card_rows.prices(self.body.candidates, self._site.lang)
        return [Argued(row, card_rows.rivals(self._decisions[row.id], row.id, prices)) for row in self.reasons]

    @cached_property
    def nesting(self) -> Picture:
        """Return a picture of what it is made of."""
        return picture.nesting(self._found, self._site.lang)

    @cached_property
    def changes(self) -> Changes:
        """Return the changes that would flip something."""
        return Changes(self.body.changes, self._said, self._site)

    @property
    def also_offers(self) -> list[Circumstance]:
        """Return the circumstances to tap."""
        return card_rows.also_offers(self._said, self._site)

    @cached_property
    def share(self) -> Share:
        """Return the address of the advice, and where the same is found as a code."""
        return Share(card_rows.share_url(self._said, self._site), self._site.code(self._said))

    @cached_property
    def _near(self) -> dict[tuple[str, str | None], Source]:
        said = self.body.notes
        return card_rows.once(
            said["warnings"], said["steps"], *(side for one in self._decisions.values() for side in one.both)
        )

    @cached_property
    def sources(self) -> list[list[Source]]:
        """Return every source of what the advice says, once."""
        return [[source] for source in self._near.values()]

    @property
    def sources_besides(self) -> list[list[Source]]:
        """Return every further source of what it says about other choices."""
        others = (other for one in self._decisions.values() for other in one.alternatives)
        far = card_rows.once(*(side for other in others for side in (other["for"], other["against"])))
        return [[source] for key, source in far.items() if key not in self._near]

    @cached_property
    def said(self) -> str:
        """Return what the person said, in one line."""
        return card_rows.said_line(self._said, self._site.lang)

    @cached_property
    def short(self) -> str:
        """Return the advice in a title's length."""
        return headline.short(self._found, self._site.lang)

    @cached_property
    def headline(self) -> str:
        """Return the advice in a sentence."""
        return headline.headline(self._found, self._site.lang, self._said.told)

    @cached_property
    def tagline(self) -> str:
        """Return what stands under it."""
        bowls = self.body.cost["noodle_bowls"]
        return headline.tagline(self._found, self._site.lang, bowls, picture.NOODLES, self._said.told)
