"""Answers are the same JSON that REST framework writes."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from rest_framework.renderers import JSONRenderer

from common.rendering import JsonAnswer

ID = UUID("018f0000-0000-7000-8000-000000000000")


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"name": "Łukasz \u2028 <b>\u2029", "share": 0.1, "none": None, "yes": True},
        [ID, date(2026, 11, 30), datetime(2026, 11, 30, 9, 0, 0, 120000, UTC), Decimal("4.50")],
        {1: "a number for a name", "deep": [[], {}, ("a", "b")]},
        {"beyond": 2**70},
        {"lone": "\ud800"},
    ],
)
def test_json_renderer_writes_what_rest_framework_writes(data):
    try:
        expected = JSONRenderer().render(data)
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            JsonAnswer().render(data)
    else:
        assert JsonAnswer().render(data) == expected


def test_json_renderer_indents_where_a_program_asks_for_it():
    told = JsonAnswer().render({"a": 1}, "application/json; indent=4")
    assert told == json.dumps({"a": 1}, indent=4).encode()
