"""Laws of sizing over the whole space: more never gets less, and lots change exactly where another is bought."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.program_sizes import program_sizes
from knowledge.programs import programs
from rules.ahead.cells import cells_of
from rules.ahead.sides import SIZED
from rules.ahead.sized import sizing
from rules.answers import Answers
from rules.machine.lots import stretches
from rules.machine.size import DEMANDS, MOST_PEOPLE, lot_for, size_of, wanted
from tests.sizes import PURPOSES, SERVICES, circumstances, demands, no_less, people, purposes, services


@given(purposes, people, people, demands, services, circumstances)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_more_people_never_get_less(purpose, one, other, demand, service, also):
    fewer, more = sorted((one, other))
    needs = {"purpose": purpose, "demand": demand, "services": service}
    assert no_less(
        size_of(Answers.of({**needs, "scale": more}, also)), size_of(Answers.of({**needs, "scale": fewer}, also))
    )


@given(purposes, people, demands, services, circumstances, st.sampled_from(("windows", *PURPOSES)))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_heavier_more_programs_or_another_job_never_gets_less(purpose, count, demand, service, also, extra):
    needs = {"purpose": purpose, "scale": count, "demand": demand, "services": service}
    here = size_of(Answers.of(needs, also))
    assert no_less(size_of(Answers.of(needs, also | {extra})), here)
    assert no_less(size_of(Answers.of({**needs, "services": "many"}, also)), here)
    for lighter, heavier in itertools.pairwise(DEMANDS):
        assert no_less(
            size_of(Answers.of({**needs, "demand": heavier}, also)),
            size_of(Answers.of({**needs, "demand": lighter}, also)),
        )


@pytest.mark.parametrize("purpose", PURPOSES)
def test_stretches_are_exactly_where_another_lot_is_bought(purpose):
    for demand, service, windows in itertools.product((None, *DEMANDS), SERVICES, (False, True)):
        needs, also = {"purpose": purpose, "demand": demand, "services": service}, {"windows"} if windows else set()
        starts, lots = stretches(wanted(Answers.of(needs, also)))
        assert list(starts) == sorted(set(starts))
        for (start, end), lot in zip(itertools.pairwise([*starts, MOST_PEOPLE + 1]), lots, strict=True):
            for count in {start, (start + end) // 2, end - 1}:
                assert (
                    lot_for(Answers.of({**needs, "scale": count}, also))
                    == lot
                    == size_of(Answers.of({**needs, "scale": count}, also)).lot
                )
        assert all(one != other for one, other in itertools.pairwise(lots))


@pytest.mark.parametrize("purpose", [None, *PURPOSES])
def test_the_axes_that_size_stay_short(purpose):
    for also in ((), *((other,) for other in PURPOSES if other != purpose), ("shop", "data", "ai", "game", "mail")):
        found = sizing(Answers.of({"purpose": purpose} if purpose else {}, also), (None,))
        assert len({row for row, _ in cells_of(found, (None,) * len(SIZED))}) <= 15
        assert found.grid.size <= 5000


QUANTITIES = {
    "concurrent": (1, 30, 400, 5000, 90_000),
    "rate": (1, 60, 900, 40_000),
    "storage": (3, 60, 800, 30_000),
    "traffic": (10, 2000, 90_000),
    "bandwidth": (1, 50, 3000),
    "model": (1, 3, 7, 14, 70, 671, 2000),
    "machines": (1, 3, 40),
}
BY_AMOUNT = st.sampled_from([(name, pair) for name, row in QUANTITIES.items() for pair in itertools.pairwise(row)])
SOFTWARE = st.lists(st.sampled_from(sorted(program_sizes())), max_size=3, unique=True)


@given(purposes, people, BY_AMOUNT, SOFTWARE)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_larger_quantity_never_gets_less(purpose, count, amount, named):
    name, (less, more) = amount
    needs = {"purpose": purpose, "scale": count, "software": ",".join(named) or "unsure"}
    assert no_less(size_of(Answers.of({**needs, name: more})), size_of(Answers.of({**needs, name: less})))


@given(purposes, people, people, SOFTWARE, st.sampled_from(sorted(program_sizes())))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_more_people_or_one_more_program_never_gets_less(purpose, one, other, named, further):
    fewer, more = sorted((one, other))
    needs = {"purpose": purpose, "software": ",".join(named) or "unsure"}
    assert no_less(size_of(Answers.of({**needs, "scale": more})), size_of(Answers.of({**needs, "scale": fewer})))
    if any(programs()[name].purpose == purpose for name in named):  # else a further program may say what the job is
        longer = ",".join(dict.fromkeys((*named, further)))
        assert no_less(
            size_of(Answers.of({**needs, "software": longer, "scale": more})),
            size_of(Answers.of({**needs, "scale": more})),
        )
