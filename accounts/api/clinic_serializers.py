"""Serializers of a clinic's staff."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import WORK_ROLES, ClinicOut
from accounts.queries.memberships import membership_state
from accounts.rules.invitation import InvitationState, masked
from common.phone import LONGEST, is_callable
from common.serializers import AddressField, NameField, ResponseSerializer, StrictSerializer

STATES = [word.value for word in InvitationState]


class ClinicSettingsIn(StrictSerializer):
    """What a manager says of the clinic; what is left out stays."""

    name = NameField(max_length=120, required=False)
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


class ClinicSettingsOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    urgent_help = serializers.CharField()
    phone = serializers.CharField()


class MemberIn(StrictSerializer):
    email = AddressField()
    name = NameField(max_length=120, help_text="How the letter greets them.")
    role = serializers.ChoiceField(WORK_ROLES)


class MemberOut(ResponseSerializer):
    id = serializers.UUIDField(help_text="Of this role of this person here, not of the person.")
    person = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    role = serializers.ChoiceField(WORK_ROLES)
    created_at = serializers.DateTimeField()


class TherapistOut(ResponseSerializer):
    id = serializers.UUIDField(source="user_id", help_text="Of the person.")
    name = serializers.CharField(source="user.name")


class UntreatedPatientOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")


class MemberInvitationOut(ResponseSerializer):
    """An invitation as the clinic's managers see it: as they wrote it, with or without an account."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    role = serializers.ChoiceField(WORK_ROLES)
    state = serializers.SerializerMethodField()
    invited_by = serializers.CharField(source="invited_by.name", allow_null=True, default=None)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    letter_returned = serializers.SerializerMethodField(help_text="There is no such mailbox.")

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, invitation: Any) -> str:
        return membership_state(invitation, self.context["now"]).value

    def get_letter_returned(self, invitation: Any) -> bool:
        return invitation.returned_at is not None


class OwnMemberInvitationOut(ResponseSerializer):
    """An invitation as the invited person sees it."""

    id = serializers.UUIDField()
    clinic = ClinicOut()
    role = serializers.ChoiceField(WORK_ROLES)
    invited_by = serializers.CharField(source="invited_by.name", allow_null=True, default=None)
    expires_at = serializers.DateTimeField()


class MembershipFactsOut(ResponseSerializer):
    """What the holder of a link may know; of a closed one only which clinic it was."""

    clinic = serializers.CharField(source="clinic.name")
    role = serializers.ChoiceField(WORK_ROLES)
    email_masked = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()
    state = serializers.SerializerMethodField()

    def get_email_masked(self, invitation: Any) -> str:
        open_still = membership_state(invitation, self.context["now"]) is InvitationState.OPEN
        return masked(invitation.email) if open_still else ""

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, invitation: Any) -> str:
        return membership_state(invitation, self.context["now"]).value
