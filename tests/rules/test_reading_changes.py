"""Reading one change strictly, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.api.wording import SENTENCES
from diary.rules.change import MalformedEnvelope, read_change, read_envelope
from diary.rules.fields import Problem
from diary.rules.pain import AGGRAVATORS, FEET, QUALITIES, REGIONS, SURFACES, Moment
from tests.diary.refusals import wrong_changes
from tests.diary.telling import PHONE, batch, change, session


def problem_of(told: object) -> Problem | None:
    try:
        read_change(told, PHONE)
    except Problem as found:
        return found
    return None


@pytest.mark.parametrize(("told", "code", "field"), wrong_changes())
def test_change_parser_refuses_what_is_wrong_and_names_the_field(told, code, field):
    problem = problem_of(told)
    assert problem is not None
    assert (problem.code, problem.field) == (code, field)
    assert problem.code in SENTENCES


@pytest.mark.parametrize("score", range(11))
def test_change_parser_accepts_every_score_from_0_to_10(score):
    data = {"score": score, "moment": "now"}
    assert read_change(change(data=data), PHONE).data == data


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (
            "pain",
            {
                "score": 0,
                "moment": "next_morning",
                "sites": [{"foot": "left", "surface": "sole", "region": "heel", "score": None}],
                "qualities": [],
                "aggravators": list(AGGRAVATORS),
                "at_rest": None,
                "session_id": None,
                "note": None,
            },
        ),
        ("session", session(of_steps=8, of_sets=3)),
        ("session", session(assignment_id=None, version=None, effort=None, note=None, of_steps=0)),
        ("session", {**session(), "finished_at": "2026-11-20T09:00:00+01:00"}),
        ("foot_check", {"findings": ["blister", "warm"], "note": "x" * 2000}),
        ("foot_check", {"findings": ["none"]}),
    ],
)
def test_change_parser_keeps_content_unchanged(kind, data):
    assert read_change(change(kind=kind, data=data), PHONE).data == data


def test_change_parser_keeps_pain_everywhere_on_both_feet():
    places = [{"foot": f, "surface": s, "region": r} for f in FEET for s in SURFACES for r in REGIONS]
    data = {"score": 4, "moment": "now", "sites": places}
    assert len(places) == 64
    assert read_change(change(data=data), PHONE).data == data


def test_change_parser_lets_a_delete_come_without_data():
    told = change(action="delete")
    del told["data"]
    assert read_change(told, PHONE).data is None
    assert read_change({**told, "data": {"any": "thing"}}, PHONE).data is None


PAINS = st.fixed_dictionaries(
    {"score": st.integers(0, 10), "moment": st.sampled_from([moment.value for moment in Moment])},
    optional={
        "sites": st.lists(
            st.fixed_dictionaries(
                {
                    "foot": st.sampled_from(FEET),
                    "surface": st.sampled_from(SURFACES),
                    "region": st.sampled_from(REGIONS),
                },
                optional={"score": st.none() | st.integers(0, 10)},
            ),
            unique_by=lambda site: (site["foot"], site["surface"], site["region"]),
        ),
        "qualities": st.lists(st.sampled_from(QUALITIES), unique=True),
        "aggravators": st.lists(st.sampled_from(AGGRAVATORS), unique=True),
        "at_rest": st.none() | st.booleans(),
        "session_id": st.none() | st.uuids().map(str),
        "note": st.none()
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=2000).filter(
            lambda text: "\x00" not in text
        ),
    },
)


@given(PAINS)
def test_change_parser_accepts_every_pain_entry_of_the_contract(data):
    assert read_change(change(data=data), PHONE).data == data


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(sorted(change()))


@given(st.dictionaries(NAMES | st.text(max_size=6), ANYTHING), st.booleans())
def test_change_parser_turns_any_json_into_a_change_or_a_problem(odd, on_top):
    told = {**change(), **odd} if on_top else odd
    problem = problem_of(told)
    assert problem is None or problem.code in SENTENCES


@given(ANYTHING, st.sampled_from(["pain", "session", "foot_check"]))
def test_change_parser_turns_any_data_into_a_change_or_a_problem(value, kind):
    whole = {
        "pain": {"score": 4, "moment": "now"},
        "session": session(),
        "foot_check": {"findings": ["none"]},
    }
    for field in whole[kind]:
        problem = problem_of(change(kind=kind, data={**whole[kind], field: value}))
        assert problem is None or problem.field.startswith(f"data.{field}")


def test_change_parser_names_every_fault_of_an_envelope():
    with pytest.raises(MalformedEnvelope) as refused:
        read_envelope({"device_id": 1, "epoch": 2, "changes": 3})
    assert {problem.field: problem.code for problem in refused.value.problems} == {
        "device_id": "not_an_id",
        "epoch": "not_text",
        "changes": "not_a_list",
    }


def test_change_parser_accepts_200_changes_at_once_and_no_more():
    assert len(read_envelope(batch(*range(200))).changes) == 200
    with pytest.raises(MalformedEnvelope) as refused:
        read_envelope(batch(*range(201)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.field, problem.limits) == ("too_many", "changes", {"most": 200})
