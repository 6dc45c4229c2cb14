"""What a topic means in this case, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from chat.replies import line
from chat.replies.case import Case
from chat.replies.reply import JSON
from chat.words import bill_json
from knowledge import load


def here(case: Case, topic: str, place: str = "") -> list[str]:
    """Return what a topic means in this case, or would with the machine in `place`; nothing where the case says nothing of it."""
    if topic == "bandwidth":
        return _line(case)
    if topic == "latency" and (beside := _beside_peer(case, place)):
        return beside
    if topic in ("latency", "lines") and case.found.answers.stated("audience"):
        return _from_there(case, topic, place or case.choice("region"))
    mine = _choice_of(topic)
    if mine is None or not case.found.needs:
        return []
    decision, choice = mine
    key = "topic_here" if case.choice(decision) == choice else "topic_not_here"
    return [case.say(key, choice=case.chosen(decision))]


@cache
def _choice_of(topic: str) -> tuple[str, str] | None:
    """Return the decision and its choice that a topic is about; None where it is about none."""
    rows = ((one.name, row) for one in load().decisions.values() for row in one.choices)
    return next(((name, row.value) for name, row in rows if row.topic == topic), None)


def _beside_peer(case: Case, place: str) -> list[str]:
    """Return how near a machine is to what it calls, where that is what counts; nothing where people are to reach it."""
    peer, here = case.found.answers.stated("peer"), place or case.choice("region")
    if peer is None or case.found.answers.stated("purpose") != "bot":
        return []
    values = {"peer": case.label("region", str(peer)), "place": case.label("region", here)}
    return [case.say("latency_peer_near" if peer == here else "latency_peer_far", **values)]


def cited(case: Case, topic: str) -> Sequence[JSON]:
    """Return what is said of a topic rests on."""
    found = load().topics[topic, case.lang]
    return [row for row in bill_json.sources(found.cites, case.lang) if row["url"]][:MOST_CITED]


def _line(case: Case) -> list[str]:
    """Return what the load asks of the line and of the quota; of a line somebody named first how many it carries."""
    mbps = case.found.answers.number("bandwidth")
    rows = [text for text in (line.carried(case, mbps), line.enough(case)) if text] if mbps else []
    return rows or [text for text in [line.needed(case)] if text]


def _from_there(case: Case, topic: str, place: str) -> list[str]:
    """Return what the way from a place to the people is like."""
    people = case.found.answers.stated("audience")
    key = f"{topic}_{place}_{'mainland' if people in ('mainland', 'global') else 'near'}"
    return [case.say(one) for one in (f"{key}_{people}", key) if f"reply.{one}" in load().phrases][:1]


MOST_CITED = 3
