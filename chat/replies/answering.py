"""One reply for each act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chat.replies.better import better, other
from chat.replies.case import Case
from chat.replies.compare import compare
from chat.replies.costs import costs
from chat.replies.how import how
from chat.replies.offer import offer
from chat.replies.plain import plain
from chat.replies.recap import recap
from chat.replies.reply import JSON, Reply
from chat.replies.sure import sure
from chat.replies.topic import topic
from chat.replies.vendor import vendor
from chat.replies.what_if import what_if
from chat.replies.when import when
from chat.replies.why import why
from chat.replies.why_not import why_not
from chat.said.conversation import Conversation
from rules.advice.advising import Advice

ACTS: Mapping[str, Callable[[Case, JSON], Reply]] = {
    "why": why,
    "why-not": why_not,
    "compare": compare,
    "what-if": what_if,
    "better": better,
    "other": other,
    "cost": costs,
    "when": when,
    "how": how,
    "sure": sure,
    "vendor": vendor,
    "recap": recap,
    "topic": topic,
    "offer": offer,
}
MOST = 2


def reply_to(ask: Mapping[str, Any], said: Conversation, found: Advice, lang: str) -> Reply:
    """Answer one act (in the contract's shape) about a case; raises KeyError for an act that is none."""
    calm = said.but(riding={name: value for name, value in said.riding.items() if name == "ask"}, unread=0)
    case = Case(calm, found, lang)
    return plain(case, ACTS[str(ask["act"])](case, dict(ask)))
