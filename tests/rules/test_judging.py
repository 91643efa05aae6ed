"""Whether a reminder is still to be said: the first reason that holds, for one and for many."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.rules.notification import State
from reminders.rules.judging import MOST_A_DAY, Facts, judge, judge_together, needed_for
from reminders.rules.recurrence import QuietHours

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ANA = UUID(int=1)
FACTS = Facts(
    id=UUID(int=7),
    person=ANA,
    on=date(2026, 11, 20),
    kind="exercise",
    due_at=NOW,
    expires_at=NOW + timedelta(hours=3),
    zone="UTC",
    quiet=QuietHours(time(21, 30), time(7, 30)),
    planned=1,
)


def test_send_decision_is_to_send_when_no_reason_forbids_it():
    assert judge(FACTS, NOW) is None


@pytest.mark.parametrize(
    ("known", "state", "reason"),
    [
        ({"person_gone": True}, "cancelled", "gone"),
        ({"rule_gone": True}, "cancelled", "gone"),
        ({"in_care": False}, "cancelled", "care_ended"),
        ({"enabled": False}, "cancelled", "disabled"),
        ({"moved": True}, "cancelled", "moved"),
        ({"expires_at": NOW}, "skipped", "expired"),
        ({"answer": "skip"}, "skipped", "skipped_by_patient"),
        ({"answer": "done"}, "skipped", "done"),
        ({"told": 1}, "skipped", "done"),
        ({"planned": 0}, "skipped", "nothing_planned"),
        ({"planned": 0, "held": True}, "skipped", "on_hold"),
        ({"paused_until": date(2026, 11, 21)}, "skipped", "paused"),
        ({"newer": True, "due_at": NOW - timedelta(minutes=16)}, "skipped", "catch_up"),
        ({"said": MOST_A_DAY}, "skipped", "enough_today"),
        ({"quiet": QuietHours(time(8), time(12))}, "skipped", "quiet_hours"),
    ],
)
def test_send_decision_gives_the_reason_that_holds(known, state, reason):
    verdict = judge(replace(FACTS, **known), NOW)
    assert verdict is not None
    assert (verdict.state, verdict.reason) == (state, reason)


@pytest.mark.parametrize(
    "known",
    [
        {"planned": None, "kind": "pain"},
        {"newer": True},
        {"said": MOST_A_DAY, "snoozed": True},
        {"paused_until": date(2026, 11, 20)},
        {"told": 1, "needed": 2},
    ],
)
def test_send_decision_is_to_send_in_the_borderline_case(known):
    assert judge(replace(FACTS, **known), NOW) is None


def test_send_decision_waits_for_the_end_of_quiet_hours():
    verdict = judge(replace(FACTS, quiet=QuietHours(time(8), time(11))), NOW)
    assert verdict is not None
    assert (verdict.state, verdict.later) == (State.WAITING, NOW + timedelta(hours=2))


@pytest.mark.parametrize(
    ("place", "times", "planned", "needed"),
    [(0, 1, 1, 1), (0, 2, 1, 1), (1, 2, 1, 1), (0, 2, 2, 1), (1, 2, 2, 2), (0, 1, 2, 2), (0, 2, 3, 2)],
)
def test_send_decision_asks_for_one_more_session_with_each_reminder(place, times, planned, needed):
    assert needed_for(place, times, planned) == needed


def many(dues: list[int], **known) -> list[Facts]:
    """Reminders of one person, due so many minutes ago."""
    return [
        replace(FACTS, id=UUID(int=place), due_at=NOW - timedelta(minutes=minutes), **known)
        for place, minutes in enumerate(dues)
    ]


@given(st.lists(st.integers(0, 170), min_size=1, max_size=8))
def test_send_decision_allows_two_a_day_and_one_late_reminder(dues):
    batch = many(dues)
    said = [
        facts for facts, verdict in zip(batch, judge_together(batch, NOW), strict=True) if verdict is None
    ]
    assert 1 <= len(said) <= MOST_A_DAY
    assert sum(NOW - facts.due_at > timedelta(minutes=15) for facts in said) <= 1


def test_send_decision_counts_only_reminders_that_are_to_be_sent():
    done, late = many([0, 60], told=1)
    assert [verdict and verdict.reason for verdict in judge_together([done, replace(late, told=0)], NOW)] == [
        "done",
        None,
    ]


def test_send_decision_counts_each_person_separately():
    batch = [replace(facts, person=UUID(int=place)) for place, facts in enumerate(many([60, 60, 60]))]
    assert judge_together(batch, NOW) == [None] * 3
