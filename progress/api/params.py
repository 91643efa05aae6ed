"""Query parameters; an invalid one is refused by its name."""

import json
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.json_types import DayField
from progress.queries.caseload import CaseloadQuery
from progress.rules.caseload import ATTENTION_FIRST, ORDERINGS, Ordering, Place
from progress.rules.flagging import FlagState

DEFAULT_DAYS = 28
LONGEST_DAYS = 400
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class CaseloadParams(serializers.Serializer[Any]):
    search = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=120,
        help_text="A part of the name or e-mail.",
    )
    ordering = serializers.ChoiceField(
        [sign + word for word in ORDERINGS for sign in ("", "-")],
        default=ATTENTION_FIRST,
        help_text="A minus turns the order. Patients without a value come last.",
    )
    flagged = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only with, or only without, open flags."
    )
    limit = serializers.IntegerField(min_value=1, max_value=200, default=50)
    cursor = serializers.CharField(required=False, max_length=1000, help_text="From `next` or `previous`.")

    def validate_cursor(self, value: str) -> tuple[str, Place]:
        try:
            direction, blank, number, name, key = json.loads(_seal().decrypt(value.encode()))
        except InvalidToken:
            message = _("This page is not known. Start again from the first one.")
            raise serializers.ValidationError(message) from None
        return direction, (blank, number, name, key)

    def query(self) -> CaseloadQuery:
        """The validated query."""
        told = self.validated_data
        direction, place = told.get("cursor", (None, None))
        return CaseloadQuery(
            ordering=Ordering.named(told["ordering"]),
            limit=told["limit"],
            search=told.get("search", ""),
            flagged=told["flagged"],
            after=place if direction == "after" else None,
            before=place if direction == "before" else None,
        )


def cursor(direction: str, place: Place) -> str:
    """The signed cursor of the page after or before a place. It holds a name, and URLs are logged."""
    return _seal().encrypt(json.dumps([direction, *place]).encode()).decode()


def _seal() -> Fernet:
    return Fernet(
        urlsafe_b64encode(
            blake2b(force_bytes(settings.SECRET_KEY), digest_size=32, person=b"cursor").digest()
        )
    )


class FlagParams(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        [word.value for word in FlagState], required=False, help_text="A snoozed one is acknowledged."
    )
    patient = serializers.UUIDField(required=False)


class NearDayField(DayField):
    """A date of this century, so that no arithmetic with it can leave the calendar."""

    def to_internal_value(self, value: Any) -> date:
        on = super().to_internal_value(value)
        if not FIRST_DAY <= on <= LAST_DAY:
            raise serializers.ValidationError(_("Give a date from 2000-01-01 to 2100-12-31."))
        return on


class WindowParams(serializers.Serializer[Any]):
    to = NearDayField(required=False, help_text="Today, unless given.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["from"] = NearDayField(required=False, help_text="27 days before `to`, unless given.")
        return fields

    def window(self, today: date) -> tuple[date, date]:
        """The requested first and last day. Raises ValidationError if they are no window of 400 days."""
        to_on = self.validated_data.get("to", today)
        from_on = self.validated_data.get("from", to_on - timedelta(days=DEFAULT_DAYS - 1))
        if from_on > to_on:
            raise serializers.ValidationError({"from": [_("The first day must not be after the last.")]})
        if (to_on - from_on).days >= LONGEST_DAYS:
            raise serializers.ValidationError({"from": [_("Ask for at most 400 days at a time.")]})
        return from_on, to_on
