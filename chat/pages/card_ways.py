"""The comparison under the verdict: the advice, a cheaper and a steadier way, not buying, one's own machine; then every other way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chat.pages.card_money import FAR
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import drawings, money_said
from chat.words.wording import number, phrase
from rules.advice.advising import Advice
from rules.price.spoken import Said, as_told

JSON = dict[str, Any]
COLUMNS = ("year", "filing", "work", "gives_up")
"""What is told of each way beside its price, each under its own heading."""


def ways(body: JSON, found: Advice, said: Conversation, site: Site) -> tuple[list[JSON], int]:
    """Return the ways of the comparison, the advice first, and behind them what else there is; and how many are compared."""
    told, months = said.told, found.months
    compared = [_compared(row, site.lang, place == 0, told) for place, row in enumerate(body["compare"])]
    had, most = {row["label"] for row in compared}, FAR * max(compared[0]["high"], 1)
    others = [row for row in _others(body, said, site, months) if row["label"] not in had and row["low"] <= most]
    return _drawn([*compared, *others]), len(compared)


def _compared(row: JSON, lang: str, chosen: bool, told: Said | None) -> JSON:
    priced = row["low"] is not None
    year = (
        [phrase(lang, "page.way_first_year", year=money_said.total(lang, row["first_year"], told))]
        if row["first_year"]
        else []
    )
    cells = {
        "year": phrase(lang, "page.semicolon").join([*year, *([row["renewal"]] if priced else [])]),
        "filing": phrase(lang, "page.semicolon").join([row["filing"], row["live"]]),
        "work": row["work"], "gives_up": row["gives_up"],
    }  # fmt: skip
    return {
        "label": _begun(row["what"]), "tag": row["label"], "low": row["low"], "high": row["high"], "chosen": chosen,
        "price": row["text"],
        "reckoned": row["reckoned"], "size": None, "why_url": None, "gives_up": _begun(row["gives_up"] or ""),
        "cells": [{"name": phrase(lang, f"page.way_{name}"), "text": _begun(cells[name] or "")} for name in COLUMNS],
    }  # fmt: skip


def _others(body: JSON, said: Conversation, site: Site, months: float | None) -> Iterator[JSON]:
    """Yield each other product, place and size beside the advice's own; `gives_up`: what is lost by it, in words."""
    lang, told = site.lang, said.told
    for row in body["candidates"]:
        if not row["chosen"]:
            label = (
                phrase(lang, "page.candidate_place", label=row["label"]) if row["kind"] == "region" else row["label"]
            )
            why = f"{site.why(said, row['kind'])}#not-{row['choice']}"
            yield _other(
                _begun(label), row, row["gives_up"], money_said.span(lang, row["low"], row["high"], told, months), why
            )
    for row in body["sizes"]:
        if not row["chosen"]:
            card = row["gpu_memory_gib"]
            values = (
                {"card": number(card)} if card else {"vcpus": number(row["vcpus"]), "memory": number(row["memory_gib"])}
            )
            label = phrase(lang, "advice.size_gpu" if card else "advice.size", **values)
            yield _other(label, row, row["text"], money_said.span(lang, row["low"], row["high"], told, months))


def _other(label: str, row: JSON, gives_up: str, price: str, why_url: str | None = None) -> JSON:
    size = None if why_url else row["id"]
    return {
        "label": label, "low": row["low"], "high": row["high"], "price": price, "chosen": False, "size": size,
        "gives_up": _begun(gives_up), "why_url": why_url,
    }  # fmt: skip


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _drawn(rows: list[JSON]) -> list[JSON]:
    """Give each way its bar, all to one scale, and say how it compares with the first, which is the advice."""
    end = drawings.round_up(max([row["high"] or 0 for row in rows] + [1]) * 1.05)
    for row in rows:
        row["kind"] = "chosen" if row["chosen"] else _against(row, rows[0])
        ends = (drawings.along(row[name] or 0, end) for name in ("low", "high"))
        row["bar"] = dict(zip(("from", "to"), ends, strict=True)) | {"budget_x": None}
    return rows


def _against(row: JSON, mine: JSON) -> str:
    """Say how one way compares in price with the advice, as both are told."""
    low, high = (as_told(row[name] or 0) - as_told(mine[name] or 0) for name in ("low", "high"))
    return "cheaper" if low + high < 0 and low <= 0 else "dearer" if low + high > 0 and low >= 0 else "level"
