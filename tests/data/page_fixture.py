"""View models as the chat draws them: the first screen, a question, a number, a changed answer, the advice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from chat.words import drawings

FOLDER = Path(__file__).parents[2]

ZH = {
    "blog": "带后台的博客", "q_purpose": "打算拿它跑什么？", "q_filing": "备案的事怎么打算？", "avoid": "不想备，或备不了",
    "q_audience": "用它的人主要在哪儿？", "mainland": "国内（大陆）", "q_budget": "一个月愿意花多少钱？",
    "why": "先看这笔钱够得着哪一档，再看够不够你要的大小。", "lean": "香港，轻量应用服务器，2 核 2G，每月 32–55 元",
    "headline": "买一台香港的轻量应用服务器，2 核 2G，先付一个月，每月 32–55 元。不用备案，今天就能上线。",
    "light": "轻量应用服务器", "hk": "香港", "reason": "你不想备案，读者又在国内；**不用备案**的地方里，离他们最近的就是香港。",
    "purpose": "要跑什么", "filing": "备案", "audience": "用的人在哪儿", "budget": "每月预算", "unit": "元 / 月",
}  # fmt: skip
EN = {
    "blog": "A blog with a back end", "q_purpose": "What will run on it?", "q_filing": "What about the ICP filing?",
    "avoid": "Will not, or cannot", "q_audience": "Where are the people who will use it?", "mainland": "Mainland China",
    "q_budget": "How much per month?", "why": "It shows which kinds of server are within reach, and whether the right size fits.",
    "lean": "Hong Kong, a light server, 2 vCPU, 2 GB, ¥32–55 a month",
    "headline": "Rent a light server in Hong Kong, 2 vCPU and 2 GB, one month first, ¥32–55 a month. No filing; it can be live today.",
    "light": "a light server", "hk": "Hong Kong", "reason": "You will not file, and the readers are in the mainland; of the places **without a filing** Hong Kong is nearest.",
    "purpose": "What will run", "filing": "ICP filing", "audience": "Where the people are", "budget": "Monthly budget", "unit": "yuan a month",
}  # fmt: skip
SOURCE = [
    {
        "title": "华为云：哪些情况需要备案",
        "url": "https://support.example/icp",
        "dated": "2026-07",
        "checked_on": "2026-11-23",
    }
]


def base(lang: str, theme: str = "auto", at: str = "chat") -> dict[str, Any]:
    """Return what every page has."""
    about = [{"url": f"/about/{topic}?lang={lang}", "label": topic} for topic in ("ecs", "icp-filing", "docker")]
    return {
        "lang": lang, "theme": theme, "at": at, "title": "买服务器，先聊两句 · 服务器顾问", "description": "说说要跑什么、一个月花多少。",
        "canonical": "http://localhost/", "noindex": False, "image": "http://localhost/static/og-zh.png", "first": False,
        "say": {"action": "/say", "hidden": [("purpose", "blog"), ("lang", lang)], "text": ""},
        "turns": [], "heard": [], "reply": None, "lean": None, "at_most": None, "question": None, "changing": False,
        "panel": None, "advice": None, "openings": [], "feedback": "https://example.org/wrong?rule={rule}",
        "back_url": "/?purpose=blog", "restart_url": f"/?lang={lang}", "advise_now_url": "/?purpose=blog&now=1",
        "links": {
            "home": f"/?lang={lang}", "zh": "/?lang=zh", "en": "/?lang=en", "api": "/api/v1/advice?purpose=blog", "about": about,
            "themes": {name: f"/?theme={name}" for name in ("auto", "light", "dark")},
        },
        "knowledge": {"version": "0a1b2c3d4e", "as_of": "2026-11-23"},
    }  # fmt: skip


def _phrase(lang: str, key: str) -> str:
    rows = yaml.safe_load((FOLDER / "knowledge" / "phrases" / "chat.yaml").read_text("utf-8"))
    return str(rows[key][lang])


def first_screen(lang: str = "zh", **more: Any) -> dict[str, Any]:
    """Return the first screen."""
    say = _phrase
    names = ("blog", "learning", "demo", "miniprogram", "game", "moving")
    page = base(lang, **more) | {"first": True, "back_url": None, "advise_now_url": None, "restart_url": None}
    page["openings"] = [
        {
            "url": f"/?purpose={name}",
            "label": say(lang, f"chat.opening_{name}"),
            "help": say(lang, f"chat.opening_{name}_help"),
        }
        for name in names
    ]
    labels = {
        "blog": ZH["blog"] if lang == "zh" else EN["blog"],
        "static": "Hugo / Hexo",
        "app": "API",
        "shop": "Shop",
    } | {name: name.title() for name in ("site", "drive", "media", "data", "ai", "learning", "game", "miniprogram")}
    page["question"] = {
        "need": "purpose", "text": (ZH if lang == "zh" else EN)["q_purpose"], "why": "", "unsure_url": None, "number": None,
        "options": [
            {"value": value, "label": label, "help": None, "url": f"/?purpose={value}"} for value, label in labels.items()
        ],
    }  # fmt: skip
    return page


def _turn(words: dict[str, str], need: str, answer: str) -> dict[str, Any]:
    return {
        "need": need, "label": words[need], "question": words[f"q_{need}"], "answer": answer, "words": None, "changing": False,
        "change_url": f"/?purpose=blog&ask={need}", "drop_url": "/",
    }  # fmt: skip


def _panel(words: dict[str, str]) -> dict[str, Any]:
    options = [
        {"label": words["light"], "chosen": True, "out": False, "reason": None},
        {"label": "VPS", "chosen": False, "out": False, "reason": None},
        {"label": "GPU", "chosen": False, "out": True, "reason": words["why"]},
    ]
    return {
        "understood": [{"label": words["purpose"], "value": words["blog"], "change_url": "/?ask=purpose"}],
        "decisions": [
            {"id": "product", "label": words["purpose"], "settled": False, "standing": options[:2], "out": options[2:]}
        ],
    }


def asking(lang: str = "zh", **more: Any) -> dict[str, Any]:
    """Return a conversation with a choice to make."""
    words = ZH if lang == "zh" else EN
    option = {"value": "mainland", "label": words["mainland"], "help": None, "url": "/?audience=mainland"}
    return base(lang, **more) | {
        "turns": [_turn(words, "purpose", words["blog"]), _turn(words, "filing", words["avoid"])],
        "heard": [{"need": "filing", "label": words["filing"], "text": words["avoid"], "change_url": "/?ask=filing"}],
        "lean": words["lean"], "at_most": 2, "panel": _panel(words),
        "reply": {"kind": "topic", "paragraphs": [words["reason"]], "link": {"url": "/about/hong-kong", "label": words["hk"]}, "offers": []},
        "question": {
            "need": "audience", "text": words["q_audience"], "why": words["why"], "unsure_url": "/?audience=unsure", "number": None,
            "brings": [{"label": words["mainland"], "text": words["hk"]}],
            "options": [option, option | {"value": "asia"}, option | {"value": "west"}],
        },
    }  # fmt: skip


def sums(lang: str = "zh", **more: Any) -> dict[str, Any]:
    """Return a conversation that asks for a number."""
    words = ZH if lang == "zh" else EN
    presets = [{"label": str(n), "url": f"/?budget={n}"} for n in (0, 10, 30, 50, 100, 300, 1000, 3000)]
    number = {
        "unit": words["unit"], "presets": presets, "starting": None, "action": "/", "before": [("purpose", "blog")], "after": [("lang", lang)], "step": "any", "value": 50,
        "minimum": 0, "maximum": 10000000, "slider": {"values": [0, 10, 20, 30, 50, 80, 100, 200, 300, 500, 1000], "index": 4},
    }  # fmt: skip
    question = {
        "need": "budget",
        "text": words["q_budget"],
        "why": words["why"],
        "unsure_url": "/?budget=unsure",
        "number": number,
        "options": [],
    }
    return asking(lang, **more) | {"question": question, "heard": [], "reply": None}


def changing(lang: str = "zh", **more: Any) -> dict[str, Any]:
    """Return a conversation in which an earlier answer is being changed."""
    page = asking(lang, **more)
    page["turns"][1]["changing"] = True
    options = [
        {
            "value": v,
            "label": v,
            "help": None,
            "url": f"/?filing={v}",
            "drops": "50" if v == "done" else None,
            "chosen": v == "avoid",
        }
        for v in ("done", "willing", "avoid")
    ]
    page |= {"changing": True, "heard": [], "reply": None}
    page["question"] = page["question"] | {
        "need": "filing",
        "options": options,
        "keep_url": "/?purpose=blog",
        "warn": "50",
    }
    return page


def advice(lang: str = "zh", **more: Any) -> dict[str, Any]:
    """Return a finished conversation."""
    words = ZH if lang == "zh" else EN
    argument = {"rule": "region/hong-kong-needs-no-filing", "text": words["reason"], "sources": SOURCE}
    bar = drawings.cost_bar(32, 55, 40) | {"alt": "32–55", "range_text": "32–55", "budget_text": "40", "end_text": "60"}
    decision = {
        "id": "region", "title": words["filing"], "label": words["hk"], "wavers": True, "why_url": "/why/region", "for": [argument], "against": [argument],
        "hangs": [words["why"]], "alternatives": [{"label": words["mainland"], "veto": "law", "for": [], "against": [argument]}] * 3,
    }  # fmt: skip
    nest = drawings.nesting(
        {"machine": "机房里的物理服务器", "mine": words["light"], "spec": "2 vCPU · 2G", "kernel": "Linux", "other": "···", "alt": "…", "caption": words["why"]},
        ["WordPress", "MySQL"], boxed=True,
    )  # fmt: skip
    plan = {
        "vendor": "Tencent Cloud",
        "name": "Lighthouse 2C2G 30M",
        "url": "/go/x",
        "price_text": "¥34",
        "kind_text": "list",
        "as_of": "2022-01",
        "bar": {"width": 566, "budget_x": 666},
    }
    card = {
        "settled": True, "headline": words["headline"], "tagline": words["why"], "instead": {"text": words["reason"]}, "conflict": None,
        "order": [{"field": "region", "label": words["filing"], "choose": words["hk"], "text": words["why"]}] * 5,
        "ask_vendor": [words["q_budget"], words["q_filing"]], "letter": {"hello": words["why"], "text": words["why"]},
        "bar": bar, "cost_line": words["why"], "plans": [plan] * 3, "reasons": [decision, decision | {"id": "product", "wavers": False}],
        "sizes": [{"label": "1", "price": "15–38", "text": words["why"]}, {"label": "2", "price": "32–55", "text": words["why"], "chosen": True}],
        "sizing": [words["why"]], "nesting": nest, "warnings": [argument | {"about": "backup"}] * 2, "steps": [{"title": words["hk"], "text": words["why"]}] * 3,
        "timeline": [{"when": "1", "what": words["why"]}] * 3, "changes": {"first": [{"label": words["avoid"], "then": words["hk"], "url": "/?filing=done"}] * 3, "rest": []},
        "assumed": [{"text": words["why"], "label": words["audience"], "url": "/?ask=isolation"}],
        "still_open": [{"label": words["q_audience"], "then": words["why"], "url": "/?ask=audience"}], "also_offers": [{"label": "IPv6", "url": "/?also=ipv6", "on": False}],
        "share": {"url": "http://localhost/?purpose=blog#advice", "qr": drawings.qr_code("http://localhost/?purpose=blog")}, "markdown": "# " + words["headline"], "sources": [SOURCE],
        "knowledge": {"version": "0a1b2c3d4e", "as_of": "2026-11-23"},
    }  # fmt: skip
    page = asking(lang, **more) | {"advice": card, "question": None, "heard": [], "reply": None}
    page["lean"] = None
    return page
