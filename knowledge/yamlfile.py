"""Read the YAML and Markdown files of this room, and say file and line when one is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Loader: Any = type("_Loader", (_Base,), {})
"""YAML whose only booleans are true and false, so that `yes` and `no` stay answers."""


class KnowledgeError(ValueError):
    """A knowledge or rule file that cannot be used; the message names file, line and entry."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_TEXT, _LIST, _TABLE = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


def _resolved(loader: Any, kind: Any, value: Any, implicit: Any) -> str:
    """Return the tag of a node: what looks like nothing else is text."""
    if kind is not yaml.ScalarNode or not implicit[0]:
        return str(_Base.resolve(loader, kind, value, implicit))
    for tag, pattern in loader.yaml_implicit_resolvers.get(value[:1], ()):
        if pattern.match(value):
            return str(tag)
    return _TEXT


def _constructed(loader: Any, node: Any, deep: bool = False) -> Any:
    """Return what a node says; texts and lists, nearly all there is, without the general machinery for every kind of object."""
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
        return [loader.construct_object(item, deep=True) for item in node.value]
    return _Base.construct_object(loader, node, deep)


_Loader.resolve, _Loader.construct_object = _resolved, _constructed
_Loader.add_constructor(_TABLE, _mapping)


def read_yaml(path: Path) -> Any:
    """Return the content of one YAML file; raise KnowledgeError with file and line."""
    return parse_yaml(path.read_text(encoding="utf-8"), path)


def parse_yaml(text: str, path: Path, offset: int = 0) -> Any:
    """Return the content of YAML text that stands in `path`, `offset` lines down."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - the loader is a safe one
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 + offset if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise KnowledgeError(f"{path.name}:{line}: {problem}") from error


def line_of(path: Path, *keys: object) -> int:
    """Find the line (from 1) where the entry under `keys` starts; the nearest known one if it is missing."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = 1
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, key: object) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            if index == key or _has_id(item, key):
                return item.start_mark.line + 1, item
    return None


def _has_id(node: Any, key: object) -> bool:
    rows = node.value if isinstance(node, yaml.MappingNode) else ()
    return any(name.value == "id" and value.value == str(key) for name, value in rows)


def fault(path: Path, problem: str, *keys: object) -> KnowledgeError:
    """Make the error for one entry of a YAML file."""
    where = " ".join(str(key) for key in keys)
    return KnowledgeError(f"{path.name}:{line_of(path, *keys)}: {where + ': ' if where else ''}{problem}")


def read_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Split a Markdown file into its front matter and body; raise KnowledgeError."""
    text = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n(.*)\Z", text, re.DOTALL)
    if not match:
        raise KnowledgeError(f"{path.name}:1: front matter between two lines of --- is missing")
    return parse_yaml(match[1], path, offset=1), match[2].strip()
