"""A question that cannot be asked as written is refused, all mistakes of the file at once, each with what to write."""

import re
from pathlib import Path

import pytest

from knowledge import load
from knowledge.questions import needs

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
FAULTS = {
    "it comes after what nobody asks": (
        "  after: [domain]",
        "  after: [bits]",
        "comes after bits, which has no question",
    ),
    "it waits for what waits for it": ("  after: [domain]", "  after: [budget]", "which waits for it"),
    "it hangs on what is no need": ("[{filing: [willing],", "[{weather: [willing],", "weather, which is no need"),
    "it hangs on an answer there is none": ("[{filing: [willing],", "[{filing: [later],", "filing has no value later"),
    "it names a purpose there is none": ("    game:\n      light:", "    chess:\n      light:", "speaks of chess"),
}


def faulty(tmp_path, *changes):
    """Return a folder whose needs.yaml has each first text replaced by the second."""
    text = (KNOWLEDGE / "needs.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "needs.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_question_is_refused(tmp_path, fault):
    old, new, said = FAULTS[fault]
    with pytest.raises(Exception, match=re.escape(said)):
        needs(faulty(tmp_path, (old, new)), ("zh", "en"))


def test_all_mistakes_are_said_at_once(tmp_path):
    apart = [FAULTS["it comes after what nobody asks"], FAULTS["it names a purpose there is none"]]
    with pytest.raises(Exception, match=re.escape(apart[0][2])) as raised:
        needs(faulty(tmp_path, *(fault[:2] for fault in apart)), ("zh", "en"))
    assert apart[1][2] in str(raised.value)


def test_what_comes_first_is_asked_of_whoever_is_asked_what_waits():
    """Else a question would wait for one that never comes up, and the order would say nothing."""
    for need in load().needs.values():
        for first in need.after:
            purposes = {one for row in load().needs[first].ask_when or () for one in row.get("purpose", ())}
            waiting = {one for row in need.ask_when or () for one in row.get("purpose", ())}
            assert purposes & waiting, (need.name, first)
