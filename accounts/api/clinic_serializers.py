"""The shapes of a clinic's staff at the door."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.serializers import WORK_ROLES
from accounts.api.shapes import Shape, Strict
from common.phone import LONGEST, is_callable


class ClinicSettingsIn(Strict):
    """What a manager says of the clinic; what is left out stays."""

    name = serializers.CharField(max_length=120, required=False)
    urgent_help = serializers.CharField(
        max_length=1000,
        required=False,
        allow_blank=True,
        help_text="What to do and whom to call when it is urgent, in the clinic's own words.",
    )
    phone = serializers.CharField(
        max_length=LONGEST, required=False, allow_blank=True, help_text="Patients call it by one tap."
    )

    def validate_phone(self, number: str) -> str:
        if number and not is_callable(number):
            raise serializers.ValidationError(
                _("Give a number that a telephone can call, such as +34 910 000 000.")
            )
        return number


class ClinicSettingsOut(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    urgent_help = serializers.CharField()
    phone = serializers.CharField()


class MemberIn(Strict):
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=120, help_text="Kept only where the address has no account yet.")
    role = serializers.ChoiceField(WORK_ROLES)


class MemberOut(Shape):
    id = serializers.UUIDField(help_text="Of this role of this person here, not of the person.")
    person = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    role = serializers.ChoiceField(WORK_ROLES)
    created_at = serializers.DateTimeField()


class TherapistOut(Shape):
    id = serializers.UUIDField(source="user_id", help_text="Of the person.")
    name = serializers.CharField(source="user.name")
