"""A topic in short with its page, or one word of our own page in one sentence."""

from __future__ import annotations

from chat.replies import words
from chat.replies.case import Case
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.replies.wanted import wanted
from chat.words import bill_json
from knowledge import load
from knowledge.wanted import wanted as things

ASKS = {
    "latency": (("test", {"act": "how", "about": "test"}), ("lines", {"act": "topic", "topic": "lines"})),
    "lines": (("latency", {"act": "topic", "topic": "latency"}), ("test", {"act": "how", "about": "test"})),
    "renewal-price": (("cost_renewal", {"act": "cost", "span": "renewal"}),),
    "icp-filing": (("how_filing", {"act": "how", "about": "filing"}), ("when", {"act": "when"})),
}
FIGURES = ("bandwidth", "latency", "lines")
"""Topics of which the case has a figure of its own: that goes first."""


def topic(case: Case, ask: JSON) -> Reply:
    """Answer what something is."""
    name = str(ask.get("topic"))
    known = load()
    if "needed" in ask and name in things():
        return wanted(case, name)
    if (name, case.lang) in known.topics:
        return _page(case, name)
    word = known.words.get(name)
    if word is None:
        return reply("topic", [case.say("topic_unknown")], taps=[Tap(case.say("tap_topics"), path="/about/")])
    rows = [case.say("word", word=word.label[case.lang], text=word.text[case.lang])]
    taps = [case.topic(word.topic)] if word.topic else []
    return reply("topic", rows, sources=_cited(case, word.cites), figures={"topic": name}, taps=taps)


def _page(case: Case, name: str) -> Reply:
    page = load().topics[name, case.lang]
    here = words.here(case, name)
    rows = [*here, _short(case, name)] if name in FIGURES else [page.short, *here]
    taps = [case.ask(key, act) for key, act in ASKS.get(name, ())] if case.found.needs else []
    return reply(
        "topic",
        rows,
        sources=_cited(case, page.cites)[:6],
        figures={"topic": name},
        taps=[*taps, Tap(page.title, path=f"/about/{name}")],
    )


def _short(case: Case, name: str) -> str:
    """Return what a topic comes to; where nobody is in the mainland the ways from there are no answer, a test is."""
    elsewhere = case.found.answers.stated("audience") in ("asia", "west")
    return case.say("latency_test") if name == "latency" and elsewhere else load().topics[name, case.lang].short


def _cited(case: Case, cites: tuple[str, ...]) -> list[JSON]:
    return [row for row in bill_json.sources(cites, case.lang) if row["url"]]
