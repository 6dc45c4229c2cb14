"""How: the steps for exactly this advice by what is to be done; a filing with its papers and weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.replies.case import Case, live, machine
from chat.replies.plain import SHELL
from chat.replies.reply import JSON, MOST_WORDS, Reply, Tap, cited, length, reply
from chat.replies.wanted import verdict
from chat.words import bill_json, notes_json
from knowledge import load

STEPS: Mapping[str, tuple[str, ...]] = {
    "filing": (
        "filer-",
        "domain-check",
        "licence-first",
        "filing-",
        "access-",
        "second-domain-",
        "footer",
        "police",
        "mini-program",
    ),
    "order": ("order", "api-try"),
    "setup": (
        "first-",
        "docker",
        "kubernetes",
        "wordpress",
        "snapshot",
        "game-set-up",
        "drive-set-up",
        "model-set-up",
        "video-set-up",
        "go-live",
        "check-cores",
    ),
    "docker": ("docker", "kubernetes"),
    "backup": ("backup-", "restore-drill", "snapshot", "fail-over"),
    "security": ("first-day", "attack-plan", "backup-", "privacy-note"),
    "moving": ("move-", "second-domain-moving", "access-", "slow-look", "renewal-compare"),
    "domain": ("domain-check", "go-live", "footer", "filing-submit"),
    "test": ("evening", "steal", "slow-look", "api-try", "check-cores"),
    "refund": ("decide-renewal", "leave"),
    "invoice": ("invoice",),
}
"""Of the steps that fire for this case, those that belong to a question, by how their names begin."""
TOPIC = {
    "filing": "who-can-file",
    "order": "light-server",
    "setup": "first-day",
    "docker": "docker",
    "backup": "refund-and-backup",
    "security": "first-day",
    "moving": "moving",
    "domain": "icp-filing",
    "test": "latency",
    "refund": "refund",
    "invoice": "invoice",
}
ASKS = {
    "refund": ("refund",),
    "invoice": ("invoice", "papers-company"),
    "moving": ("moving",),
    "filing": ("filing", "filing-days"),
    "test": ("line", "line-far"),
}
PAPERS = {"filer-check": "papers_person", "filer-check-business": "papers_business"}
"""Steps of who files, and the papers that goes with."""
MOST = 6
LED = ("filing", "order", "docker")
"""What is led into even where no step of the case belongs to it."""
NAMED = ("setup", "backup", "security")
"""Of these the steps are named in one breath first: that is how it is done."""
GLOSSED = 16
"""Words kept free for what words of the trade are, where they may be new to whoever asks."""
GENERAL = ("refund", "invoice")
"""What vendors write decides these; no step of a case does."""


def how(case: Case, ask: JSON) -> Reply:
    """Answer how something is done."""
    about = str(ask.get("about")) if ask.get("about") in STEPS else "setup"
    notes = notes_json.notes(case.found, case.lang, case.said.told)
    steps, asked = _steps(notes, about), _asked(notes, about)
    name = TOPIC[about] if (TOPIC[about], case.lang) in load().topics else "first-day"
    topic = load().topics[name, case.lang]
    asks = [case.say("how_ask", text=row["text"]) for row in asked[:1]]
    if about in GENERAL:
        begun = [*_general_lead(case, about), topic.short, *asks]
        rows = [*begun, *_told(case, about, steps, begun)]
    else:
        begun = _begin(case, about, notes, steps)
        rows = [*begun, *_told(case, about, steps, begun), *asks]
        rows += [_general(case, about, topic.short)] if not steps and about != "order" else []
    taps = [*_taps(case, about), Tap(topic.title, path=f"/about/{name}")]
    return reply(
        "how",
        rows,
        sources=cited([*steps, *asked]) or bill_json.sources(topic.cites, case.lang)[:4],
        figures={
            "about": about,
            "steps": [{name: row[name] for name in ("title", "text", "rule")} for row in steps],
        },
        taps=taps,
    )


def _general_lead(case: Case, about: str) -> list[str]:
    """Return how to get an invoice for this machine; how a refund goes each vendor writes."""
    if about != "invoice":
        return []
    company = case.found.answers.stated("buyer") in ("company", "founder")
    return [
        case.say("how_invoice", machine=machine(case), name=case.say("invoice_company" if company else "invoice_own"))
    ]


def _general(case: Case, about: str, short: str) -> str:
    """Return what is to be said of a question to which no step of this case belongs."""
    if about == "domain":
        return verdict(case, "domain")
    return case.say("latency_test") if about == "test" else short


def _steps(notes: JSON, about: str) -> list[JSON]:
    """Return the steps of this case that belong to a question."""
    return [row for row in notes["steps"] if _of(row, STEPS[about])][:MOST]


def _asked(notes: JSON, about: str) -> list[JSON]:
    """Return what to ask the vendor of it."""
    return [row for row in notes.get("ask_vendor_notes", ()) if row["rule"].partition("/")[2] in ASKS.get(about, ())]


def _begin(case: Case, about: str, notes: JSON, steps: Sequence[JSON]) -> list[str]:
    """Return what goes before the steps. A lead with no step of this case beneath it announces nothing."""
    lead = _lead(case, about, steps) if steps or about in LED else []
    copied = [case.say("moving_copy")] if about == "moving" and not case.sold.serverless else []
    # Who does it, and with which papers, is one answer.
    first = [case.sentences([*lead, *papers])] if (papers := _papers(case, about, steps)) else lead
    return [*first, *copied, *_order(case, about, notes)]


def _papers(case: Case, about: str, steps: Sequence[JSON]) -> list[str]:
    """Return the papers that whoever files gets ready first; who is under age or a foreigner has a step that says it."""
    if about != "filing":
        return []
    return [case.say(PAPERS[name]) for row in steps if (name := row["rule"].partition("/")[2]) in PAPERS]


def _told(case: Case, about: str, steps: Sequence[JSON], before: Sequence[str]) -> list[str]:
    """Return the first steps in full, as many as one sees, then the rest by their names, then in full."""
    told = _in_full(case, steps)
    if about in NAMED and before and not before[0].endswith(("：", ":")):
        return [*told, *([case.say("how_hacked")] if about == "security" else [])]
    room = MOST_WORDS - sum(map(length, before))
    # What is filed comes in weeks: of a filing one wants all of it by its names first.
    fitting = 0 if about == "filing" else _fitting(case, steps, told, room)
    names = _by_name(case, steps[fitting:], first=not fitting)
    return [*told[:fitting], *names, *told[fitting:]]


def _fitting(case: Case, steps: Sequence[JSON], told: Sequence[str], room: float) -> int:
    """Return how many steps can be seen in full with the names of the rest beneath; at least one."""
    for most in range(len(told), 1, -1):
        if sum(map(length, [*told[:most], *_by_name(case, steps[most:])])) <= room:
            return most
    return min(1, len(told))


def _by_name(case: Case, steps: Sequence[JSON], *, first: bool = False) -> list[str]:
    """Return steps by their names, in order: what each takes stands beneath."""
    names = case.say("arrow").join(row["title"] for row in steps)
    return [case.say("steps" if first else "steps_then", names=names)] if len(steps) > first else []


def _of(row: JSON, beginnings: tuple[str, ...]) -> bool:
    name: str = row["rule"].partition("/")[2]
    return name.startswith(beginnings)


def _lead(case: Case, about: str, steps: Sequence[JSON]) -> list[str]:
    here = {"machine": machine(case), "place": case.chosen("region")}
    if about == "docker" and case.choice("runtime") not in ("docker", "kubernetes"):
        return [case.say("how_docker_not", runtime=case.chosen("runtime"), **here)]
    if about == "filing":
        filing = case.choice("filing").replace("-", "_")
        return [case.say(f"how_filing_{filing}", live=live(case)[0], **here)]
    return [_named(case, about, steps, here) if about in NAMED else case.say(f"how_{about}", **here)]


def _named(case: Case, about: str, steps: Sequence[JSON], here: Mapping[str, str]) -> str:
    """Return a lead with the names of all steps, where the first of them can still be seen in full beneath it."""
    if about == "backup" and _no_copy(steps):
        return case.say("how_backup_copy", **here)
    # A step that is a sentence of its own stands without its full stop among names.
    names = case.say("arrow").join(row["title"].rstrip("。.") for row in steps)
    lead = case.say(f"how_{about}", names=names, **here)
    glossed = 0 if case.found.answers.stated("skill") in SHELL else GLOSSED
    fits = length(lead) + sum(map(length, _in_full(case, steps)[:1])) + glossed <= MOST_WORDS
    return lead if fits else case.say(f"how_{about}_bare", **here)


def _in_full(case: Case, steps: Sequence[JSON]) -> list[str]:
    return [case.say("step_told", title=row["title"], text=row["text"]) for row in steps]


def _no_copy(steps: Sequence[JSON]) -> bool:
    """Say whether no step makes a copy: before one is tried there has to be one."""
    return not any(_of(row, ("backup-",)) for row in steps)


def _order(case: Case, about: str, notes: JSON) -> list[str]:
    """Return the lines of the order page, top to bottom."""
    if about != "order":
        return []
    return [
        case.say("arrow").join(case.say("pair", a=row["label"], b=row["choose"]) for row in notes["order"][:5]),
        *(case.say("step", title=row["label"], text=row["text"]) for row in notes["order"][:8] if row.get("text")),
    ]


def _taps(case: Case, about: str) -> list[Tap]:
    after = {"order": "setup", "setup": "backup", "backup": "security", "filing": "order"}.get(about)
    taps = {"setup": "how_setup", "backup": "backup", "security": "security", "order": "how_order"}
    return (
        [case.ask(taps[after], {"act": "how", "about": after})]
        if after
        else [case.ask("how_order", {"act": "how", "about": "order"})]
    )
