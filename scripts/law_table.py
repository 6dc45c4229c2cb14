"""Write docs/law.md: when each warning of law is owed, from the rows of knowledge/law.

python -m scripts.law_table
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rules.law import Law, Row
from rules.law_loading import load

ROOT = Path(__file__).parent.parent
HEAD = """# When a warning of law is owed

Made from the rows in `knowledge/law` by `python -m scripts.law_table`; a test keeps the two the same. A row binds when
every condition holds; unless it says otherwise, its people are in China (or nobody knows) and somebody can reach the
service. *Sets* names the fold a row decides; a row with none only warns. After *look again* a row sets nothing and says
to ask the authority first. None of this is legal advice.

| warning | owed when | where the server stands | since | sets | source | look again | row |
|---|---|---|---|---|---|---|---|
"""


def page(law: Law) -> str:
    """Return the page, one line a row, in the order of the warnings' ids."""
    rows = sorted(law.rows, key=lambda row: (law.words["about"].index(row.about), row.rank, row.id))
    return HEAD + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Row) -> list[str]:
    sets = ", ".join(f"{fold} {choice}" for fold, choice in row.sets.items()) or "–"
    kinds = ", ".join(dict.fromkeys(source.kind for source in row.sources))
    return [f"`{row.about}`", _when(row.binds), row.where, str(row.since), sets, kinds, str(row.review), f"`{row.id}`"]


def _when(binds: Mapping[str, Any]) -> str:
    return "; ".join(f"{key} {_condition(wanted)}" for key, wanted in binds.items())


def _condition(wanted: Any) -> str:
    if not isinstance(wanted, Mapping):
        return " or ".join(f"`{word}`" for word in wanted)
    between = {"any": " or ", "all": " and ", "not": " or "}
    name = {"any": "", "all": "", "not": "not ", "from": "from ", "below": "below "}
    return ", ".join(
        name[part] + (between[part].join(f"`{word}`" for word in value) if part in between else str(value))
        for part, value in wanted.items()
    )


if __name__ == "__main__":
    (ROOT / "docs" / "law.md").write_text(page(load(ROOT / "knowledge" / "law")), encoding="utf-8")
