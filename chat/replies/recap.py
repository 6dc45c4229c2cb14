"""All of it in short: what was said, what to buy, why, for how much, and what comes first."""

from __future__ import annotations

from chat.replies import points
from chat.replies.case import Case, figures, live, priced_from
from chat.replies.costs import at_once
from chat.replies.reply import JSON, MOST_WORDS, Reply, length, reply
from chat.words import headline, notes_json
from chat.words.wording import also_label

GLOSSED = 16
"""Words kept free for what words of the trade are."""


def recap(case: Case, _: JSON) -> Reply:
    """Sum up, in a form one can send on."""
    said = [case.answer(name, value) for name, value in case.found.answers.told.said]
    said += [also_label(case.lang, flag) for flag in case.said.also]
    rows = [case.say("recap_buy", text=headline.headline(case.found, case.lang, case.said.told))]
    rules = points.leading(case)
    price = case.found.price
    rows.append(
        case.say(
            "recap_pay",
            year=case.total(price.first_year),
            three=case.total(price.three_years),
            live=live(case)[0],
            at_once=at_once(case),
        )
    )
    rows += [case.say("recap_because", text=text) for text in points.sentences(case, rules)[:2]]
    premises = case.say("recap_said", answers=case.listed(said)) if said else ""
    # What it rests on goes first, unless that would push what to buy behind the fold.
    place = 0 if length(premises) + length(rows[0]) <= MOST_WORDS - GLOSSED else len(rows)
    rows.insert(place, premises)
    step = next(iter(notes_json.notes(case.found, case.lang, case.said.told)["steps"]), None)
    rows += [case.say("recap_first", step=step["title"])] if step else []
    choices = {name: one.choice for name, one in case.found.decided.verdicts.items()}
    body = {"decisions": choices, **figures(price), "first_year": price.first_year, "three_years": price.three_years}
    taps = [
        case.ask("how_order", {"act": "how", "about": "order"}),
        case.ask("vendor", {"act": "vendor"}),
        case.ask("sure", {"act": "sure"}),
    ]
    return reply("recap", rows, sources=[*case.cited(rules), *priced_from(price)[:3]], figures=body, taps=taps)
