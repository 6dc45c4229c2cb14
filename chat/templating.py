"""What templates may call besides what a view holds: strings of the interface, **bold** and `code`."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from chat.wording import phrase

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")


def rich(text: object) -> Markup:
    """Escape a text and set its **bold** and `code` parts; nothing else in it is markup."""
    bold = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(_CODE.sub(r"<code>\1</code>", bold))  # noqa: S704


@pass_context
def _say(context: Context, key: str, **values: Any) -> str:
    return phrase(context["page"]["lang"], key, **values)


def init_templates(env: Environment) -> None:
    """Give templates `t('room.name', n=…)` in the page's language and the filter `rich`."""
    env.globals["t"] = _say
    env.filters["rich"] = rich
    env.trim_blocks = True
    env.lstrip_blocks = True
