"""Bodies of requests: a value of another JSON type is refused by the field's name, not guessed at."""

from io import BytesIO
from typing import Any

import pytest
from rest_framework import serializers

from common.json_types import DayField
from common.parsers import HEARD_OUT, read_body
from common.problems import Refused, too_large
from common.serializers import StrictSerializer
from tests.refusals import fields_at_fault, refusal


class Inner(StrictSerializer):
    reps = serializers.IntegerField(required=False, allow_null=True, min_value=1)


class Body(StrictSerializer):
    name = serializers.CharField(required=False, allow_null=True)
    on = serializers.BooleanField(required=False)
    share = serializers.FloatField(required=False)
    starts_on = serializers.DateField(required=False)
    days = serializers.ListField(child=serializers.IntegerField(), required=False)
    steps = serializers.ListField(child=Inner(), required=False)


def read(body: dict[str, Any]) -> Any:
    form = Body(data=body)
    form.is_valid(raise_exception=True)
    return form.validated_data


@pytest.mark.parametrize(
    "body",
    [
        {"name": "5", "on": False, "share": 1, "days": [1, 2], "steps": [{"reps": 3}, {"reps": None}]},
        {"name": None, "share": 0.5, "days": [], "steps": []},
        {},
    ],
)
def test_request_body_accepts_what_the_contract_says(body):
    assert read(body) == body


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"name": 5}, {"name": ["Not a valid string."]}),
        ({"name": True}, {"name": ["Not a valid string."]}),
        ({"on": 1}, {"on": ["Must be a valid boolean."]}),
        ({"on": "yes"}, {"on": ["Must be a valid boolean."]}),
        ({"share": "0.5"}, {"share": ["A valid number is required."]}),
        ({"share": True}, {"share": ["A valid number is required."]}),
        ({"days": [1, "2"]}, {"days": {1: ["A valid integer is required."]}}),
        ({"days": ["\u0663"]}, {"days": {0: ["A valid integer is required."]}}),
        ({"days": [1.0]}, {"days": {0: ["A valid integer is required."]}}),
        ({"steps": [{}, {"reps": "3"}]}, {"steps": {1: {"reps": ["A valid integer is required."]}}}),
    ],
)
def test_request_body_refuses_another_type_by_the_fields_name(body, wrong):
    with pytest.raises(serializers.ValidationError) as refused:
        read(body)
    assert refused.value.detail == wrong


ODD_DAYS = ["20261130", "2026-W49-1", "2026-11-3", "\u0662\u0660\u0662\u0666-11-30", "2026-11-30T00:00:00Z"]


@pytest.mark.parametrize("told", [*ODD_DAYS, 20261130, True])
def test_request_body_reads_a_date_in_one_way_only(told):
    said = ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]
    with pytest.raises(serializers.ValidationError) as refused:
        DayField().run_validation(told)
    assert refused.value.detail == said
    with pytest.raises(serializers.ValidationError) as refused:
        read({"starts_on": told})
    assert refused.value.detail == {"starts_on": said}


@pytest.mark.parametrize("told", ODD_DAYS)
@pytest.mark.parametrize("door", ["progress", "diary"])
def test_request_body_reads_a_date_in_a_query_as_strictly(cast, client_of, door, told):
    answer = client_of(cast.ana).get(f"/api/v1/patients/me/{door}/", {"from": told})
    assert fields_at_fault(answer) == ["from"]


def test_request_body_accepts_no_text_for_a_number_and_no_number_for_a_text(cast, client_of):
    tess = client_of(cast.tess)
    step = {"exercise": "toe-curls", "sets": "2", "reps": 10}
    answer = tess.post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", {"steps": [step]})
    assert fields_at_fault(answer) == ["steps.0.sets"]
    answer = tess.patch("/api/v1/notification-settings/", {"weekly_day": "1", "push": "no"})
    assert fields_at_fault(answer) == ["push", "weekly_day"]
    assert refusal(tess.patch("/api/v1/me/", {"name": 5})) == (400, "invalid")


def test_request_body_of_the_largest_size_is_read():
    assert read_body(BytesIO(b"x" * 10), 10, too_large) == b"x" * 10


def test_larger_request_body_is_read_before_it_is_refused():
    body = BytesIO(b"x" * 500_000)
    with pytest.raises(Refused, match="10 bytes"):
        read_body(body, 10, too_large)
    assert body.read() == b""


def test_request_body_is_not_read_without_end():
    body = BytesIO(b"x" * (HEARD_OUT + 1_000_000))
    with pytest.raises(Refused):
        read_body(body, 10, too_large)
    assert HEARD_OUT <= body.tell() < HEARD_OUT + 100_000
