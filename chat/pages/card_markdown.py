"""The card as Markdown: for notes, chats and sites that take neither scripts nor frames."""

from __future__ import annotations

from chat.bodies.parts import Step
from chat.pages.card import Card
from chat.pages.card_parts import PlanShown, Reason
from chat.pages.terms import OrderRow
from chat.words.wording import phrase


def as_markdown(card: Card, lang: str) -> str:
    """Return the advice as Markdown, ending with the address of the conversation."""
    body, notes, known = card.body, card.body.notes, card.body.knowledge
    named = body.named["text"] if body.named else ""
    instead = notes["instead"]["text"] if notes["instead"] else ""
    parts = [
        f"# {card.headline}",
        card.tagline,
        named,
        instead,
        _order(card.order.rows, lang),
        _list(phrase(lang, "page.reasons"), [_reason(row, lang) for row in card.reasons]),
        _list(phrase(lang, "page.warnings"), [row["text"] for row in notes["warnings"]]),
        _list(phrase(lang, "page.ask_vendor"), notes["ask_vendor"], numbered=True),
        _list(phrase(lang, "page.steps"), [_step(row, lang) for row in notes["steps"]], numbered=True),
        _list(phrase(lang, "page.plans", n=len(card.plans)), [_plan(row, lang) for row in card.plans]),
        card.cost_line,
        phrase(lang, "page.fine", version=known["version"], date=known["as_of"]),
        card.share.url,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _order(lines: list[OrderRow], lang: str) -> str:
    if not lines:
        return ""
    names = [phrase(lang, f"page.order_{name}") for name in ("field", "choose", "why")]
    rows = [f"| {_cell(row.label)} | **{_cell(row.choose)}** | {_cell(row.text)} |" for row in lines]
    title = f"## {phrase(lang, 'page.order')}"
    return "\n".join([title, "", f"| {' | '.join(names)} |", "|---|---|---|", *rows])


def _list(title: str, lines: list[str], numbered: bool = False) -> str:
    if not lines:
        return ""
    marks = (f"{place}. {line}" if numbered else f"- {line}" for place, line in enumerate(lines, 1))
    return "\n".join([f"## {title}", "", *marks])


def _reason(row: Reason, lang: str) -> str:
    why = row.pro[0]["text"] if row.pro else phrase(lang, "page.by_default")
    return f"**{row.title}{phrase(lang, 'page.colon').strip()} {row.label}** {why}"


def _step(row: Step, lang: str) -> str:
    return f"**{row['title']}**{phrase(lang, 'page.colon')}{row['text']}" if row.get("text") else row["title"]


def _plan(row: PlanShown, lang: str) -> str:
    return phrase(lang, "page.comma").join([f"{row.vendor} {row.name}", row.price_text, row.kind_text, row.as_of])
