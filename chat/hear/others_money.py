"""Money that is not what the speaker will pay for a server: what is free for others, what things cost, what one earns."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.hear.claims import Claim
from chat.hear.denial import is_negated
from chat.hear.lexicon import load_lexicon
from chat.hear.message import Message, SetAside
from chat.hear.spans import clause_at

_FIGURE = re.compile(r"\d")
_THE = re.compile(r"(?:(?<![a-z])(?:the|that|this|their|your|its) |[那这](?:个|台|款|档|种))[$€£¥]?$")
_PLAN = re.compile(
    r"(?: ?(?:a|per|/) ?(?:month|mo|year|yr))? ?(?:plan|tier|droplet|vps|vm|box|instance|server|package|machine|one)s?(?![a-z])"
    r"|[， ]?(?:的|一[年月]的|/月的)?(?:套餐|机器|那台|那款|那档|小鸡|服务器|配置|轻量)"
)


def free_of_others(message: Message) -> Message:
    """Return the message without "free" said of visitors, goods and papers: 先免费后会员, free for members."""
    theirs = [c for c in message.claims if c.need == "budget" and c.value == 0 and c.entry and _is_free(message, c)]
    aside = tuple(SetAside(c, "free for others, or of something else") for c in theirs)
    kept = tuple(c for c in message.claims if c not in theirs)
    return replace(message, claims=kept, aside=(*message.aside, *aside))


def price_of_others(message: Message, claim: Claim) -> str:
    """Return why a sum is no budget: it is the price of something else, or what somebody earns; "" else."""
    if claim.need != "budget" or message.state.ask == "budget":
        return ""
    patterns, clause = load_lexicon().patterns, _clause(message, claim)
    if _names_a_plan(message.line.text, claim):
        return "the price by which a plan is named"
    theirs = patterns["others_price"].search(clause) and not patterns["own_spending"].search(clause)
    if theirs:
        return "the price of something else"
    return "a sum that is too dear" if _is_too_dear(message, claim) else ""


def _names_a_plan(text: str, claim: Claim) -> bool:
    """Tell whether a sum is what a plan is called by: would the $4 plan do, 那个99的套餐够吗."""
    figure = next((m.start() for m in _FIGURE.finditer(text, claim.start, claim.end)), claim.start)
    return bool(_THE.search(text[:figure]) and _PLAN.match(text, claim.end))


def _is_too_dear(message: Message, claim: Claim) -> bool:
    """Tell whether a sum is called too much, in its clause or in the one behind it: for $30 a month, way too high for me."""
    text = message.line.text
    low, high = clause_at(text, claim.start)
    high = max(high, claim.end)
    behind = slice(*clause_at(text, high)) if high < len(text) else slice(high, high)
    ends = high if any(letter.isdigit() for letter in text[behind]) else behind.stop
    said = load_lexicon().patterns["too_dear"].search(text, low, ends)
    named = any(word in text[low : claim.end] for word in ("预算", "budget"))
    return said is not None and not named and not is_negated(text, *said.span())


def _is_free(message: Message, claim: Claim) -> bool:
    patterns, clause = load_lexicon().patterns, _clause(message, claim)
    theirs = patterns["others_free"].search(clause) or patterns["charged"].search(message.line.text, claim.end)
    return bool(theirs) and not patterns["own_spending"].search(clause)


def _clause(message: Message, claim: Claim) -> str:
    clause = next((c for c in message.clauses if c.start <= claim.start < c.end), None)
    return message.line.text[clause.start : max(clause.end, claim.end)] if clause else message.line.text
