"""Counters of what was asked, answered and advised; off by default, and never a person's words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app import create_app


@pytest.fixture(scope="module")
def counting() -> Iterator[FlaskClient]:
    before = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    yield create_app({"METRICS": "1", "DEFAULT_LANG": "zh"}).test_client()
    if before is None:
        os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)


def counts(client: FlaskClient) -> dict[str, float]:
    rows = client.get("/metrics").text.splitlines()
    return {name: float(number) for name, number in (row.rsplit(" ", 1) for row in rows if not row.startswith("#"))}


def test_off_by_default(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404
    code = "import sys, app; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_where_people_stop_and_what_they_are_advised(counting: FlaskClient) -> None:
    before = counts(counting)
    for path in ("/", "/?purpose=blog", "/?purpose=blog", "/?purpose=blog&budget=50&now=1"):
        counting.get(path)
    counting.get("/api/v1/advice?purpose=game&now=1")
    counting.post("/say", data={"text": "qwxz"})
    after = counts(counting)
    grown = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    assert grown['advisor_questions_asked_total{need="purpose"}'] == 1
    assert grown['advisor_questions_answered_total{need="purpose"}'] == 2
    assert grown['advisor_questions_answered_total{need="budget"}'] == 1
    products = {name: n for name, n in grown.items() if 'decision="product"' in name}
    assert sum(products.values()) == 2
    assert grown["advisor_messages_not_understood_total"] == 1
    assert grown['advisor_requests_total{address="/",method="GET",status="200"}'] == 4


def test_no_words_of_a_person_become_a_label(counting: FlaskClient) -> None:
    counting.get("/alice@example.com?purpose=alice")
    counting.open("/", method="ALICE")
    counting.get("/about/alice")
    counting.get("/?purpose=alice&ask=alice&utm_source=alice")
    text = counting.get("/metrics").text
    assert "alice" not in text.lower()
    assert re.search(r'advisor_requests_total\{address="none",method="GET",status="404"\} \d', text)
    assert counting.get("/metrics").content_type.startswith("text/plain; version=0.0.4")
