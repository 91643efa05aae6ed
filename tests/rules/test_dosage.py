import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.rules.dosage import LIMITS, Dosage, Slip, seconds_of, sets_prescribed, slips


@given(st.fixed_dictionaries({}, optional={part: st.integers(1, most) for part, most in LIMITS.items()}))
def test_dosage_is_accepted_within_the_limits(parts):
    says_how_much = any(parts.get(part) for part in ("reps", "hold_seconds", "duration_seconds"))
    assert slips(parts) == ({} if says_how_much else {"reps": Slip.NO_AMOUNT})


@given(
    st.sampled_from(list(LIMITS)),
    st.one_of(st.integers(max_value=0), st.integers(min_value=10**4), st.booleans(), st.text(), st.floats()),
)
def test_dosage_names_the_part_that_is_wrong(part, value):
    assert list(slips({"reps": 5, "duration_seconds": 60, part: value})) == [part]


@pytest.mark.parametrize(
    ("value", "slip"),
    [
        (0, Slip.TOO_SMALL),
        (-1, Slip.TOO_SMALL),
        (21, Slip.TOO_LARGE),
        (2.0, Slip.NOT_WHOLE),
        ("2", Slip.NOT_WHOLE),
    ],
)
def test_dosage_error_describes_the_problem(value, slip):
    assert slips({"reps": 5, "sets": value}) == {"sets": slip}


@pytest.mark.parametrize(
    ("sets", "side", "count"),
    [(None, "both", 1), (None, "each", 2), (3, "left", 3), (3, "right", 3), (3, "both", 3), (3, "each", 6)],
)
def test_dosage_counts_each_side_as_a_set_of_its_own(sets, side, count):
    assert sets_prescribed(sets, side) == count


@pytest.mark.parametrize(
    ("dosage", "side", "seconds"),
    [
        (Dosage(duration_seconds=120), "both", 120),
        (Dosage(reps=2, hold_seconds=20), "both", 40),
        (Dosage(reps=10), "both", 40),
        (Dosage(hold_seconds=30), "both", 30),
        (Dosage(sets=3, reps=10, rest_seconds=60), "both", 240),
        (Dosage(sets=2, duration_seconds=60, rest_seconds=10), "each", 270),
    ],
)
def test_dosage_estimates_how_long_a_step_takes(dosage, side, seconds):
    assert seconds_of(dosage, side) == seconds
