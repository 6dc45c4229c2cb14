"""The machine of an advice: how big, how that was found, what a size more or less means; the contract's JSON."""

from __future__ import annotations

from chat.bodies import machine as machine_body
from chat.bodies import parts
from chat.words import bill_json, headline, money_said
from chat.words.wording import choice_label, named_label, number, phrase, size_label
from knowledge import load
from rules.advice.advising import Advice, Sized
from rules.advice.named_machine import Comparison, Named, compare
from rules.machine.size import Step, grows_at
from rules.price.spoken import Said, told_gap

_HOSTED = ("bandwidth", "stream", "uplink", "traffic")
"""What of the arithmetic still means something without a server."""


def _positive(value: float | None) -> float | None:
    return value or None


def spec(advice: Advice) -> machine_body.Spec:
    """Return the size: GiB, Mbps, GB a month; null where there is no server."""
    size, server = advice.size, advice.sold.kind != "pages"
    return {
        "vcpus": _positive(size.vcpus) if server else None,
        "memory_gib": _positive(size.memory_gib) if server else None,
        "disk_gib": _positive(size.disk_gib) if server else None,
        "bandwidth_mbps": _positive(size.bandwidth_mbps),
        "gpu_memory_gib": size.gpu_memory_gib if server else None,
        "cards": size.cards or None if server else None,
        "traffic_gb_month": size.traffic_gb_month,
        "machines": max(advice.sold.least, size.machines),
    }


def named(advice: Advice, machine: Named, lang: str, told: Said | None = None) -> machine_body.Named:
    """Return how a machine that was named compares with the size, and what it costs there."""
    found = compare(machine, advice)
    price = found.price
    said = money_said.way(advice, price, lang, told) if price else ""
    return {
        "spec": {"vcpus": machine.vcpus, "memory_gib": machine.memory_gib},
        "fit": found.fit,
        "low": price.low if price else None,
        "high": price.high if price else None,
        "first_year": price.first_year if price else None,
        "reckoned": bool(price and price.bill.reckoned),
        "price_text": said or phrase(lang, "page.way_unpriced"),
        "text": headline.sentences(_compared(advice, machine, found, said, lang), lang),
        "sources": [bill_json.of_plan(one.plan) for one in price.plans] if price else [],
    }


def _compared(advice: Advice, machine: Named, found: Comparison, said: str, lang: str) -> list[str]:
    label = named_label(lang, machine)
    values = {
        "named": label,
        "spaced": label + " " * label[-1].isascii(),
        "size": size_label(lang, advice.size),
        "product": choice_label(lang, "product", advice.decided.choice("product")),
        "region": choice_label(lang, "region", advice.decided.choice("region")),
        "lacks": "",
        "need": number(advice.size.needed.get("memory_gib", 0)),
        "cores": number(advice.size.needed.get("vcpus", 0)),
        "money": said,
    }
    if found.lacks:
        name, needed, has = found.lacks
        values["lacks"] = phrase(lang, f"advice.lacks_{name}", need=number(needed), has=number(has))
    key = "large_unlisted" if found.fit == "large" and found.price is None else found.fit
    if key == "same":
        key = "tight" if advice.size.tight else "below" if _below(advice, machine) else "same"
    texts = [phrase(lang, f"advice.named_{key}", **values)]
    if machine.vcpus and advice.sold.kind == "whole":
        texts.append(phrase(lang, "advice.named_threads"))
    return texts


def _below(advice: Advice, machine: Named) -> bool:
    """Say whether a machine that holds what was worked out is smaller than the size on the page."""
    size = advice.size
    return (machine.vcpus or size.vcpus) < size.vcpus or (machine.memory_gib or size.memory_gib) < size.memory_gib


def sizing(advice: Advice, lang: str) -> list[machine_body.Sizing]:
    """Return how the size was found, line by line, with the numbers filled in."""
    known = load()
    rows: list[machine_body.Sizing] = []
    hosted = advice.sold.kind == "pages"
    for step in advice.size.steps:
        key = sizing_key(step)
        if key in known.phrases and not (hosted and step.id not in _HOSTED):
            values = {name: number(v) if isinstance(v, int | float) else v for name, v in step.inputs.items()}
            result = number(step.result) if isinstance(step.result, int | float) else step.result
            result = size_label(lang, advice.size) if step.id == "class" else result
            text = phrase(lang, key, **values, result=result)
            titles: list[parts.Source] = [
                {"title": s.title[lang], "url": s.url, "checked_on": s.checked_on} for s in known.cited(step.cites)
            ]
            rows.append({"id": step.id, "text": text, "sources": titles})
    return rows


def cited(advice: Advice, lang: str) -> list[parts.Source]:
    """Return where the arithmetic behind the size is from."""
    return [source for row in sizing(advice, lang) for source in row["sources"] if source["url"]]


def sizing_key(step: Step) -> str:
    """Return the phrase for a step; one formula reads differently by what went into it."""
    if step.id == "disk" and not step.inputs["kept_gib"]:
        return "sizing.disk_plain"
    if step.id == "requests" and float(step.inputs["per_second"]) < 1:
        return "sizing.requests_few"
    if step.id == "traffic":
        known = ("pages", "mbps", "gb_each", "stored_gib", "said_gb")
        return next((f"sizing.traffic_{name}" for name in known if name in step.inputs), "")
    return f"sizing.{step.id}"


def sizes(advice: Advice, lang: str, told: Said | None = None) -> list[machine_body.Size]:
    """Return one size smaller, the chosen one and one larger, with price and what it means."""
    rows: list[machine_body.Size] = []
    chosen = next((sized for sized in advice.sizes if sized.machine.id == advice.size.id), None)
    seen_chosen = False
    for sized in advice.sizes:
        machine = sized.machine
        here = sized is chosen
        text = (
            _chosen(lang)
            if here
            else _larger(advice, chosen, sized, lang, told)
            if seen_chosen
            else _smaller(advice, chosen, sized, lang, told)
        )
        seen_chosen = seen_chosen or here
        rows.append(
            {
                "id": machine.id,
                "vcpus": machine.vcpus,
                "memory_gib": machine.memory_gib,
                "gpu_memory_gib": machine.gpu_memory_gib or None,
                "low": sized.price.low,
                "high": sized.price.high,
                "chosen": here,
                "text": text,
            }
        )
    return rows


def _chosen(lang: str) -> str:
    return phrase(lang, "advice.size_chosen")


def _smaller(advice: Advice, chosen: Sized | None, sized: Sized, lang: str, told: Said | None) -> str:
    """Say what the smaller size saves, and what it lacks of what was worked out."""
    if advice.sold.kind == "whole":
        return phrase(lang, "advice.size_whole")
    asked = advice.size.needed
    machine = sized.machine
    lacks = next(
        (
            phrase(lang, f"advice.lacks_{name}", need=number(asked[name]), has=number(has))
            for name, has in (
                ("gpu_memory_gib", machine.gpu_memory_gib),
                ("memory_gib", machine.memory_gib),
                ("vcpus", machine.vcpus),
            )
            if float(asked.get(name, 0)) > has
        ),
        phrase(lang, "advice.lacks_nothing"),
    )
    saved = told_gap(chosen.price.low if chosen else 0.0, sized.price.low)
    key = "advice.size_smaller" if saved > 0 else "advice.size_smaller_same"
    return phrase(lang, key, saved=money_said.total(lang, saved, told), lacks=lacks)


def _larger(advice: Advice, chosen: Sized | None, sized: Sized, lang: str, told: Said | None) -> str:
    """Say what the larger size costs more, from how many people it is needed, and how one gets there."""
    more = told_gap(sized.price.low, chosen.price.low if chosen else 0.0)
    edge = grows_at(advice.answers)
    when = phrase(lang, "advice.larger_unneeded")
    if edge is not None and advice.size.unit:
        when = phrase(lang, f"advice.larger_{advice.size.unit}", people=number(float(f"{edge:.2g}")))
    product = advice.decided.choice("product")
    how = phrase(lang, f"advice.grow_{product if advice.sold.hourly_instead else 'cloud'}")
    return phrase(
        lang,
        "advice.size_larger" if more > 0 else "advice.size_larger_same",
        more=money_said.total(lang, more, told),
        when=when,
        how=how,
    )
