"""The state of the case beside the chat: what was said, and which choices still stand."""

from __future__ import annotations

from typing import Any

from chat.conversation import Conversation
from chat.site import Site
from chat.wording import also_label, phrase, target_label, value_label
from knowledge import load
from rules.advising import Advice
from rules.attributes import stated

JSON = dict[str, Any]


def panel(said: Conversation, site: Site, found: Advice) -> JSON:
    """Return the state of the case: what was said, and which choices still stand."""
    purpose = stated(said.needs, "purpose")
    understood = [
        {"label": load().needs[name].label[site.lang], "value": value_label(site.lang, name, value, purpose),
         "change_url": site.chat(said.asking(name))}
        for name, value in said.needs.items()
    ]  # fmt: skip
    understood += [
        {
            "label": phrase(site.lang, "chat.also_heard"),
            "value": also_label(site.lang, flag),
            "drop_url": site.chat(said.without(flag)),
        }
        for flag in said.also
    ]
    return {
        "understood": understood,
        "decisions": [_narrowing(found, name, site.lang) for name in found.decided.verdicts],
    }


def _narrowing(found: Advice, name: str, lang: str) -> JSON:
    verdict = found.decided.verdicts[name]
    standing = found.outlook.standing.get(name, verdict.standings)
    rows = []
    for choice in (verdict.choice, *(choice for choice in verdict.standings if choice != verdict.choice)):
        out = choice not in standing and choice != verdict.choice
        against = [*verdict.arguments(choice, "veto"), *verdict.arguments(choice, "against")] if out else []
        reason = load().snippets[against[0].snippet].texts[lang] if against else None
        rows.append(
            {
                "label": target_label(lang, name, choice),
                "out": out,
                "reason": reason,
                "chosen": choice == verdict.choice,
            }
        )
    return {
        "id": name, "label": load().decisions[name].label[lang], "settled": name in found.outlook.settled,
        "firm": name in found.outlook.firm, "choice": verdict.choice,
        "standing": [row for row in rows if not row["out"]], "out": [row for row in rows if row["out"]],
    }  # fmt: skip
