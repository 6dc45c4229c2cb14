"""What a topic means in this case, in one sentence."""

from __future__ import annotations

from chat.replies.case import Case
from knowledge import load


def here(case: Case, topic: str, place: str = "") -> list[str]:
    """Return what a topic means in this case, or would with the machine in `place`; nothing where the case says nothing of it."""
    if topic in ("latency", "lines") and case.found.answers.stated("audience"):
        place = place or case.choice("region")
        people = case.found.answers.stated("audience")
        key = f"{topic}_{place}_{'mainland' if people in ('mainland', 'global') else 'near'}"
        known = [one for one in (f"{key}_{people}", key) if f"reply.{one}" in load().phrases]
        return [case.say(known[0])] if known else []
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
