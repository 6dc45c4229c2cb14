"""The state of the case beside the chat: what was said, and which choices still stand."""

from __future__ import annotations

from typing import Any

from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words.wording import also_label, answer_label, named_label, phrase, target_label
from knowledge import load
from rules.advice.advising import Advice
from rules.ahead.sureness import Sureness
from rules.argument.model import Verdict
from rules.facts.attributes import stated

JSON = dict[str, Any]


def panel(said: Conversation, site: Site, found: Advice) -> JSON:
    """Return the state of the case: what was said, and which choices still stand."""
    purpose = stated(said.needs, "purpose")
    understood = [
        {"label": load().needs[name].label[site.lang], "value": answer_label(site.lang, name, value, purpose, said.told),
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
    if said.spec:
        row = {"label": phrase(site.lang, "chat.named"), "value": named_label(site.lang, said.spec)}
        understood.append({**row, "drop_url": site.chat(said.without("spec"))})
    return {
        "understood": understood,
        "decisions": narrowed(found, site.lang),
    }


def narrowed(found: Advice, lang: str) -> list[JSON]:
    """Return every decision with the choices that still stand and those that are out, with why."""
    return [_narrowing(found, name, lang) for name in found.decided.verdicts]


def _narrowing(found: Advice, name: str, lang: str) -> JSON:
    verdict, looks = found.decided.verdicts[name], found.outlook
    standing = {*looks.standing.get(name, verdict.standings), verdict.choice}
    rows = []
    for choice in verdict.standings:
        out = choice not in standing
        rows.append({
            "choice": choice, "label": target_label(lang, name, choice), "out": out,
            "reason": _reason_out(verdict, choice, lang) if out else None, "chosen": choice == verdict.choice,
        })  # fmt: skip
    return {
        "id": name, "label": load().decisions[name].label[lang], "settled": name in looks.settled,
        "firm": name in looks.firm, "sure": _sure(found, name, lang), "choice": verdict.choice,
        "standing": [row for row in rows if not row["out"]], "out": [row for row in rows if row["out"]],
    }  # fmt: skip


def _reason_out(verdict: Verdict, choice: str, lang: str) -> str | None:
    """Say why a choice is out: the veto, else the strongest argument for the leader, else what speaks against it."""
    vetoes, pro = verdict.arguments(choice, "veto"), verdict.arguments(verdict.choice, "for")
    found = [*vetoes, *pro, *verdict.arguments(choice, "against")]
    return load().snippets[found[0].snippet].texts[lang] if found else None


def _sure(found: Advice, name: str, lang: str) -> str:
    """Say how sure a decision is: settled, hanging on what the person was unsure of, or still open."""
    if name in found.outlook.firm:
        return phrase(lang, "chat.settled")
    if name not in found.outlook.settled:
        return phrase(lang, "chat.unsettled")
    hanging = Sureness(found.needs, found.decided.also, name).hangs_on
    labels = [load().needs[row.need].label[lang] for row in hanging]
    return phrase(lang, "chat.hangs_on", needs=phrase(lang, "page.and").join(labels))
