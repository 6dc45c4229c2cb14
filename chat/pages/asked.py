"""The whole advice and one explanation for programs: the contract's JSON with what each answer counts for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.pages import counted, why
from chat.said.conversation import Conversation
from chat.words import advice_json
from rules.advice.advising import Advice, advise

Body = tuple[Mapping[str, Any], counted.Counted]


def advice(said: Conversation, lang: str) -> Body:
    """Return the whole advice as GET /api/v1/advice answers it."""
    found = _advised(said)
    return advice_json.as_json(found, lang, said.spec, said.told), counted.advised(found)


def explained(said: Conversation, decision: str, lang: str) -> Body:
    """Return one decision explained as GET /api/v1/why answers it."""
    found = _advised(said)
    return why.as_json(found, decision, lang), counted.advised(found)


def _advised(said: Conversation) -> Advice:
    return advise(said.answers, said.now)
