"""What tests share: one application and its client."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge import catalogue
from tools.atlas.calendar_day import on_knowledge_day

_another_day = ExitStack()


def pytest_configure() -> None:
    """Let every test run on another day where one is named, as ON=2027-11-30: none may go red by the calendar."""
    if on := os.environ.get("ON"):
        _another_day.enter_context(catalogue.pretending(date.fromisoformat(on)))


def pytest_unconfigure() -> None:
    """Come back to this day."""
    _another_day.close()


@pytest.fixture
def known_day() -> Iterator[None]:
    """Let it be the day the knowledge was last looked over: for what is said of this knowledge, whatever day it is."""
    with catalogue.pretending(catalogue.as_of()):
        yield


@pytest.fixture(scope="module")
def knowledge_day() -> Iterator[date]:
    """Let it be the day the atlas walks on, for a whole module; yields that day."""
    with on_knowledge_day() as day:
        yield day


@pytest.fixture(scope="session")
def app() -> Flask:
    """Make the application with its defaults."""
    from app import create_app

    return create_app({"DEFAULT_LANG": "zh"})


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """Talk to the application without a network."""
    with app.test_client() as talking:
        yield talking
