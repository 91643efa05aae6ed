"""Every way in which one change can be wrong: what it tells, the code, and the field it must name."""

from typing import Any
from uuid import UUID

import pytest

from tests.diary.telling import PAIN, change, session

SITE = {"foot": "left", "surface": "sole", "region": "web_3", "score": 4}
STEP: dict[str, Any] = {"step_id": str(UUID(int=5)), "sets": [], "pain": None, "skipped": None}
A_SET = {"side": "left", "reps": 12, "seconds": None}
LONG = "x" * 2001


def pain(**told: Any) -> dict[str, Any]:
    return {"data": {**PAIN, **told}}


def work(**told: Any) -> dict[str, Any]:
    return {"kind": "session", "data": session(**told)}


def step(**told: Any) -> dict[str, Any]:
    return work(steps=[{**STEP, **told}])


def one_set(**told: Any) -> dict[str, Any]:
    return step(sets=[{**A_SET, **told}])


def look(**told: Any) -> dict[str, Any]:
    return {"kind": "foot_check", "data": {"findings": ["none"], **told}}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    # the change itself
    ({"change_id": "7"}, "not_an_id", "change_id"),
    ({"change_id": None}, "not_an_id", "change_id"),
    ({"entry_id": "x" * 36}, "not_an_id", "entry_id"),
    ({"entry_id": ["a"]}, "not_an_id", "entry_id"),
    ({"kind": "mood"}, "unknown_word", "kind"),
    ({"kind": {}}, "unknown_word", "kind"),
    ({"action": "post"}, "unknown_word", "action"),
    ({"action": None}, "unknown_word", "action"),
    ({"action": []}, "unknown_word", "action"),
    ({"schema": 2}, "unknown_schema", "schema"),
    ({"schema": True}, "unknown_schema", "schema"),
    ({"schema": "1"}, "unknown_schema", "schema"),
    ({"base_seq": -1}, "not_a_seq", "base_seq"),
    ({"base_seq": 2**63}, "not_a_seq", "base_seq"),
    ({"base_seq": True}, "not_a_seq", "base_seq"),
    ({"base_seq": "1"}, "not_a_seq", "base_seq"),
    ({"base_seq": 1.0}, "not_a_seq", "base_seq"),
    ({"recorded_at": "yesterday"}, "not_an_instant", "recorded_at"),
    ({"recorded_at": "2026-11-20T10:00:00"}, "not_an_instant", "recorded_at"),
    ({"recorded_at": "2026-02-30T10:00:00Z"}, "not_an_instant", "recorded_at"),
    ({"recorded_at": 1763632800}, "not_an_instant", "recorded_at"),
    ({"recorded_at": "9999-12-31T23:59:59-12:00"}, "instant_out_of_range", "recorded_at"),
    ({"recorded_at": "0001-01-01T00:00:00+14:00"}, "instant_out_of_range", "recorded_at"),
    ({"time_zone": "Mars/Olympus"}, "unknown_time_zone", "time_zone"),
    ({"time_zone": "CET"}, "unknown_time_zone", "time_zone"),
    ({"time_zone": "../../etc/passwd"}, "unknown_time_zone", "time_zone"),
    ({"time_zone": 1}, "unknown_time_zone", "time_zone"),
    ({"time_zone": {}}, "unknown_time_zone", "time_zone"),
    ({"local_date": "2026-11-20"}, "unknown_field", "local_date"),
    ({"data": None}, "not_an_object", "data"),
    ({"data": []}, "not_an_object", "data"),
    # pain
    (pain(score=11), "score_out_of_range", "data.score"),
    (pain(score=-1), "score_out_of_range", "data.score"),
    (pain(score=10**15), "score_out_of_range", "data.score"),
    (pain(score=4.5), "not_a_whole_number", "data.score"),
    (pain(score="4"), "not_a_whole_number", "data.score"),
    (pain(score=True), "not_a_whole_number", "data.score"),
    (pain(score=None), "not_a_whole_number", "data.score"),
    ({"data": {"moment": "now"}}, "missing", "data.score"),
    ({"data": {"score": 4}}, "missing", "data.moment"),
    (pain(moment="today"), "unknown_word", "data.moment"),
    (pain(moment=None), "unknown_word", "data.moment"),
    (pain(mood="low"), "unknown_field", "data.mood"),
    (pain(sites={}), "not_a_list", "data.sites"),
    (pain(sites=[7]), "not_an_object", "data.sites.0"),
    (pain(sites=[{**SITE, "foot": "both"}]), "unknown_word", "data.sites.0.foot"),
    (pain(sites=[{**SITE, "surface": "side"}]), "unknown_word", "data.sites.0.surface"),
    (pain(sites=[SITE, {**SITE, "region": "web_5"}]), "unknown_word", "data.sites.1.region"),
    (pain(sites=[{**SITE, "score": 11}]), "score_out_of_range", "data.sites.0.score"),
    (pain(sites=[{"foot": "left"}]), "missing", "data.sites.0.surface"),
    (pain(sites=[SITE, {**SITE, "score": 2}]), "told_twice", "data.sites.1"),
    (pain(sites=[SITE] * 65), "too_many", "data.sites"),
    (pain(qualities=["sharp", "dull"]), "unknown_word", "data.qualities.1"),
    (pain(qualities=["sharp", "sharp"]), "told_twice", "data.qualities.1"),
    (pain(qualities="sharp"), "not_a_list", "data.qualities"),
    (pain(aggravators=["sitting"]), "unknown_word", "data.aggravators.0"),
    (pain(aggravators=[["walking"]]), "unknown_word", "data.aggravators.0"),
    (pain(at_rest="no"), "not_yes_or_no", "data.at_rest"),
    (pain(at_rest=0), "not_yes_or_no", "data.at_rest"),
    (pain(session_id="last"), "not_an_id", "data.session_id"),
    (pain(note=LONG), "too_long", "data.note"),
    (pain(note=7), "not_text", "data.note"),
    (pain(note="a\x00b"), "unreadable_text", "data.note"),
    (pain(note="cut \ud83d"), "unreadable_text", "data.note"),
    # session
    ({"kind": "session", "data": {}}, "missing", "data.started_at"),
    (work(assignment_id=7), "not_an_id", "data.assignment_id"),
    (work(version=0), "out_of_range", "data.version"),
    (work(version=False), "not_a_whole_number", "data.version"),
    (work(started_at="10:00"), "not_an_instant", "data.started_at"),
    (work(finished_at=None), "not_an_instant", "data.finished_at"),
    (work(finished_at="1666-09-02T00:00:00Z"), "instant_out_of_range", "data.finished_at"),
    (work(pain_before=11), "score_out_of_range", "data.pain_before"),
    (work(pain_worst=-1), "score_out_of_range", "data.pain_worst"),
    (work(pain_after="3"), "not_a_whole_number", "data.pain_after"),
    (work(effort=11), "out_of_range", "data.effort"),
    (work(note=LONG), "too_long", "data.note"),
    (work(mood=1), "unknown_field", "data.mood"),
    (work(steps=None), "not_a_list", "data.steps"),
    (work(steps=[STEP, STEP]), "told_twice", "data.steps.1"),
    (work(steps=[STEP] * 61), "too_many", "data.steps"),
    (step(step_id="first"), "not_an_id", "data.steps.0.step_id"),
    (step(pain=11), "score_out_of_range", "data.steps.0.pain"),
    (step(skipped="lazy"), "unknown_word", "data.steps.0.skipped"),
    (step(sets={}), "not_a_list", "data.steps.0.sets"),
    (step(sets=[A_SET] * 61), "too_many", "data.steps.0.sets"),
    (step(weight=5), "unknown_field", "data.steps.0.weight"),
    (one_set(side="middle"), "unknown_word", "data.steps.0.sets.0.side"),
    (one_set(reps=-1), "out_of_range", "data.steps.0.sets.0.reps"),
    (one_set(reps=True), "not_a_whole_number", "data.steps.0.sets.0.reps"),
    (one_set(seconds=86_401), "out_of_range", "data.steps.0.sets.0.seconds"),
    (one_set(load=5), "unknown_field", "data.steps.0.sets.0.load"),
    # foot check
    (look(findings=[]), "empty", "data.findings"),
    (look(findings=["itch"]), "unknown_word", "data.findings.0"),
    (look(findings=["none", "warm"]), "none_stands_alone", "data.findings"),
    (look(findings=["warm", "warm"]), "told_twice", "data.findings.1"),
    (look(note=LONG), "too_long", "data.note"),
    ({"kind": "foot_check", "data": {}}, "missing", "data.findings"),
]
MISSING = ("change_id", "entry_id", "kind", "action", "schema", "recorded_at", "time_zone", "data")


def wrong_changes() -> list[Any]:
    """Every wrong change with its code and field, as parameters of a test."""
    told: list[tuple[Any, str, str]] = [(change(**wrong), code, field) for wrong, code, field in WRONG]
    for name in MISSING:
        whole = change()
        del whole[name]
        told.append((whole, "missing", name))
    told += [(7, "not_an_object", ""), ("put", "not_an_object", ""), (None, "not_an_object", "")]
    return [pytest.param(*each, id=f"{place} {each[1]} {each[2]}") for place, each in enumerate(told)]
