"""What is likely to be asked next, about this case: links that need no script."""

from __future__ import annotations

from chat.replies import points
from chat.replies.case import Case
from chat.replies.reply import Reply, Tap

MOST = 5


def following(case: Case) -> list[Tap]:
    """Return the next likely questions under a verdict."""
    place, product = case.chosen("region"), case.choice("product")
    rivals = points.rivals(case, "product")
    taps = [
        case.ask("why", {"act": "why", "decision": "region"}, choice=place),
        case.ask("better_cost", {"act": "better", "toward": "cost"}),
        case.ask("vendor", {"act": "vendor"}),
    ]
    if rivals:
        act = {"act": "compare", "decision": "product", "choices": [product, rivals[0]]}
        taps.append(case.ask("compare_with", act, choice=case.label("product", rivals[0])))
    taps.append(case.ask("when", {"act": "when"}))
    taps.append(case.ask("sure", {"act": "sure"}))
    return taps[:MOST]


def after(case: Case, replies: tuple[Reply, ...]) -> list[Tap]:
    """Return the next likely questions under replies that bring none of their own."""
    return [] if any(one.taps for one in replies) or not case.found.needs else following(case)[:3]
