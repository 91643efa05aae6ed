"""Serializers of invitations and of care."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts import queries
from accounts.api.serializers import FEET, LanguageField, ZoneField
from accounts.rules.invitation import InvitationState, masked
from common.serializers import AddressField, NameField, ResponseSerializer, StrictSerializer

STATES = [word.value for word in InvitationState if word is not InvitationState.DECLINED]


class ConditionField(serializers.SlugField):
    """A condition's slug. Which ones there are is known in a layer above: the serializer's context holds
    `is_condition`, a function of a slug.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)

    def run_validation(self, data: Any = serializers.empty) -> str:
        slug: str = super().run_validation(data)  # nobody is asked about what is no slug, such as a NUL
        if not self.context["is_condition"](slug):
            raise serializers.ValidationError(_("There is no such condition. GET /conditions/ lists them."))
        return slug


class InvitationIn(StrictSerializer):
    email = AddressField()
    name = NameField(max_length=120)
    condition = ConditionField()
    foot = serializers.ChoiceField(FEET)
    language = LanguageField(required=False)
    time_zone = ZoneField(required=False)
    message = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    clinic = serializers.UUIDField(required=False, help_text="Needed of those who work in several clinics.")


_OF_THE_INVITED = ("email", "name", "condition", "foot", "qr_svg_url", "link")


class InvitationOut(ResponseSerializer):
    """`email`, `name`, `condition`, `foot` and the links are null for managers who neither sent it nor treat
    that person: they know its state only.
    """

    id = serializers.UUIDField()
    email = serializers.EmailField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    condition = serializers.SlugField(allow_null=True)
    foot = serializers.ChoiceField(FEET, allow_null=True)
    clinic = serializers.CharField(source="clinic.name")
    invited_by = serializers.CharField(
        source="invited_by.name", allow_null=True, default=None, help_text="Null: they left the clinic."
    )
    state = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    letter_returned = serializers.SerializerMethodField(help_text="There is no such mailbox.")
    qr_svg_url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, invitation: Any) -> str:
        return queries.state_of(invitation, self.context["now"]).value

    def get_letter_returned(self, invitation: Any) -> bool:
        return invitation.returned_at is not None

    def get_qr_svg_url(self, invitation: Any) -> str | None:
        return reverse("invitation-qr", args=[invitation.pk])

    def to_representation(self, instance: Any) -> dict[str, Any]:
        told = super().to_representation(instance)
        return (
            told if instance.is_told else {**told, **{name: None for name in _OF_THE_INVITED if name in told}}
        )


class SentInvitationOut(InvitationOut):
    link = serializers.SerializerMethodField(
        help_text="For a screen: whoever opens it accepts with a code that is mailed to the invited address."
    )

    def get_link(self, invitation: Any) -> str | None:
        return queries.shown_link_of(invitation)


class InvitationFactsOut(ResponseSerializer):
    """What the holder of a link may know; of a closed invitation only where it came from."""

    clinic = serializers.CharField(source="clinic.name")
    therapist = serializers.CharField(
        source="invited_by.name", allow_null=True, default=None, help_text="Null: they left the clinic."
    )
    name = serializers.SerializerMethodField()
    email_masked = serializers.SerializerMethodField()
    condition = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()
    state = serializers.SerializerMethodField()
    needs_code = serializers.SerializerMethodField(
        help_text="A newcomer accepts with a code: POST /invitations/{token}/code/ mails it."
    )

    def get_needs_code(self, invitation: Any) -> bool:
        return self._open(invitation) and not queries.proves_mailbox(invitation, self.context["token"])

    def get_name(self, invitation: Any) -> str:
        return invitation.name if self._open(invitation) else ""

    def get_email_masked(self, invitation: Any) -> str:
        return masked(invitation.email) if self._open(invitation) else ""

    def get_condition(self, invitation: Any) -> str | None:
        return invitation.condition if self._open(invitation) else None

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, invitation: Any) -> str:
        return queries.state_of(invitation, self.context["now"]).value

    def _open(self, invitation: Any) -> bool:
        return queries.state_of(invitation, self.context["now"]) is InvitationState.OPEN


class AcceptanceIn(StrictSerializer):
    time_zone = ZoneField(required=False, help_text="The zone of the person's own device.")
    code = serializers.CharField(
        max_length=40, required=False, help_text="From the mail, where the link needs one."
    )


class EndOfCareIn(StrictSerializer):
    ended_on = serializers.DateField(required=False, help_text="Today unless given; never in the future.")


class EndedEpisodeOut(ResponseSerializer):
    id = serializers.UUIDField()
    condition = serializers.SlugField()
    started_on = serializers.DateField()
    ended_on = serializers.DateField()


class AccessRecordOut(ResponseSerializer):
    id = serializers.UUIDField()
    staff = serializers.SerializerMethodField(help_text="Null: they are gone.")
    clinic = serializers.CharField(source="clinic_name", allow_null=True, default=None)
    door = serializers.CharField(source="purpose")
    looked_at = serializers.DateTimeField(source="at")

    def get_staff(self, row: Any) -> str | None:
        if row.staff_name is None:
            return None
        return row.staff_name or str(_("A member of staff who gave no name"))
