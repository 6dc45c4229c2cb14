"""The day the atlas is walked on: the one the knowledge stands on, so that no verdict changes by the calendar alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from knowledge import catalogue


@contextmanager
def on_knowledge_day() -> Iterator[date]:
    """Let the rows of law be asked on that day; later some would be past their review and only warn."""
    on = catalogue.as_of()
    with catalogue.pretending(on):
        yield on
