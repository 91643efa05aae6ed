"""The shapes of a clinic's staff at the door."""

from rest_framework import serializers

from accounts.api.serializers import WORK_ROLES
from accounts.api.shapes import Shape, Strict


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
