"""The caseload's order and its pages."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.caseload import ORDERINGS, Ordering, cut

FLAGS = Ordering.named("-open_flags")
people = st.lists(
    st.tuples(st.none() | st.integers(0, 5), st.text("abÄ", max_size=2)),
    max_size=12,
    unique_by=lambda it: it[1],
)


def line(ordering: Ordering, values) -> list:
    return [ordering.place(value, name, name) for value, name in values]


@pytest.mark.parametrize("word", ["", "id", "--name", "name,id", "email"])
def test_caseload_order_refuses_an_ordering_it_does_not_know(word):
    with pytest.raises(ValueError, match="^" + word):
        Ordering.named(word)


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("field", ["open_flags", "adherence_7d", "pain_change"])
def test_caseload_order_puts_blanks_last_in_either_direction(sign, field):
    ordering = Ordering.named(sign + field)
    page = cut(line(ordering, [(None, "a"), (Fraction(1, 2), "b"), (0, "c")]), ordering, 10)
    assert page.places[-1][2] == "a"


def test_caseload_order_sorts_instants():
    ordering = Ordering.named("-last_entry_at")
    days = [(datetime(2026, 11, day, tzinfo=UTC), str(day)) for day in (3, 20, 11)]
    assert [place[2] for place in cut(line(ordering, days), ordering, 10).places] == ["20", "11", "3"]


def test_caseload_order_reverses_names_as_a_whole():
    ordering = Ordering.named("-name")
    names = [(None, name) for name in ("Ana", "ben", "Cleo")]
    assert [place[2] for place in cut(line(ordering, names), ordering, 10).places] == ["cleo", "ben", "ana"]


@given(people, st.sampled_from(["name", "-name", "-open_flags", "open_flags"]), st.integers(1, 5))
def test_caseload_order_pages_forwards_and_back(values, word, limit):
    ordering = Ordering.named(word)
    places = line(ordering, values)
    pages, page = [], cut(places, ordering, limit)
    while page.places:
        pages.append(page.places)
        if not page.goes_on_after:
            break
        page = cut(places, ordering, limit, after=page.places[-1])
    walked = [place for places_on in pages for place in places_on]
    assert walked == sorted(places, reverse=ordering.runs_backwards)
    for earlier, later in zip(pages[-2::-1], pages[:0:-1], strict=True):
        assert cut(places, ordering, limit, before=later[0]).places == earlier


def test_caseload_order_shows_nobody_twice_when_a_patient_moves_between_two_pages():
    before = line(FLAGS, [(3, "a"), (2, "b"), (1, "c"), (0, "d")])
    first = cut(before, FLAGS, 2)
    moved = line(FLAGS, [(0, "a"), (2, "b"), (1, "c"), (0, "d")])
    second = cut(moved, FLAGS, 2, after=first.places[-1])
    assert [place[2] for place in second.places] == ["c", "a"]


def test_caseload_order_knows_every_ordering_by_name():
    assert {Ordering.named(word).field for word in ORDERINGS} == set(ORDERINGS)
