"""What the figures rest on, in words: how many prices of which years, and examples of them."""

from __future__ import annotations

from chat.bodies.money import Plan
from chat.replies.case import Case
from chat.replies.reply import JSON
from chat.words import bill_json
from chat.words.wording import number, phrase, price_date, vendor_label
from rules.advice.priced import Priced


def rests_on(case: Case, price: Priced | None = None) -> str:
    """Return how many prices a range rests on, and from when to when."""
    price = price or case.found.price
    if not price.newest:
        return phrase(case.lang, "advice.rests_on_undated", n=price.plans_used)
    values = {"n": price.plans_used, "oldest": price.oldest, "newest": price.newest}
    same_year = len(price.oldest) == len("2022") and price.newest.startswith(price.oldest)
    one_day = price.oldest == price.newest or price.plans_used == 1
    key = "rests_on_one" if one_day else "rests_on_year" if same_year else "rests_on"
    said = [phrase(case.lang, f"advice.{key}", **values)]
    if price.expired_used == price.plans_used:
        said.append(phrase(case.lang, "advice.all_expired"))
    return case.sentences(said)


def examples(case: Case) -> list[Plan]:
    """Return dated example plans that count in the price, nearest first; without any, whatever is listed."""
    rows = bill_json.plans(case.found)
    return [row for row in rows if row["counted"]] or rows


def larger(case: Case) -> bool:
    """Say whether every price counted is of a larger machine than the one worked out."""
    rows = [row for row in examples(case) if row["counted"] and row["memory_gib"]]
    return bool(rows) and all((row["memory_gib"] or 0) > case.found.size.memory_gib for row in rows)


def plan(case: Case, row: Plan) -> str:
    """Return one plan in words: who, what, how much a month, of when."""
    date = price_date(case.lang, row["as_of"])
    return case.say(
        "plan",
        vendor=vendor_label(case.lang, row["vendor"]),
        size=_size(case, row),
        money=case.monthly(row["cny"]),
        date=date,
    )


def _size(case: Case, row: JSON) -> str:
    if not row["vcpus"] or not row["memory_gib"]:
        return str(row["name"]) if case.lang == "zh" or row["name"].isascii() else str(row["class"])
    return phrase(case.lang, "advice.size", vcpus=number(row["vcpus"]), memory=number(row["memory_gib"]))


def parts(case: Case) -> list[str]:
    """Return what is paid for beside the machine and counted in the price, a line each."""
    rows = []
    for line in case.found.bill.lines:
        text = bill_json.line_text(line, case.lang)
        if line.item != "machine" and line.high:
            money = case.between(line.low or 0, line.high)
            rows.append(case.say("part", text=text, money=money))
        elif line.low is None:
            rows.append(phrase(case.lang, "page.sentence", text=text))
    return rows
