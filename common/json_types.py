"""Strict JSON types. REST framework takes more: "10" and "١٠" for 10, "yes" for true, 5 for "5"."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from rest_framework import serializers

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_day(told: Any) -> bool:
    """Whether `value` is written YYYY-MM-DD; REST framework reads 20261130 and 2026-W49-1 as well."""
    return isinstance(told, str) and _DAY.fullmatch(told) is not None


def _is_whole(told: Any) -> bool:
    return isinstance(told, int) and not isinstance(told, bool)


_TAKES: list[tuple[type[serializers.Field[Any, Any, Any, Any]], Callable[[Any], bool]]] = [
    (serializers.BooleanField, lambda told: isinstance(told, bool)),
    (serializers.IntegerField, _is_whole),
    (serializers.FloatField, lambda told: isinstance(told, float) or _is_whole(told)),
    (serializers.DateField, is_day),
    (serializers.CharField, lambda told: isinstance(told, str)),
]


def misfits(told: Iterable[tuple[Any, Any, Any]]) -> dict[Any, Any]:
    """The values of a wrong type among `(name, field, value)`: the field's own message by name, for a list by
    index. Null is left to the field.
    """
    found = ((name, _misfit(field, value)) for name, field, value in told)
    return {name: wrong for name, wrong in found if wrong}


def _misfit(field: Any, told: Any) -> Any:
    if isinstance(field, serializers.ListField) and isinstance(told, list):
        return misfits((place, field.child, each) for place, each in enumerate(told))
    if told is None or all(takes(told) for kind, takes in _TAKES if isinstance(field, kind)):
        return None
    return [field.error_messages["invalid"].format(format="YYYY-MM-DD")]


class DayField(serializers.DateField):
    """A date YYYY-MM-DD, as strict in a query as in a body."""

    def to_internal_value(self, value: Any) -> date:
        if not is_day(value):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)
