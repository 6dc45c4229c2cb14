"""Templates and view models agree: what a template names is there, and what is there is named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from chat.pages.builder import BuilderPage
from chat.pages.folds import FoldPage
from chat.pages.laws import LawPage
from chat.pages.offering import OfferPage
from chat.pages.page import Turn
from chat.pages.run import RunPage
from chat.pages.runs import RunsPage
from chat.pages.site import Frame
from chat.pages.topics import ArticlePage, TopicPage, TopicsPage
from chat.pages.trouble import ErrorPage
from chat.pages.why import WhyPage
from tests.template_types import Walk

TEMPLATES = Path(__file__).parent.parent / "templates"
LONGEST = 160
PAGES: dict[str, type[Frame]] = {
    "chat.html": Turn,
    "embed.html": Turn,
    "_chat.html": Turn,
    "why.html": WhyPage,
    "fold.html": FoldPage,
    "_fold.html": FoldPage,
    "about.html": TopicPage,
    "topics.html": TopicsPage,
    "article.html": ArticlePage,
    "law.html": LawPage,
    "run.html": RunPage,
    "runs.html": RunsPage,
    "offer.html": OfferPage,
    "builder.html": BuilderPage,
    "error.html": ErrorPage,
}


def walked(app: Flask, name: str) -> Walk:
    walk = Walk(app.jinja_env)
    walk.template(name, {"page": frozenset((PAGES[name],))})
    return walk


@pytest.mark.parametrize("name", PAGES)
def test_every_attribute_a_template_names_is_in_its_model(app: Flask, name: str) -> None:
    assert sorted(walked(app, name).faults) == []


def test_every_field_of_a_model_is_named_by_a_template(app: Flask) -> None:
    named = {(kind, field) for name in PAGES for kind, field in walked(app, name).named}
    models = {kind for kind, _ in named if dataclasses.is_dataclass(kind)}
    told = {(model.__name__, field) for kind, field in named for model in kind.__mro__}
    unused = {
        (model.__name__, field.name)
        for model in models
        for field in dataclasses.fields(model)
        if field.name in vars(model).get("__annotations__", {})
    } - told
    assert unused == USED_ELSEWHERE


USED_ELSEWHERE = {
    ("Bought", "said"),
    ("Way", "low"),
    ("Way", "high"),
    ("Way", "chosen"),
    ("Standing", "choice"),
}
"""Read by the code: titles, what the bars are drawn from, what stands."""


def test_a_name_that_is_not_there_is_found(app: Flask) -> None:
    env = app.jinja_env.overlay()
    walk = Walk(env)
    tree = env.parse(
        "{% for row in page.turns %}{{ row.answre }}{% endfor %}{{ page.advice.price.then }}{{ page.nothing }}"
    )
    walk.body(tree.body, {"page": frozenset((Turn,))}, "here")
    assert {fault.partition(" ")[2] for fault in walk.faults} == {
        "Past has no answre",
        "PriceShown has no then",
        "Turn has no nothing",
    }


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_line_of_a_template_is_longer_than_one_can_see(path: Path) -> None:
    assert [line for line in path.read_text("utf-8").splitlines() if len(line) > LONGEST] == []
