"""Pages of programs people want to run: how big a machine, where, and for how much."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, abort

from chat.pages import run as words
from chat.pages import runs as listed
from knowledge.program_sizes import program_sizes
from web.answering import to_read
from web.promises import Keeps, Promise, Search, once, promises

running = Blueprint("running", __name__)


def each_program() -> Iterable[tuple[str, str]]:
    """Return the id of every program that has a page, and the day its size was last checked."""
    sizes = program_sizes()
    return tuple((name, max(said.checked_on for said in sizes[name].sources)) for name in listed.shown())


@running.get("/run/<program>")
@promises(Promise("how big a machine one program wants", Keeps.LASTING, Search.LISTED, pages=each_program))
def run(program: str) -> Response:
    """Answer with one program."""
    if program not in listed.shown():
        abort(404)
    return to_read("run.html", words.program, program)


@running.get("/run/")
@promises(Promise("the programs whose size is documented", Keeps.LASTING, Search.LISTED, pages=once))
def runs() -> Response:
    """Answer with the list of programs."""
    return to_read("runs.html", listed.index)
