"""What templates may call besides what a view holds: strings of the interface, **bold** and `code`."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from chat.words.wording import phrase

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff]|vCPU|GB)")
_IN_RANGE = re.compile(r"(?<=\d)–(?=\d)")


def rich(text: object) -> Markup:
    """Escape a text and set its **bold** and `code` parts; nothing else in it is markup."""
    bold = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(_CODE.sub(r"<code>\1</code>", bold))  # noqa: S704


def whole(text: str) -> str:
    """Keep figures together at the end of a line: `2 核` and `32–34` never break in the middle."""
    return _IN_RANGE.sub("\u2060–\u2060", _BEFORE_UNIT.sub("\u00a0", text.replace("万 元", "万元")))


@pass_context
def _say(context: Context, key: str, **values: Any) -> str:
    return phrase(context["page"].lang, key, **values)


def init_templates(env: Environment) -> None:
    """Give templates `t('room.name', n=…)` in the page's language and the filters `rich` and `whole`."""
    env.globals["t"] = _say
    env.filters["rich"] = rich
    env.filters["whole"] = whole
    env.trim_blocks = True
    env.lstrip_blocks = True
