"""What each address promises besides its answer, said once beside its route: how long it keeps, who lists it, its API shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import Flask, Request, current_app
from werkzeug.routing import Rule

from knowledge import LANGUAGES, load

View = TypeVar("View", bound=Callable[..., Any])


class Keeps(Enum):
    """Who may store an answer."""

    LASTING = "browsers and CDNs, five minutes"
    ITSELF = "as its own header says"
    NEVER = "nobody"


class Search(Enum):
    """What search engines do with an address."""

    LISTED = "in the sitemap"
    OPEN = "may be fetched"
    CLOSED = "closed"


@dataclass(frozen=True)
class Operation:
    """One operation of the API: its name, the parameters it takes, and the name of the shape it answers with.

    `parameters`: asked for late, since they come of the knowledge. `by_post`: takes the same as a form, too.
    """

    name: str
    parameters: Callable[[], list[dict[str, Any]]]
    answer: str | None
    by_post: bool = False


@dataclass(frozen=True)
class Promise:
    """What one address promises; `unlimited`: nobody is ever refused it for asking too often.

    `pages`: of a listed address every page there is, as the value of its variable and the day it was last checked.
    """

    about: str
    keeps: Keeps = Keeps.NEVER
    search: Search = Search.CLOSED
    operation: Operation | None = None
    unlimited: bool = False
    pages: Callable[[], Iterable[tuple[str, str]]] | None = None


NOTHING = Promise("no address of ours")


def promises(promise: Promise) -> Callable[[View], View]:
    """Put a promise on the function that answers; goes below the route's own decorator."""

    def told(view: View) -> View:
        setattr(view, "promise", promise)  # noqa: B010 (functions have no such attribute for a type checker)
        return view

    return told


def promised(app: Flask) -> Iterable[tuple[Rule, Promise]]:
    """Return every address with its promise, in the order of the addresses; AttributeError where one makes none."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        yield rule, getattr(app.view_functions[rule.endpoint], "promise")  # noqa: B009


def of(request: Request) -> Promise:
    """Return what the address of a request promises."""
    found: Promise = getattr(current_app.view_functions.get(request.endpoint or ""), "promise", NOTHING)
    return found


def once() -> Iterable[tuple[str, str]]:
    """Return the one page of an address without a variable, as old as the knowledge."""
    return (("", str(load().as_of)),)


def each_topic() -> Iterable[tuple[str, str]]:
    """Return the name of every topic and the day it was last checked."""
    rows = load().topics.items()
    return tuple((name, str(topic.checked_on)) for (name, lang), topic in rows if lang == LANGUAGES[0])
