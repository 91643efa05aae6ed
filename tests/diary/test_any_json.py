"""Whatever JSON comes in, the answer is a verdict or a problem, never a fault of the server."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diary.models import Change, DiaryHead, Entry
from tests.diary.telling import CHANGES, PHONE, change, session

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\x00", "\ud800", "a\udfffb", "9" * 400, "2026-11-20T10:00:00Z", "Europe/Madrid"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@st.composite
def nearly_right(draw: st.DrawFn) -> Any:
    """A right change with one value somewhere inside replaced by anything."""
    kind = draw(st.sampled_from(["pain", "session", "foot_check"]))
    data = {
        "pain": {"score": 4, "moment": "now", "sites": [{"foot": "left"}], "note": ""},
        "session": session(of_steps=2, of_sets=2),
        "foot_check": {"findings": ["none"], "note": ""},
    }[kind]
    told: Any = change(kind=kind, data=data)
    place = told
    while isinstance(place, dict | list) and place:
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            place[key] = draw(ANYTHING)
            return told
        place = inner
    return told


BODIES = ANYTHING | st.fixed_dictionaries(
    {"device_id": st.just(str(PHONE)) | ANYTHING, "changes": st.lists(nearly_right() | ANYTHING, max_size=4)},
    optional={"epoch": ANYTHING},
)


@pytest.fixture
def post(phone):
    def post_bytes(body: bytes):
        return phone.client.generic("POST", CHANGES, body, content_type="application/json")

    return post_bytes


def assert_well_answered(answer):
    assert answer.status_code in (200, 400, 413)
    if answer.status_code == 200:
        refused = [told for told in answer.json()["verdicts"] if told["verdict"] == "refused"]
        assert all(told["problem"]["detail"] for told in refused)
    else:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES)
def test_sync_answers_any_json(post, body):
    assert_well_answered(post(json.dumps(body).encode()))
    head = sum(DiaryHead.objects.values_list("seq", flat=True))
    assert Entry.objects.count() <= head
    assert Change.objects.count() >= Entry.objects.count()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200))
def test_sync_answers_any_bytes(post, body):
    assert_well_answered(post(body))
