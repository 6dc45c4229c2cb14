"""The card as Markdown: for notes, chats and sites that take neither scripts nor frames."""

from __future__ import annotations

from typing import Any

from chat.words.wording import phrase

JSON = dict[str, Any]


def as_markdown(card: JSON, lang: str) -> str:
    """Return the advice as Markdown, ending with the address of the conversation."""
    parts = [f"# {card['headline']}", card["tagline"]]
    parts += [card["named"]["text"]] if card["named"] else []
    if card["instead"]:
        parts.append(card["instead"]["text"])
    parts.append(_order(card["order"], lang))
    parts.append(_list(phrase(lang, "page.reasons"), [_reason(row, lang) for row in card["reasons"]]))
    parts.append(_list(phrase(lang, "page.warnings"), [row["text"] for row in card["warnings"]]))
    parts.append(_list(phrase(lang, "page.ask_vendor"), card["ask_vendor"], numbered=True))
    parts.append(_list(phrase(lang, "page.steps"), [_step(row, lang) for row in card["steps"]], numbered=True))
    parts.append(_list(phrase(lang, "page.plans", n=len(card["plans"])), [_plan(row, lang) for row in card["plans"]]))
    parts.append(card["cost_line"])
    parts.append(phrase(lang, "page.fine", version=card["knowledge"]["version"], date=card["knowledge"]["as_of"]))
    parts.append(card["share"]["url"])
    return "\n\n".join(part for part in parts if part) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _order(lines: list[JSON], lang: str) -> str:
    if not lines:
        return ""
    names = [phrase(lang, f"page.order_{name}") for name in ("field", "choose", "why")]
    rows = [f"| {_cell(row['label'])} | **{_cell(row['choose'])}** | {_cell(row.get('text'))} |" for row in lines]
    title = f"## {phrase(lang, 'page.order')}"
    return "\n".join([title, "", f"| {' | '.join(names)} |", "|---|---|---|", *rows])


def _list(title: str, lines: list[str], numbered: bool = False) -> str:
    if not lines:
        return ""
    marks = (f"{place}. {line}" if numbered else f"- {line}" for place, line in enumerate(lines, 1))
    return "\n".join([f"## {title}", "", *marks])


def _reason(row: JSON, lang: str) -> str:
    why = row["for"][0]["text"] if row["for"] else phrase(lang, "page.by_default")
    return f"**{row['title']}{phrase(lang, 'page.colon').strip()} {row['label']}** {why}"


def _step(row: JSON, lang: str) -> str:
    return f"**{row['title']}**{phrase(lang, 'page.colon')}{row['text']}" if row.get("text") else row["title"]


def _plan(row: JSON, lang: str) -> str:
    comma = phrase(lang, "page.comma")
    return comma.join([f"{row['vendor']} {row['name']}", row["price_text"], row["kind_text"], row["as_of"]])
