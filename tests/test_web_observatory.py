"""Mozilla Observatory's own grader gives every top-level page A+."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app

SCRIPTS = Path(__file__).parent.parent / "scripts"


def grade(client: FlaskClient, path: str) -> dict[str, Any]:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "Node.js is missing; `make setup-dev` installs it"
    page = client.get(path, base_url="https://advisor.test")
    cors = client.options(
        path,
        base_url="https://advisor.test",
        headers={"Origin": "https://observatory.test", "Access-Control-Request-Method": "GET"},
    )
    given = {
        "url": f"https://advisor.test{path}",
        "status": page.status_code,
        "headers": dict(page.headers),
        "body": page.text,
        "cors": dict(cors.headers),
    }
    done = subprocess.run(
        [node, str(SCRIPTS / "observatory.mjs")], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    "path", ["/", "/?purpose=blog&budget=50&now=1", "/about/icp-filing", "/article", "/builder", "/nowhere"]
)
def test_top_level_pages_are_graded_a_plus(path: str) -> None:
    found = grade(create_app({"DEFAULT_LANG": "zh"}).test_client(), path)
    assert found["grade"] == "A+", found
    assert found["score"] >= 130, found
    assert [name for name, test in found["tests"].items() if test["pass"] is False] == []


def test_the_grader_sees_what_is_missing() -> None:
    found = grade(create_app({"FRAME_ANCESTORS": "*", "HSTS_SECONDS": "0"}).test_client(), "/embed")
    assert found["grade"] != "A+"
    assert {name for name, test in found["tests"].items() if test["pass"] is False} >= {"strict-transport-security"}
