"""Warning signs: which findings of a foot check rest the plan until a therapist has looked."""

from uuid import UUID

import pytest

from diary.foot_check import Finding as Seen
from progress.flagging import Finding, Rule, brings_warning_sign, is_warning_sign

FOUND = [seen for seen in Seen if seen is not Seen.NONE]


def flag_on(*checks: dict) -> Finding:
    return Finding(Rule.FOOT_CHECK, "key", checks)


def check(number: int, *findings: str) -> dict:
    return {
        "kind": "foot_check",
        "entry_id": str(UUID(int=number)),
        "on": "2026-11-20",
        "findings": [*findings],
    }


@pytest.mark.parametrize("seen", FOUND)
def test_takes_any_finding_on_feet_that_may_feel_less_for_one(seen):
    assert is_warning_sign([seen], may_feel_less=True)


def test_finds_none_in_a_clear_check():
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
def test_takes_the_worst_for_one_on_any_foot(findings):
    assert is_warning_sign(findings, may_feel_less=False)


@pytest.mark.parametrize(
    "findings",
    [["blister"], ["open_skin"], ["open_skin", "blister"], ["redness", "warm"], ["swelling", "warm"]],
)
def test_leaves_the_rest_to_the_flag_on_feet_that_feel(findings):
    assert not is_warning_sign(findings, may_feel_less=False)


def test_hears_it_in_an_earlier_check_that_arrived_with_a_milder_one():
    finding = flag_on(check(2, "redness"), check(1, "colour_change"))
    assert brings_warning_sign(finding, known=(), may_feel_less=False)


def test_does_not_repeat_what_was_known():
    finding = flag_on(check(2, "redness"), check(1, "colour_change"))
    assert not brings_warning_sign(finding, known=[check(1, "colour_change")], may_feel_less=False)


def test_hears_it_in_a_check_that_was_put_right():
    finding = flag_on(check(1, "redness", "colour_change"))
    assert brings_warning_sign(finding, known=[check(1, "redness")], may_feel_less=False)


def test_is_never_heard_from_another_rule():
    silence = Finding(Rule.SILENT, "key", ({"kind": "planned_day", "on": "2026-11-20"},))
    assert not brings_warning_sign(silence, known=(), may_feel_less=True)
