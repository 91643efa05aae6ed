"""Flag rules: each speaks on its evidence, and not one step before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.flagging import (
    NOTHING_SETTLED,
    RULES,
    Finding,
    Rule,
    Settled,
    findings,
    foot_check,
    nerve,
    next_morning,
    pain_up,
    red_zone,
    silent,
    step_skipped,
)
from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot, SessionNote
from progress.rules.trends import Scores

TODAY = date(2026, 11, 20)
QUIET = PatientSnapshot(today=TODAY)
_seq = count(1)


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def _stamp(ago: int) -> dict:
    seq = next(_seq)
    return {
        "entry_id": UUID(int=seq),
        "seq": seq,
        "on": days_ago(ago),
    }


def _at(ago: int) -> datetime:
    return datetime(2026, 11, 20, 9, tzinfo=UTC) - timedelta(days=ago)


def session(ago: int, worst: int | None = None, did=("toe-curls",), hurt=()) -> SessionNote:
    return SessionNote(
        **_stamp(ago),
        at=_at(ago),
        worst=worst,
        exercises=frozenset(did) | frozenset(hurt),
        skipped_for_pain=frozenset(hurt),
    )


def pain(ago: int, score: int, moment: str = "next_morning", qualities=(), places: int = 0) -> PainNote:
    sites = frozenset(("left", "sole", f"metatarsal_{n + 1}") for n in range(places))
    return PainNote(
        **_stamp(ago), at=_at(ago), moment=moment, score=score, qualities=frozenset(qualities), sites=sites
    )


def weeks(before: int, now: int) -> dict:
    days = {days_ago(ago): Scores(now if ago < 7 else before, 1, 10) for ago in range(14)}
    return {"average_24h": days}


def found_by(
    judge: Callable[[PatientSnapshot, Settled], Finding | None], snapshot: PatientSnapshot
) -> Finding:
    """What a rule finds in a story where it finds something."""
    finding = judge(snapshot, NOTHING_SETTLED)
    assert finding is not None
    return finding


def test_flagging_raises_nothing_from_a_quiet_diary():
    assert findings(QUIET, {}) == []


@pytest.mark.parametrize(
    ("before", "now", "raised"), [(4, 6, True), (3, 4, True), (4, 5, False), (6, 4, False)]
)
def test_flagging_raises_pain_up_at_two_points_or_thirty_per_cent(before, now, raised):
    snapshot = replace(QUIET, moments=weeks(before, now))
    assert bool(pain_up(snapshot, NOTHING_SETTLED)) is raised


def test_flagging_shows_both_weeks_as_the_evidence_of_pain_up():
    found = found_by(pain_up, replace(QUIET, moments=weeks(2, 5)))
    assert [(week["mean"], week["scored_days"]) for week in found.evidence] == [(2.0, 7), (5.0, 7)]
    assert {week["moment"] for week in found.evidence} == {"average_24h"}


@pytest.mark.parametrize(("settled_ago", "raised"), [(6, False), (7, True)])
def test_flagging_repeats_pain_up_only_of_days_after_the_settled_one(settled_ago, raised):
    snapshot = replace(QUIET, moments=weeks(2, 5))
    assert bool(pain_up(snapshot, Settled(99, days_ago(settled_ago)))) is raised


@pytest.mark.parametrize(
    ("worst", "raised"),
    [
        ((6, 7), True),
        ((6, 5), False),
        ((5, 6), False),
        ((6, None, 8), True),
        ((8,), False),
        ((8, 3, 8), False),
    ],
)
def test_flagging_raises_red_zone_after_two_red_sessions_running(worst, raised):
    notes = tuple(session(len(worst) - place, score) for place, score in enumerate(worst))
    assert bool(red_zone(replace(QUIET, sessions=notes), NOTHING_SETTLED)) is raised


def test_flagging_measures_red_by_the_therapists_own_zones():
    snapshot = replace(QUIET, sessions=(session(2, 6), session(1, 7)), red_above=7)
    assert red_zone(snapshot, NOTHING_SETTLED) is None


@pytest.mark.parametrize(
    ("before", "after", "raised"), [(2, 4, True), (2, 3, False), (4, 2, False), (0, 2, True)]
)
def test_flagging_raises_next_morning_at_two_points_above_the_morning_before(before, after, raised):
    snapshot = replace(QUIET, sessions=(session(2),), pains=(pain(2, before), pain(1, after)))
    assert bool(next_morning(snapshot, NOTHING_SETTLED)) is raised


def test_flagging_never_compares_mornings_of_two_measures():
    notes = (pain(2, 1, "first_steps"), pain(1, 8, "next_morning"))
    assert next_morning(replace(QUIET, sessions=(session(2),), pains=notes), NOTHING_SETTLED) is None


def test_flagging_leaves_mornings_without_a_session_between_them_alone():
    notes = (pain(2, 1), pain(1, 8))
    assert next_morning(replace(QUIET, pains=notes), NOTHING_SETTLED) is None


def test_flagging_obeys_a_switched_off_next_morning_rule():
    snapshot = replace(QUIET, sessions=(session(2),), pains=(pain(2, 1), pain(1, 8)), next_morning_rule=False)
    assert next_morning(snapshot, NOTHING_SETTLED) is None


def test_flagging_raises_nerve_when_tingling_lasts_to_the_morning_after_a_session():
    notes = (pain(2, 3, "after", ["tingling"]), pain(1, 3, "next_morning", ["tingling"]))
    assert nerve(replace(QUIET, sessions=(session(2),), pains=notes), NOTHING_SETTLED)


def test_flagging_leaves_steady_numbness_without_a_session_alone():
    notes = (pain(2, 3, "now", ["numb"], 2), pain(1, 3, "next_morning", ["numb"], 2))
    assert nerve(replace(QUIET, pains=notes), NOTHING_SETTLED) is None


def test_flagging_raises_nerve_when_numbness_spreads():
    notes = (pain(2, 3, "now", ["numb"], 1), pain(1, 3, "now", ["numb"], 3))
    found = found_by(nerve, replace(QUIET, pains=notes))
    assert [note["places"] for note in found.evidence] == [1, 3]


def test_flagging_obeys_a_switched_off_nerve_rule():
    notes = (pain(2, 3, "now", ["numb"], 1), pain(1, 3, "now", ["numb"], 3))
    assert nerve(replace(QUIET, pains=notes, nerve_rule=False), NOTHING_SETTLED) is None


@pytest.mark.parametrize(("planned", "raised"), [((3, 2, 1), True), ((2, 1), False), ((5, 3, 1), True)])
def test_flagging_raises_silent_after_three_planned_days_without_any_entry(planned, raised):
    snapshot = replace(QUIET, planned_on=tuple(days_ago(ago) for ago in planned))
    assert bool(silent(snapshot, NOTHING_SETTLED)) is raised


def test_flagging_counts_an_entry_on_a_day_between():
    snapshot = replace(QUIET, planned_on=tuple(map(days_ago, (5, 3, 1))), written_on=frozenset({days_ago(2)}))
    assert silent(snapshot, NOTHING_SETTLED) is None


def test_flagging_never_counts_today_as_silent():
    snapshot = replace(QUIET, planned_on=tuple(map(days_ago, (2, 1, 0))))
    assert silent(snapshot, NOTHING_SETTLED) is None


def test_flagging_counts_silence_again_after_a_resolved_flag():
    snapshot = replace(QUIET, planned_on=tuple(map(days_ago, (4, 3, 2, 1))))
    assert silent(snapshot, Settled(0, days_ago(3))) is None
    assert silent(snapshot, Settled(0, days_ago(4)))


@pytest.mark.parametrize(
    ("hurt", "raised"),
    [((["toe-curls"], ["toe-curls"]), True), (([], ["toe-curls"]), False), ((["toe-curls"], []), False)],
)
def test_flagging_raises_step_skipped_after_two_skips_for_pain_running(hurt, raised):
    notes = tuple(session(2 - place, hurt=names) for place, names in enumerate(hurt))
    assert bool(step_skipped(replace(QUIET, sessions=notes), NOTHING_SETTLED)) is raised


def test_flagging_passes_over_sessions_without_the_step():
    notes = (session(3, hurt=["toe-spreads"]), session(2), session(1, hurt=["toe-spreads"]))
    assert step_skipped(replace(QUIET, sessions=notes), NOTHING_SETTLED)


def test_flagging_raises_a_finding_of_a_foot_check():
    snapshot = replace(QUIET, foot_checks=(FootCheckNote(**_stamp(1), findings=("blister",)),))
    assert found_by(foot_check, snapshot).evidence[0]["findings"] == ["blister"]


def test_flagging_leaves_a_clear_foot_check_alone():
    snapshot = replace(QUIET, foot_checks=(FootCheckNote(**_stamp(1), findings=()),))
    assert foot_check(snapshot, NOTHING_SETTLED) is None


def test_flagging_raises_what_arrived_after_the_last_flag_was_resolved_however_old_it_is():
    note = FootCheckNote(**_stamp(9), findings=("open_skin",))
    snapshot = replace(QUIET, foot_checks=(note,))
    assert foot_check(snapshot, Settled(note.seq, TODAY)) is None
    assert foot_check(snapshot, Settled(note.seq - 1, TODAY))


def test_flagging_names_the_same_evidence_with_the_same_key():
    snapshot = replace(QUIET, sessions=(session(2, 8), session(1, 9)))
    assert found_by(red_zone, snapshot).key == found_by(red_zone, snapshot).key


a_session = st.builds(
    session,
    st.integers(0, 20),
    st.none() | st.integers(0, 10),
    hurt=st.lists(st.sampled_from(["toe-curls", "toe-spreads"]), max_size=2),
)
a_pain = st.builds(
    pain,
    st.integers(0, 20),
    st.integers(0, 10),
    st.sampled_from(["now", "next_morning", "first_steps", "after"]),
    st.lists(st.sampled_from(["numb", "sharp"]), max_size=2),
    st.integers(0, 4),
)
a_story = st.builds(
    lambda sessions, pains, planned, written: PatientSnapshot(
        today=TODAY,
        moments=weeks(3, 3),
        sessions=tuple(sorted(sessions, key=lambda note: note.at)),
        pains=tuple(sorted(pains, key=lambda note: note.at)),
        planned_on=tuple(sorted(map(days_ago, planned))),
        written_on=frozenset(map(days_ago, written)),
    ),
    st.lists(a_session, max_size=6),
    st.lists(a_pain, max_size=8),
    st.sets(st.integers(0, 20)),
    st.sets(st.integers(0, 20)),
)


@given(a_story)
def test_flagging_raises_each_rule_at_most_once_and_always_with_evidence(snapshot):
    found = findings(snapshot, {})
    assert len({finding.rule for finding in found}) == len(found)
    assert all(finding.evidence and len(finding.key) <= 120 for finding in found)


@given(a_story)
def test_flagging_is_quiet_once_everything_on_the_table_is_settled(snapshot):
    settled = dict.fromkeys(Rule, Settled(2**40, TODAY))
    assert findings(snapshot, settled) == []


def test_flagging_judges_every_rule_but_those_about_delivery():
    assert set(RULES) == set(Rule) - {Rule.UNREACHABLE, Rule.MAIL_BOUNCED}
