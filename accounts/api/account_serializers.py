"""The shape of an account that is taken along."""

from rest_framework import serializers

from accounts.api.invitation_serializers import AccessRecordOut
from accounts.api.serializers import FEET, WORK_ROLES, ClinicOut, RiskOut, TokenOut
from accounts.rules.roles import Fact
from common.serializers import ResponseSerializer


class PersonRecordOut(ResponseSerializer):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    time_zone = serializers.CharField()
    language = serializers.CharField()
    created_at = serializers.DateTimeField()


class WorkRecordOut(ResponseSerializer):
    clinic = ClinicOut()
    role = serializers.ChoiceField(WORK_ROLES)
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class PatientRecordOut(ResponseSerializer):
    id = serializers.UUIDField()
    foot = serializers.ChoiceField(FEET, allow_null=True)
    risk = RiskOut(source="*")
    intake_at = serializers.DateTimeField(allow_null=True)


class TeamRecordOut(ResponseSerializer):
    name = serializers.CharField(source="user.name")
    from_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class EpisodeRecordOut(ResponseSerializer):
    id = serializers.UUIDField()
    condition = serializers.SlugField()
    foot = serializers.ChoiceField(FEET, allow_null=True, help_text="Of ended care; else see `patient`.")
    clinic = ClinicOut(allow_null=True)
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    team = TeamRecordOut(many=True)


class RecordChangeOut(ResponseSerializer):
    """A correction of the record; `before` null was not known before."""

    fact = serializers.ChoiceField([fact.value for fact in Fact])
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField()
    by = serializers.CharField(source="changed_by.name", default=None, allow_null=True)
    at = serializers.DateTimeField(source="changed_at")


class TokenRecordOut(TokenOut):
    revoked_at = serializers.DateTimeField(allow_null=True)


class AccountOut(ResponseSerializer):
    person = PersonRecordOut(source="user")
    patient = PatientRecordOut(allow_null=True)
    work = WorkRecordOut(many=True)
    episodes = EpisodeRecordOut(many=True)
    tokens = TokenRecordOut(many=True)
    access = AccessRecordOut(many=True)
    changes = RecordChangeOut(many=True)
