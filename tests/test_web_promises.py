"""Every address says beside its route how long it keeps, who lists it and how the API describes it; docs name each."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tools.address_table import PAGE, page, paths
from web.caching import LASTING
from web.promises import Keeps, Promise, Search, promised

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def addresses(app: Flask) -> dict[str, Promise]:
    return {str(rule): promise for rule, promise in promised(app)}


def test_every_route_of_the_application_makes_a_promise(app: Flask) -> None:
    bare = [rule for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "promise")]
    assert bare == []


def test_every_route_says_what_it_answers(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if not view.__doc__] == []
    assert [str(rule) for rule, promise in promised(app) if not promise.about] == []


def test_an_address_keeps_as_it_promises(client: FlaskClient, addresses: dict[str, Promise]) -> None:
    queries = {"/oembed": "?url=http://localhost/", "/api/v1/why": "?decision=region", "/healthz": ""}
    for address, promise in addresses.items():
        path = paths()[address] + queries.get(address, "")
        answer = client.get(path)
        assert answer.status_code < 400 or address in ("/metrics", "/go/"), path
        said = answer.headers["Cache-Control"]
        if answer.status_code >= 400 or promise.keeps is Keeps.NEVER:
            assert said == "no-store", path
        elif promise.keeps is Keeps.LASTING:
            assert said == f"public, {LASTING}", path
        else:
            assert said.startswith("public, max-age="), path
        assert ("X-Robots-Tag" in answer.headers) == (promise.search is Search.CLOSED or "?" in path), path


def test_what_is_listed_knows_its_pages_and_nothing_else_does(addresses: dict[str, Promise]) -> None:
    assert {name for name, promise in addresses.items() if promise.pages} == {
        name for name, promise in addresses.items() if promise.search is Search.LISTED
    }


def test_the_api_describes_every_address_under_it_and_no_other(
    client: FlaskClient, addresses: dict[str, Promise]
) -> None:
    document = client.get("/api/v1/openapi.json").json or {}
    assert set(document["paths"]) == {name for name in addresses if name.startswith("/api/")}
    assert all(promise.operation for name, promise in addresses.items() if name.startswith("/api/"))


def test_the_table_of_addresses_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "make house writes it anew"


def test_the_readme_leads_to_the_table_of_addresses() -> None:
    assert "(docs/addresses.md)" in (ROOT / "README.md").read_text("utf-8")


def test_app_puts_together_and_nothing_more() -> None:
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) < 100
