"""Warning signs: which findings of a foot check rest the plan until a therapist has looked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from diary.rules.foot_check import Finding as Seen
from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot
from progress.rules.warning_signs import is_warning_sign, warning_signs

FOUND = [seen for seen in Seen if seen is not Seen.NONE]


TODAY = date(2026, 11, 20)


def check(seq: int, *findings: str) -> FootCheckNote:
    return FootCheckNote(UUID(int=seq), seq, TODAY, findings)


def rest_pain(score: int, at_rest: bool = True) -> PainNote:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    return PainNote(UUID(int=score + 1), 1, TODAY, at, "now", score, at_rest=at_rest)


@pytest.mark.parametrize("seen", FOUND)
def test_any_finding_on_feet_that_may_feel_less_is_a_warning_sign(seen):
    assert is_warning_sign([seen], may_feel_less=True)


def test_clear_foot_check_is_no_warning_sign():
    assert not is_warning_sign([], may_feel_less=True)
    assert not is_warning_sign([], may_feel_less=False)


@pytest.mark.parametrize(
    "findings",
    [
        ["colour_change"],
        ["open_skin", "warm"],
        ["open_skin", "redness"],
        ["open_skin", "swelling"],
        ["redness", "warm", "swelling"],
        ["blister", "colour_change"],
    ],
)
def test_worst_findings_are_a_warning_sign_on_any_foot(findings):
    assert is_warning_sign(findings, may_feel_less=False)


@pytest.mark.parametrize(
    "findings",
    [["blister"], ["open_skin"], ["open_skin", "blister"], ["redness", "warm"], ["swelling", "warm"]],
)
def test_other_findings_on_feet_that_feel_only_raise_a_flag(findings):
    assert not is_warning_sign(findings, may_feel_less=False)


def test_warning_sign_is_found_among_checks_that_are_none():
    snapshot = PatientSnapshot(TODAY, foot_checks=(check(1, "colour_change"), check(2, "redness"), check(3)))
    assert [sign.seq for sign in warning_signs(snapshot)] == [1]


def test_same_check_is_a_warning_sign_once_feet_may_feel_less():
    snapshot = PatientSnapshot(TODAY, foot_checks=(check(1, "redness"),))
    assert warning_signs(snapshot) == []
    assert warning_signs(replace(snapshot, may_feel_less=True))


@pytest.mark.parametrize(
    ("pain", "poor_circulation", "is_sign"),
    [
        (rest_pain(2), True, True),
        (rest_pain(0), True, False),
        (rest_pain(9, at_rest=False), True, False),
        (rest_pain(9), False, False),
    ],
)
def test_pain_at_rest_is_a_warning_sign_with_poor_circulation_only(pain, poor_circulation, is_sign):
    snapshot = PatientSnapshot(TODAY, pains=(pain,), poor_circulation=poor_circulation)
    assert bool(warning_signs(snapshot)) is is_sign
