"""When it can be live: the days of the page, and the other way."""

from __future__ import annotations

from chat.replies.case import Case, live
from chat.replies.reply import JSON, Reply, reply
from chat.words import picture
from knowledge import catalogue, load


def when(case: Case, _: JSON) -> Reply:
    """Answer how soon it can be live."""
    rows = picture.timeline(case.found, case.lang)
    said, first, last = live(case)
    filing = case.choice("filing")
    key = "when_" + filing.replace("-", "_")
    text = [case.say(key, live=said)]
    text += picture.timeline_notes(case.found, case.lang)[-1:]
    text.append(case.pairs((row["when"], row["what"]) for row in rows))
    taps = (
        [case.ask("sooner", {"act": "better", "toward": "sooner"})]
        if filing != "not-needed"
        else [case.ask("how_setup", {"act": "how", "about": "setup"})]
    )
    taps += (
        [case.ask("how_filing", {"act": "how", "about": "filing"})]
        if filing != "not-needed"
        else [case.ask("how_order", {"act": "how", "about": "order"})]
    )
    rules = case.verdict("filing").arguments(filing, "for")[:2]
    topic = load().topics["icp-filing", case.lang]
    sources = case.cited(rules) or [{"title": topic.title, "url": "", "dated": "", "checked_on": topic.checked_on}]
    return reply(
        "when",
        text,
        sources=[row for row in sources if row["url"]],
        figures={"from": catalogue.today().isoformat(), "earliest": first or None, "latest": last or None},
        taps=taps,
    )
