"""What a topic means in this case, in one sentence."""

from __future__ import annotations

from chat.replies.case import Case
from knowledge import load


def here(case: Case, topic: str, place: str = "") -> list[str]:
    """Return what a topic means in this case, or would with the machine in `place`; nothing where the case says nothing of it."""
    if topic in ("latency", "lines") and case.found.answers.stated("audience"):
        return _from_there(case, topic, place or case.choice("region"))
    for decision in load().decisions.values():
        for choice in decision.choices:
            if TOPICS.get(topic) == (decision.name, choice.value):
                mine = case.choice(decision.name) == choice.value
                return (
                    [case.say("topic_here" if mine else "topic_not_here", choice=case.chosen(decision.name))]
                    if case.found.needs
                    else []
                )
    return []


def _from_there(case: Case, topic: str, place: str) -> list[str]:
    """Return what the way from a place to the people is like."""
    people = case.found.answers.stated("audience")
    key = f"{topic}_{place}_{'mainland' if people in ('mainland', 'global') else 'near'}"
    return [case.say(one) for one in (f"{key}_{people}", key) if f"reply.{one}" in load().phrases][:1]


TOPICS = {
    "ecs": ("product", "ecs"),
    "vps": ("product", "vps"),
    "light-server": ("product", "light"),
    "dedicated": ("product", "dedicated"),
    "gpu": ("product", "gpu"),
    "cluster": ("product", "cluster"),
    "paas": ("product", "paas"),
    "static-hosting": ("product", "static"),
    "docker": ("runtime", "docker"),
    "kubernetes": ("runtime", "kubernetes"),
    "hong-kong": ("region", "hongkong"),
    "icp-filing": ("filing", "needed"),
}
"""Topics that are a choice of a decision."""
