"""What templates may call besides what a view holds: strings of the interface, **bold** and `code`."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeGuard

import markupsafe
from jinja2 import Environment, FileSystemBytecodeCache, TemplateNotFound, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from chat.words.wording import phrase
from knowledge import LANGUAGES, load

HERE = Path(__file__).parent / "__pycache__"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff]|vCPU|GB)")
_IN_RANGE = re.compile(r"(?<=\d)–(?=\d)")


def rich(text: object) -> Markup:
    """Escape a text and set its **bold** and `code` parts; nothing else in it is markup."""
    said = _text(text)
    if "**" in said:
        said = _BOLD.sub(r"<strong>\1</strong>", said)
    return Markup(_CODE.sub(r"<code>\1</code>", said) if "`" in said else said)  # noqa: S704


def whole(text: str) -> str:
    """Keep figures together at the end of a line: `2 核` and `32–34` never break in the middle."""
    return _IN_RANGE.sub("\u2060–\u2060", _BEFORE_UNIT.sub("\u00a0", text.replace("万 元", "万元")))


ALONE = ("_chat.html", "_fold.html")
"""Parts of pages that htmx fetches by themselves."""
_PARTS = ("_", "advice/", "chat/")
"""How the names of templates begin that are but parts of others."""


def _gathered(body: list[nodes.Node]) -> list[nodes.Node]:
    """Return what writes the same in one piece: what a filter takes is gathered in a list, else each word is handed up by itself."""
    return [nodes.FilterBlock(body, nodes.Filter(None, "gathered", [], [], None, None))]


def _is_phrase(node: nodes.Node) -> TypeGuard[nodes.Call]:
    """Tell whether a node calls `t`."""
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "t"


class _Told(NodeTransformer):
    """Puts what is known beforehand into a template: phrases that take no values, and what it includes.

    What is fetched by itself as well is not copied into others: it takes longest to compile.
    """

    def __init__(self, env: Environment, lang: str) -> None:
        self._env, self._lang = env, lang

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """Return what stands in place of a node, else the node."""
        found = super().visit(node, *args, **kwargs)
        if isinstance(found, nodes.Block):
            found.body = _gathered(found.body)
        if isinstance(found, nodes.Include) and isinstance(found.template, nodes.Const):
            name = found.template.value
            return found if name in ALONE else self._included(name)
        plain = _is_phrase(found) and len(found.args) == 1 and not found.kwargs
        return (self._text(found.args[0]) if plain else None) or found

    def _included(self, name: str) -> nodes.Scope:
        """Return what a template holds, in a scope of its own."""
        if self._env.loader is None:
            raise TemplateNotFound(name)
        text, *_ = self._env.loader.get_source(self._env, name)
        return nodes.Scope(self.visit(self._env.parse(text)).body)

    def _text(self, key: nodes.Expr) -> nodes.Expr | None:
        """Return the text of a key, or of the key that a condition chooses; None where it is put together."""
        if isinstance(key, nodes.Const):
            return nodes.Const(phrase(self._lang, key.value), lineno=key.lineno)
        if not isinstance(key, nodes.CondExpr) or key.expr2 is None:
            return None
        one, other = self._text(key.expr1), self._text(key.expr2)
        return nodes.CondExpr(key.test, one, other, lineno=key.lineno) if one and other else None


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` asks for a text, before it wraps the answer for others to add to; where there is no such thing, `escape`."""


def _text(value: Any) -> str:
    """Return a value as it stands in HTML."""
    kind = type(value)
    return _escaped(value) if kind is str else value if kind is Markup else escape(value)


def _call(
    of: Callable[..., Any], *args: Any, _loop_vars: object = None, _block_vars: object = None, **values: Any
) -> Any:
    """Call what needs nothing of the template that calls it, as all of ours do; the library asks each anew."""
    return of(*args, **values)


class _Shorter(Macro):
    """A macro that is called with its arguments in order, as all of ours are."""

    def __call__(self, *args: Any) -> str:
        """Return what it writes."""
        return self._invoke([*args, *(missing,) * (self._argument_count - len(args))], autoescape=True)


_MODELS = ("page", "a")
"""What in every template is a view model, whose attributes are all there: no need to look for an item or to stand in for what is not."""
_SHORTER = {
    "escape(": "environment.text(",
    "context.call(": "environment.ask(",
    "_get_default_module(context)": "_get_default_module()",
}
"""What the library writes around each value, call and import, and what costs a third of that."""


def _writing(env: Environment, lang: str) -> type[CodeGenerator]:
    """Return what writes templates in a language, so that three texts of four are part of them and cost nothing."""

    class Written(CodeGenerator):
        def write(self, x: str) -> None:
            super().write("environment.short" + x if x.startswith("Macro(") else _SHORTER.get(x, x))

        def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
            if isinstance(node, nodes.Template):
                _Told(env, lang).visit(node)
                node.body = _gathered(node.body) if self.name in ALONE else node.body
            if isinstance(node, nodes.Getattr) and getattr(node.node, "name", "") in _MODELS:
                self.visit(node.node, *args, **kwargs)
                return self.write(f".{node.attr}")
            return super().visit(node, *args, **kwargs)

    return Written


class Beside(FileSystemBytecodeCache):
    """Templates in a language, compiled, kept where Python keeps this module compiled and on the same terms: nothing needs them."""

    def __init__(self, sources: Iterable[str], lang: str, folder: Path = HERE) -> None:
        """Look for what is written in a language, of templates with these sources, into a folder."""
        super().__init__(str(folder), f"__{lang}_%s.cache")
        # What a template includes is compiled into it, so that any of them makes it another.
        here = hashlib.sha256("\0".join((Path(__file__).read_text("utf-8"), *sources)).encode()).hexdigest()
        self._written_by = f"{version('jinja2')} {here} {load().version}"

    def get_source_checksum(self, source: str) -> str:
        """Tell what was compiled, and by what: phrases, which are part of it, and whoever writes it may be others now."""
        return super().get_source_checksum(self._written_by + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read it; whatever is wrong with it, the template is compiled anew."""
        with suppress(Exception):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where that is wanted and possible."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


def init_templates(env: Environment) -> dict[str, Environment]:
    """Return an environment for each language, every template read: `t('room.name', n=…)`, and the filters `rich` and `whole`."""
    env.filters["rich"] = rich
    env.filters["whole"] = whole
    env.filters["gathered"] = str
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.auto_reload = False
    names = sorted(env.list_templates()) if env.loader else ()
    sources = {name: env.loader.get_source(env, name)[0] for name in names if env.loader}
    return {lang: _spoken(env, sources, lang) for lang in LANGUAGES}


def _spoken(env: Environment, sources: Mapping[str, str], lang: str) -> Environment:
    found = env.overlay()
    # An import asks of each whether it is known there, so that what no template names is left out.
    found.globals = {name: env.globals[name] for name in ("asset", "range")} | {"t": partial(phrase, lang)}
    found.code_generator_class = _writing(env, lang)
    found.bytecode_cache = Beside(sources.values(), lang)
    vars(found).update(text=_text, ask=_call, shortMacro=_Shorter)
    asked_for = found.list_templates(filter_func=lambda name: name in ALONE or not name.startswith(_PARTS))
    read = {name: found.get_template(name) for name in asked_for}
    vars(found)["get_template"] = lambda name, parent=None, more=None: read[name]
    return found
