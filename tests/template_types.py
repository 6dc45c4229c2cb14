"""Which attributes of the view models a template names: its syntax tree, walked with the types of what it is given."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, nodes
from markupsafe import Markup

PLAIN = (str, int, float, bool, type(None), Markup)
NOTHING: frozenset[Any] = frozenset()
Types = frozenset[Any]
"""What a value may be: classes and generic aliases; empty where nobody can tell."""


@cache
def hints(kind: Any) -> dict[str, Any]:
    """Return what a class says of its attributes, its properties among them."""
    found = typing.get_type_hints(kind)
    for name, thing in vars(kind).items():
        getter = thing.func if isinstance(thing, cached_property) else getattr(thing, "fget", None)
        if getter:
            found[name] = typing.get_type_hints(getter)["return"]
    return found


def flat(kind: Any) -> Types:
    """Return the members of a union, without None and what `Annotated` and `NotRequired` say beside."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return frozenset().union(*map(flat, typing.get_args(kind)))
    if origin in (typing.Annotated, typing.NotRequired):
        return flat(typing.get_args(kind)[0])
    return NOTHING if kind in (Any, object, type(None)) else frozenset((kind,))


def described(kind: Any) -> bool:
    lazy = any(isinstance(thing, cached_property) for thing in vars(kind).values()) if isinstance(kind, type) else False
    return lazy or dataclasses.is_dataclass(kind) or typing.is_typeddict(kind)


def within(kinds: Types) -> Types:
    """Return what a sequence of one of the kinds holds."""
    found: set[Any] = set()
    for kind in kinds:
        if typing.get_origin(kind) in (
            list,
            tuple,
            *map(typing.get_origin, (typing.Iterable[int], typing.Sequence[int])),
        ):
            found |= frozenset().union(*(flat(one) for one in typing.get_args(kind) if one is not ...))
    return frozenset(found)


def named(template: nodes.Expr | None) -> str:
    """Return what a template is called, or the part of its name that is written out."""
    assert isinstance(template, nodes.Const)
    return str(template.value)


class Walk:
    """One walk through a template and all that it includes, extends and calls."""

    def __init__(self, env: Environment) -> None:
        self.env, self.faults, self.named = env, set[str](), set[tuple[Any, str]]()
        self.macros: dict[str, tuple[str, nodes.Macro]] = {}
        self.blocks: dict[str, tuple[str, nodes.Block]] = {}

    def template(self, name: str, scope: dict[str, Types]) -> None:
        """Walk a template with the types of the names it is given."""
        assert self.env.loader
        tree = self.env.parse(self.env.loader.get_source(self.env, name)[0])
        if not tree.find(nodes.Extends):
            self.body(tree.body, scope, name)
            return
        # What a child puts into its blocks stands where the parent has them.
        for block in tree.find_all(nodes.Block):
            self.blocks.setdefault(block.name, (name, block))
        rows = [row for row in tree.body if not isinstance(row, nodes.Block)]
        self.body([row for row in rows if not isinstance(row, nodes.Extends)], scope, name)
        self.body([row for row in rows if isinstance(row, nodes.Extends)], scope, name)

    def body(self, rows: typing.Iterable[nodes.Node], scope: dict[str, Types], at: str) -> None:
        for row in rows:
            self.node(row, scope, at)

    def node(self, row: nodes.Node, scope: dict[str, Types], at: str) -> None:
        """Walk one statement; what it sets stays in `scope`."""
        if isinstance(row, nodes.Expr):
            self.value(row, scope, at)
            return
        visit = getattr(self, f"on_{type(row).__name__.lower()}", None)
        if visit:
            visit(row, scope, at)
        else:
            self.body(row.iter_child_nodes(), scope, at)

    def on_assign(self, row: nodes.Assign, scope: dict[str, Types], at: str) -> None:
        self.bind(row.target, self.value(row.node, scope, at), scope)

    def on_for(self, row: nodes.For, scope: dict[str, Types], at: str) -> None:
        inner = {**scope, "loop": NOTHING}
        self.bind(row.target, within(self.value(row.iter, scope, at)), inner)
        if row.test:
            self.value(row.test, inner, at)
        self.body((*row.body, *row.else_), inner, at)

    def on_macro(self, row: nodes.Macro, scope: dict[str, Types], at: str) -> None:
        self.macros[row.name] = (at, row)

    def on_fromimport(self, row: nodes.FromImport, scope: dict[str, Types], at: str) -> None:
        self.template(named(row.template), {})

    def on_include(self, row: nodes.Include, scope: dict[str, Types], at: str) -> None:
        self.include(row.template, scope, at)

    def on_extends(self, row: nodes.Extends, scope: dict[str, Types], at: str) -> None:
        self.template(named(row.template), scope)

    def on_block(self, row: nodes.Block, scope: dict[str, Types], at: str) -> None:
        """Walk what stands in a block: its own text unless a child has another, and both where that asks for it."""
        home, child = self.blocks.get(row.name, (at, row))
        self.body(child.body, dict(scope), home)
        if child is not row and any(getattr(one.node, "name", "") == "super" for one in child.find_all(nodes.Call)):
            self.body(row.body, dict(scope), at)

    def include(self, template: nodes.Expr, scope: dict[str, Types], at: str) -> None:
        """Walk what is included: of a name that is put together, every template it may be."""
        if isinstance(template, nodes.Const):
            self.template(template.value, scope)
            return
        self.value(template, scope, at)
        assert isinstance(template, nodes.Concat)
        first, last = named(template.nodes[0]), named(template.nodes[-1])
        for name in self.env.list_templates():
            if name.startswith(first) and name.endswith(last) and "_card" not in name:
                self.template(name, dict(scope))

    def bind(self, target: nodes.Node, kinds: Types, scope: dict[str, Types]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kinds
        else:
            for place, one in enumerate(target.iter_child_nodes()):
                pairs = [typing.get_args(kind) for kind in kinds if typing.get_origin(kind) is tuple]
                self.bind(one, frozenset().union(*(flat(pair[place]) for pair in pairs if place < len(pair))), scope)

    def value(self, row: nodes.Node, scope: dict[str, Types], at: str) -> Types:
        """Return what an expression may be, noting every attribute it names that is not there."""
        if isinstance(row, nodes.Name):
            return scope.get(row.name, NOTHING)
        if isinstance(row, nodes.Getattr):
            return self.attribute(self.value(row.node, scope, at), row.attr, at, row.lineno)
        if isinstance(row, nodes.Getitem):
            return self.item(row, scope, at)
        if isinstance(row, nodes.CondExpr):
            self.value(row.test, scope, at)
            return self.value(row.expr1, scope, at) | (self.value(row.expr2, scope, at) if row.expr2 else NOTHING)
        if isinstance(row, nodes.List):
            held = frozenset().union(*(self.value(one, scope, at) for one in row.items))
            return frozenset(types.GenericAlias(list, (one,)) for one in held)
        if isinstance(row, nodes.Or):
            return self.value(row.left, scope, at) | self.value(row.right, scope, at)
        if isinstance(row, nodes.Filter):
            return self.filtered(row, scope, at)
        if isinstance(row, nodes.Call):
            return self.called(row, scope, at)
        for child in row.iter_child_nodes():
            self.value(child, scope, at)
        return NOTHING

    def attribute(self, kinds: Types, name: str, at: str, line: int) -> Types:
        found: set[Any] = set()
        known = [kind for kind in kinds if described(kind)]
        for kind in known:
            if name in hints(kind):
                self.named.add((kind, name))
                found |= flat(hints(kind)[name])
            if typing.is_typeddict(kind) and hasattr(dict, name):
                self.faults.add(f"{at}:{line} {kind.__name__}.{name} is a method of every dict")
        if known and not any(name in hints(kind) for kind in known):
            self.faults.add(f"{at}:{line} {' or '.join(sorted(kind.__name__ for kind in known))} has no {name}")
        if kinds and not known and all(kind in PLAIN for kind in kinds) and not hasattr(str, name):
            self.faults.add(f"{at}:{line} {kinds} has no {name}")
        return frozenset(found)

    def item(self, row: nodes.Getitem, scope: dict[str, Types], at: str) -> Types:
        kinds, key = self.value(row.node, scope, at), row.arg
        self.value(key, scope, at)
        if isinstance(key, nodes.Const) and isinstance(key.value, str):
            return self.attribute(kinds, key.value, at, row.lineno)
        if isinstance(key, nodes.Slice):
            return kinds
        held = {one for kind in kinds if typing.get_origin(kind) is dict for one in flat(typing.get_args(kind)[1])}
        return frozenset(held) | within(kinds)

    def filtered(self, row: nodes.Filter, scope: dict[str, Types], at: str) -> Types:
        kinds = self.value(row.node, scope, at) if row.node else NOTHING
        for argument in (*row.args, *(pair.value for pair in row.kwargs)):
            self.value(argument, scope, at)
        words = [one.value for one in (*row.args, *(pair.value for pair in row.kwargs)) if isinstance(one, nodes.Const)]
        if row.name in ("map", "selectattr", "rejectattr"):
            held = self.attribute(within(kinds), words[0], at, row.lineno)
            return frozenset(types.GenericAlias(list, (one,)) for one in held) if row.name == "map" else kinds
        return kinds if row.name in ("list", "select", "reject", "sort") else NOTHING

    def called(self, row: nodes.Call, scope: dict[str, Types], at: str) -> Types:
        given = [self.value(one, scope, at) for one in row.args]
        named = {pair.key: self.value(pair.value, scope, at) for pair in row.kwargs}
        if isinstance(row.node, nodes.Name) and row.node.name in self.macros:
            home, macro = self.macros[row.node.name]
            inner = dict(zip([one.name for one in macro.args], given, strict=False)) | named
            # What is imported "with context" sees the names of who imports it.
            self.body(macro.body, {**scope, **{one.name: NOTHING for one in macro.args}, **inner}, home)
        elif not isinstance(row.node, nodes.Name):
            self.value(row.node.node if isinstance(row.node, nodes.Getattr) else row.node, scope, at)
        return NOTHING
