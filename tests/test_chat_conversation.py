"""A conversation is its address: it survives the round trip and every bad parameter."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from chat.said.address import parse
from chat.said.conversation import Conversation
from knowledge import load
from rules.answers import Value


def values(name: str) -> st.SearchStrategy[object]:
    need = load().needs[name]
    if name == "scale":
        return st.integers(1, 10**8)
    if name == "budget":
        return st.integers(0, 10**6) | st.integers(0, 10**6).map(lambda cents: round(cents / 100, 2)).map(
            lambda amount: int(amount) if amount == int(amount) else amount
        )
    return st.sampled_from((*need.values, "unsure"))


needs = st.lists(st.sampled_from(list(load().needs)), unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: values(name) for name in names})
)


@given(needs, st.lists(st.sampled_from(tuple(load().circumstances)), unique=True))
def test_an_address_gives_back_what_was_said_in_order(said: dict[str, Value], also: list[str]) -> None:
    before = Conversation(needs=said, also=tuple(also), lang="en", theme="dark")
    after = parse(parse_qsl(before.query(), keep_blank_values=True))
    assert after == before
    assert list(after.needs) == list(said)


@given(st.lists(st.tuples(st.sampled_from([*load().needs, "also", "lang", "ask", "about"]) | st.text(), st.text())))
def test_no_parameter_breaks_reading(pairs: list[tuple[str, str]]) -> None:
    said = parse(pairs)
    assert all(
        value == "unsure" or load().needs[name].kind == "number" or value in load().needs[name].values
        for name, value in said.needs.items()
    )


def test_a_malformed_value_is_kept_apart_and_the_rest_stays() -> None:
    said = parse([("purpose", "blog"), ("budget", "lots"), ("filing", "avoid")])
    assert said.needs == {"purpose": "blog", "filing": "avoid"}
    assert [bad.name for bad in said.malformed] == ["budget"]


def test_changing_the_purpose_drops_people_counted_in_another_unit() -> None:
    said = parse([("purpose", "blog"), ("scale", "300"), ("budget", "50")])
    assert "scale" not in said.with_need("purpose", "game").needs
    assert said.with_need("purpose", "shop").needs["scale"] == 300


def test_back_takes_the_last_answer_only() -> None:
    said = parse([("purpose", "blog"), ("budget", "50")])
    assert said.back().needs == {"purpose": "blog"}


def test_a_changed_answer_keeps_its_place() -> None:
    said = parse([("purpose", "blog"), ("budget", "50"), ("filing", "avoid")]).with_need("budget", 80)
    assert list(said.needs) == ["purpose", "budget", "filing"]
