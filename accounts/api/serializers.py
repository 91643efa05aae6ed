"""Serializers of people."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.rules.outgoing_mail import MailState
from accounts.rules.roles import Answer, Foot, Role, Scope
from accounts.services.tokens import DEFAULT_DAYS, LONGEST_DAYS
from common.serializers import AddressField, NameField, ResponseSerializer, StrictSerializer
from common.zones import current_name, is_zone

WORK_ROLES = [word.value for word in Role]
FEET = [word.value for word in Foot]
ANSWERS = [word.value for word in Answer]


class ZoneField(serializers.CharField):
    """An IANA time zone by its Region/City name; a former name is kept as today's."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=64, **options)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if not is_zone(name):
            raise serializers.ValidationError(
                _("Give a time zone by its Region/City name, such as Europe/Madrid.")
            )
        return current_name(name)


class LanguageField(serializers.ChoiceField):
    """A language that Footing speaks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[code for code, _name in settings.LANGUAGES], **options)


class RiskOut(ResponseSerializer):
    diabetes = serializers.ChoiceField(ANSWERS, allow_null=True)
    loss_of_feeling = serializers.ChoiceField(ANSWERS, allow_null=True)
    past_ulcer_or_amputation = serializers.ChoiceField(ANSWERS, allow_null=True)
    poor_circulation = serializers.ChoiceField(ANSWERS, allow_null=True)


class ClinicOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class OwnEpisodeOut(ResponseSerializer):
    id = serializers.UUIDField()
    condition = serializers.SlugField()
    clinic = ClinicOut(allow_null=True)
    started_on = serializers.DateField()


class OwnPatientOut(ResponseSerializer):
    id = serializers.UUIDField(source="patient.id")
    foot = serializers.ChoiceField(FEET, source="patient.foot", allow_null=True)
    intake_done = serializers.SerializerMethodField()
    risk = RiskOut(source="patient")
    episode = OwnEpisodeOut(allow_null=True)

    def get_intake_done(self, found: Any) -> bool:
        return found.patient.intake_at is not None


class WorkOut(ResponseSerializer):
    id = serializers.UUIDField(source="clinic_id")
    name = serializers.CharField(source="clinic_name")
    role = serializers.ChoiceField(WORK_ROLES)


class SecondFactorOut(ResponseSerializer):
    required = serializers.BooleanField()  # type: ignore[assignment]
    satisfied = serializers.BooleanField()


class MeOut(ResponseSerializer):
    id = serializers.UUIDField(source="user.id")
    email = serializers.EmailField(source="user.email")
    name = serializers.CharField(source="user.name")
    time_zone = serializers.CharField(source="user.time_zone")
    language = serializers.CharField(source="user.language")
    synthetic = serializers.BooleanField(source="user.synthetic")
    roles = serializers.SerializerMethodField()
    clinics = WorkOut(source="work", many=True)
    patient = serializers.SerializerMethodField()
    second_factor = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(["patient", *WORK_ROLES])))
    def get_roles(self, found: Any) -> list[str]:
        own = ["patient"] if found.patient else []
        return own + sorted({work.role.value for work in found.work}, reverse=True)

    @extend_schema_field(OwnPatientOut(allow_null=True))
    def get_patient(self, found: Any) -> dict[str, Any] | None:
        return dict(OwnPatientOut(found).data) if found.patient else None

    @extend_schema_field(SecondFactorOut)
    def get_second_factor(self, found: Any) -> dict[str, Any]:
        return dict(SecondFactorOut(self.context["second_factor"]).data)


class ProfileIn(StrictSerializer):
    name = NameField(max_length=120, required=False)
    time_zone = ZoneField(required=False)
    language = LanguageField(required=False)


class RiskIn(StrictSerializer):
    diabetes = serializers.ChoiceField(ANSWERS)
    loss_of_feeling = serializers.ChoiceField(ANSWERS)
    past_ulcer_or_amputation = serializers.ChoiceField(ANSWERS)
    poor_circulation = serializers.ChoiceField(ANSWERS)


class IntakeIn(StrictSerializer):
    foot = serializers.ChoiceField(FEET)
    risk = RiskIn()


class DemoPersonOut(ResponseSerializer):
    email = serializers.EmailField()
    name = serializers.CharField()
    role = serializers.ChoiceField(["patient", *WORK_ROLES])
    label = serializers.CharField()  # type: ignore[assignment]


class AppOut(ResponseSerializer):
    name = serializers.CharField()
    version = serializers.CharField()
    demo = serializers.BooleanField()
    signup_open = serializers.BooleanField()
    signed_in = serializers.BooleanField(help_text="Whether this browser has a session.")
    demo_people = DemoPersonOut(many=True)


class DemoSignInIn(StrictSerializer):
    email = AddressField()


class TokenOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    scope = serializers.ChoiceField([word.value for word in Scope])
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class MadeTokenOut(TokenOut):
    token = serializers.CharField(help_text="The plain token: shown this once, kept nowhere.")


class TokenIn(StrictSerializer):
    name = NameField(max_length=80)
    scope = serializers.ChoiceField([word.value for word in Scope], default=Scope.READ.value)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_DAYS, default=DEFAULT_DAYS)


class SignInMailOut(ResponseSerializer):
    """How the e-mail fares that this browser asked for."""

    state = serializers.ChoiceField(choices=["none", *MailState])
