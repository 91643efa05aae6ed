"""Serializers of push subscriptions."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.serializers import NameField, ResponseSerializer, StrictSerializer
from notifications.rules.encryption import auth_secret, base64, device_key, unbase64
from notifications.rules.push_answers import PushOutcome
from notifications.rules.push_services import LONGEST_ENDPOINT, NotAPushService, PushServices

PUSH_OUTCOMES = [word.value for word in PushOutcome]


class PushKeyOut(ResponseSerializer):
    """The key that a browser subscribes with (`applicationServerKey`); null: push is not set up here."""

    public_key = serializers.CharField(allow_null=True)


class EndpointField(serializers.CharField):
    """An https address at a push service that this server talks to."""

    def to_internal_value(self, data: Any) -> str:
        endpoint = super().to_internal_value(data)
        try:
            PushServices(settings.PUSH_SERVICES).server_of(endpoint)
        except NotAPushService:
            raise serializers.ValidationError(
                _("This is not the address of a push service that we know. Nothing was changed.")
            ) from None
        return endpoint


class _KeyField(serializers.CharField):
    """A key as base64url; kept without padding."""

    said: Any = ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            self.read(text)
            return base64(unbase64(text))
        except ValueError:  # also text that is not ASCII
            raise serializers.ValidationError(self.said) from None


class DeviceKeyField(_KeyField):
    """The browser's public key."""

    said = _("This is not a public key on P-256: 65 bytes as base64url.")

    def read(self, text: str) -> Any:
        return device_key(text)


class AuthField(_KeyField):
    """The authentication secret."""

    said = _("This is not an authentication secret: 16 bytes as base64url.")

    def read(self, text: str) -> Any:
        return auth_secret(text)


class PushKeysIn(StrictSerializer):
    p256dh = DeviceKeyField(max_length=120)
    auth = AuthField(max_length=40)


class PushSubscriptionIn(StrictSerializer):
    """The result of `PushSubscription.toJSON()`, and the person's name for the device."""

    endpoint = EndpointField(max_length=LONGEST_ENDPOINT)
    keys = PushKeysIn()
    expirationTime = serializers.FloatField(  # noqa: N815 - the W3C's name
        required=False, allow_null=True, help_text="Not needed: the push service says when it is over."
    )
    device = NameField(max_length=120, required=False, allow_blank=True)


class PushEndpointIn(StrictSerializer):
    """Which browser: the result of `PushSubscription.toJSON()`, or its endpoint alone."""

    endpoint = serializers.CharField(max_length=LONGEST_ENDPOINT)
    keys = serializers.JSONField(required=False)
    expirationTime = serializers.FloatField(required=False, allow_null=True)  # noqa: N815 - the W3C's name


class PushSubscriptionOut(ResponseSerializer):
    """One device. A closed one never gets a push again: `gone` means to subscribe again in the browser."""

    id = serializers.UUIDField()
    endpoint = serializers.CharField()
    device = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    last_ok_at = serializers.DateTimeField(allow_null=True)
    last_problem = serializers.CharField(allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    close_reason = serializers.CharField(allow_blank=True)


class PushTestOut(ResponseSerializer):
    """The answer of the push service: `status` is its HTTP status, null if it did not answer."""

    outcome = serializers.ChoiceField(PUSH_OUTCOMES)
    status = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField()
