"""Say what everybody would be told on a day to come if nobody touched a row: `python -m tools.future ON=2027-11-30`.

One block a person: the headline, the budget's verdict, how old its prices are and how far they are trusted, and the warnings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chat.words import headline
from chat.words.advice_json import as_json
from knowledge import catalogue
from rules.advice.advising import advise
from rules.answers import Answers
from rules.facts.law_folds import day, law
from tools.price_health import people

LANG = "zh"


def told(person: Mapping[str, Any], lang: str = LANG) -> list[str]:
    """Return what one person is told, line by line."""
    needs = dict(person["needs"])
    also = (*needs.pop("also", ()), *person.get("also", ()))
    advice = advise(Answers.of(needs, also), now=True)
    body = as_json(advice, lang)
    cost = body["cost"]
    return [
        f"{person['id']}: {headline.headline(advice, lang)}",
        f"  within_budget {cost['within_budget']} {cost['why_unsure'] or ''} · {cost['asof_text']} · {cost['confidence']}",
        *(f"  ! {warning['text']}" for warning in body["warnings"]),
    ]


def lapsed() -> list[str]:
    """Return the rows of law past their review: they warn, and decide nothing."""
    return [row.id for row in law().rows if row.stale(day())]


def rendered(on: date, lang: str = LANG) -> Iterator[str]:
    """Return everybody's advice as it reads on a day."""
    with catalogue.pretending(on):
        yield f"{on}: {len(lapsed())} rows of law past their review: {', '.join(lapsed())}"
        for person in people():
            yield "\n".join(told(person, lang))


def main(arguments: list[str]) -> int:
    """Print it; 2 when ON is no day."""
    given = dict(argument.partition("=")[::2] for argument in arguments)
    try:
        on = date.fromisoformat(given.get("ON") or os.environ.get("ON") or catalogue.today().isoformat())
    except ValueError as error:
        print(f"ON must be a day such as {catalogue.as_of()}: {error}", file=sys.stderr)
        return 2
    for block in rendered(on, given.get("LANGUAGE") or LANG):
        print(block)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
