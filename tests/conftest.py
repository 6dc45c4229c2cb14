"""What tests share: one application and its client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient


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
