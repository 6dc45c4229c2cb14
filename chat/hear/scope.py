"""What counts of what was heard: only what is stated, of the speaker's own present case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chat.hear import remarks
from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.message import Message, SetAside
from chat.hear.moods import QUESTIONS, Clause, Mood
from chat.hear.spans import covering, overlap, within
from chat.hear.theirs import beyond_bill, of_theirs

ENOUGH = frozenset(
    {
        "purpose",
        "scale",
        "budget",
        "audience",
        "buyer",
        "demand",
        "services",
        "load",
        "skill",
        "also",
        "software",
        "concurrent",
        "rate",
        "storage",
        "traffic",
        "bandwidth",
        "hours",
        "model",
        "bits",
        "machines",
        "peer",
        "reach",
        "subject",
        "content",
        "data",
        "ai",
        "drive",
    }
)
"""Is this enough: in it the asker's load, people and money are stated; a place, a filing or a length of time is what it asks about."""
NO_MONEY = ("how_much", "echo")
ASKED = frozenset({"slow"})
"""Circumstances that a question only fears: 会很慢吧."""
_FEW = 2
"""A clause with fewer letters besides a date says nothing but the date."""
LASTING = frozenset({"filing", "buyer", "skill", "domain", "also", "subject"})
"""What is told of the past still holds for these: a filing once done is done."""


def standing(message: Message) -> Message:
    """Set aside what is asked, supposed, offered, told of others, or part of a passing remark."""
    talk = remarks.small_talk(message.hits)
    topics, asked = remarks.questions(message, list(message.claims))
    judged = [(claim, _why_not(message, claim, asked, talk)) for claim in message.claims]
    kept = tuple(claim for claim, why in judged if not why)
    aside = (*message.aside, *(SetAside(claim, why) for claim, why in judged if why))
    machine = message.machine
    if machine and outside(message, Claim("spec", str(machine.named), machine.start, machine.end)):
        machine = None
    return replace(message, claims=kept, aside=aside, talk=talk, topics=tuple(topics), machine=machine)


def _why_not(message: Message, claim: Claim, asked: list[tuple[int, int]], talk: Hit | None) -> str:
    """Return why a claim does not count; "" when it does. `asked`: the clauses that ask about a topic."""
    why = outside(message, claim, phrase=True) or of_theirs(message, claim)
    why = why or _of_another_event(message, claim) or _in_passing(message, claim)
    if why:
        return why
    if claim not in message.load.claims and any(s <= claim.start and claim.end <= e for s, e in asked):
        return "part of a question about a topic"
    return f"small talk: {talk.entry}" if talk and within(claim, talk) else ""


def _in_passing(message: Message, claim: Claim) -> str:
    """Return why what will run is not changed: it is known, and only spoken of, not planned (社区团购周四晚上截单)."""
    patterns = load_lexicon().patterns
    if not _is_another_purpose(message, claim):
        return ""
    clause = next((c for c in message.clauses if c.start <= claim.start < c.end), None)
    meant = (patterns["planned"], patterns["comes_beside"])
    planned = clause is None or any(p.search(message.line.text, clause.start, clause.end) for p in meant)
    return "" if planned else "spoken of in passing while what will run is known"


def _is_another_purpose(message: Message, claim: Claim) -> bool:
    """Tell whether a claim is a purpose besides one that is known, neither asked for nor denied."""
    known = message.state.needs.get("purpose", UNSURE)
    if claim.need != "purpose" or claim.negated or message.state.ask == "purpose" or known in (UNSURE, claim.value):
        return False
    return not any(c.need == "purpose" and c.negated and c.value == known for c in message.claims)


def _of_another_event(message: Message, claim: Claim) -> str:
    """Return why a date is no launch: its clause is about something else that happens then (明年上半年测评, prices go up in spring)."""
    patterns, text = load_lexicon().patterns, message.line.text
    if claim.need != "launch" or not message.state.needs or message.state.ask == "launch":
        return ""
    clause = covering(message.clauses, claim.start)
    if clause is None or not patterns["date"].match(text[claim.start : claim.end]):
        return ""
    beside = f"{text[clause.start : claim.start]} {text[claim.end : clause.end]}"
    if patterns["going_live"].search(beside):
        return ""
    rest = patterns["date_filler"].sub("", beside)
    return "a date of something else" if len(rest.strip(" ，。？")) >= _FEW else ""


def outside(message: Message, claim: Claim, phrase: bool = False) -> str:
    """Return why a claim does not count where it stands; "" when it does. `phrase`: words of the lexicon said it, no number."""
    touched = _touched(message, claim)
    if phrase:
        touched = [c for c in touched if not _says_more(c, claim)]
    return next((why for c in touched if (why := _barred(message, c, claim))), "")


def _touched(message: Message, claim: Claim) -> list[Clause]:
    """Return the clauses a claim stands in.

    What was done before, or is done by others, is part of what the speaker does now: 原来在门口带初二，现在搬到网上; they pay us.
    """
    touched = [c for c in message.clauses if overlap(c, claim)]
    if claim.need == "content" and any(c.mood is Mood.STATES and not c.told for c in touched):
        return [c for c in touched if c.mood is not Mood.TELLS]
    return touched


def _barred(message: Message, clause: Clause, claim: Claim) -> str:
    """Return why a claim does not count in a clause; "" when it does."""
    if claim.need == "budget" and (why := beyond_bill(message, clause, claim)):
        return why
    if clause.told and not _still_holds(message, clause, claim):
        return f"{Mood.TELLS}: frame {clause.told}"
    counts = _COUNTS.get(clause.mood)
    if clause.mood is Mood.STATES or (counts and counts(message, clause, claim)):
        return ""
    return f"{clause.mood}: frame {clause.frame} {clause.why!r}"


def _still_holds(message: Message, clause: Clause, claim: Claim) -> bool:
    """Tell whether what is told of the past or of others is what was asked, or holds still."""
    lasts = "past" in (clause.told, clause.frame) and claim.need in LASTING
    return lasts or claim.need == message.state.ask


def _feared(message: Message, _: Clause, claim: Claim) -> bool:
    """Tell whether what is supposed is how bad an outage would be, and nothing is asked."""
    return claim.need == "uptime" and not _asks_back(message)


def _says_more(clause: Clause, claim: Claim) -> bool:
    """Tell whether a phrase holds the question's own words (what is a terminal), or the answer as well (域名？没有)."""
    holds = (
        not clause.told
        and clause.mood in QUESTIONS
        and claim.start <= clause.at
        and clause.at + len(clause.why) <= claim.end
    )
    # A gap in a phrase may have swallowed the question's words: then they are not its own.
    holds = holds and claim.entry is not None and clause.why[:2] in claim.entry.pattern.source
    return holds or (clause.frame == "echo" and claim.end > clause.end)


def _asker_states(message: Message, clause: Clause, claim: Claim) -> bool:
    """Tell whether a question whether this is enough states a claim: the asker's load, people and money."""
    if clause.frame == "echo" and claim.need == message.state.ask:
        return True
    if claim.need == "budget" and clause.frame in NO_MONEY:
        # 几块钱啊 asks for a sum, 70 a month? repeats one.
        return clause.frame == "echo" and "budget" not in message.state.needs
    if claim.need == "also" and claim.value in ASKED:
        return False
    if claim.need == "purpose" and message.state.needs.get("purpose", UNSURE) != UNSURE:
        return False
    return claim.need in ENOUGH or claim.need == "spec"


def _asks_back(message: Message) -> bool:
    asked = any(c.mood in QUESTIONS for c in message.clauses)
    return asked or any(word in message.line.text for word in load_lexicon().words["asks_back"])


_COUNTS: Mapping[Mood, Callable[[Message, Clause, Claim], bool]] = {
    Mood.TELLS: _still_holds,
    Mood.ASKS_ENOUGH: _asker_states,
    Mood.SUPPOSES: _feared,
}
"""What counts all the same in a clause that states nothing; in one of another mood nothing does."""
