"""Endpoints of web push: the key to subscribe with, a person's devices, and a test push."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.limiting import Throttle
from accounts.api.requests import PersonRequest
from accounts.rules.limits import Limit
from common import clock
from common.paging import CursorPages
from common.problems import Refused
from notifications.api.push_serializers import (
    PushEndpointIn,
    PushKeyOut,
    PushSubscriptionIn,
    PushSubscriptionOut,
    PushTestOut,
)
from notifications.queries.subscriptions import UnknownSubscription, subscriptions_of
from notifications.rules.push_answers import PushOutcome
from notifications.rules.vapid import public_key, read_key
from notifications.services import subscriptions

PUSH_TESTS = Limit("push tests of one person", 20, timedelta(minutes=3))


class PushKeyView(APIView):
    """The public half of the key that messages are signed with."""

    @extend_schema(operation_id="push_key", responses=PushKeyOut)
    def get(self, request: PersonRequest) -> Response:
        """The `applicationServerKey`; a subscription made with another key must be made again."""
        key = settings.VAPID_PRIVATE_KEY
        return Response(PushKeyOut({"public_key": public_key(read_key(key)) if key else None}).data)


class NewestDevices(CursorPages):
    """The newest device first."""

    ordering = ("-created_at", "-id")


class PushSubscriptionsView(APIView):
    """A person's own devices."""

    delete_body = PushEndpointIn
    pagination_class = NewestDevices

    @extend_schema(operation_id="push_subscriptions", responses=PushSubscriptionOut(many=True))
    def get(self, request: PersonRequest) -> Response:
        """All devices, the newest first; closed ones with the reason."""
        pages = self.pagination_class()
        page = pages.paginate_queryset(subscriptions_of(request.user), request) or []
        return pages.get_paginated_response(PushSubscriptionOut(page, many=True).data)

    @extend_schema(
        operation_id="push_subscribe",
        request=PushSubscriptionIn,
        responses={201: PushSubscriptionOut, 200: PushSubscriptionOut},
    )
    def post(self, request: PersonRequest) -> Response:
        """Push to this device from now on, for the person who is signed in. 200 if it is known already."""
        form = PushSubscriptionIn(data=request.data)
        form.is_valid(raise_exception=True)
        told = form.validated_data
        wanted = subscriptions.Subscribing(told["endpoint"], **told["keys"], device=told.get("device", ""))
        kept, made = subscriptions.subscribe(user=request.user, wanted=wanted, now=clock.now())
        return Response(
            PushSubscriptionOut(kept).data, status=status.HTTP_201_CREATED if made else status.HTTP_200_OK
        )

    @extend_schema(operation_id="push_unsubscribe_browser", responses={204: None})
    def delete(self, request: PersonRequest) -> Response:
        """Forgets the device with this `endpoint`, for clients that do not know our id."""
        form = PushEndpointIn(data=request.data)
        form.is_valid(raise_exception=True)
        with _refusals():
            subscriptions.unsubscribe_browser(user=request.user, endpoint=form.validated_data["endpoint"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class PushSubscriptionView(APIView):
    """One device."""

    @extend_schema(operation_id="push_unsubscribe", responses={204: None})
    def delete(self, request: PersonRequest, subscription_id: UUID) -> Response:
        """Forgets this device."""
        with _refusals():
            subscriptions.unsubscribe(user=request.user, wanted=subscription_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PushTestView(APIView):
    """A test push to one device."""

    throttle_classes = [Throttle]
    limit = PUSH_TESTS

    @extend_schema(operation_id="push_test", request=None, responses=PushTestOut)
    def post(self, request: PersonRequest, subscription_id: UUID) -> Response:
        """Pushes a real message and returns the answer of the push service, within 15 s."""
        with _refusals():
            answer = subscriptions.push_test(user=request.user, wanted=subscription_id, now=clock.now())
        detail = _in_words(answer.outcome, answered=answer.status is not None)
        shown = {"outcome": answer.outcome, "status": answer.status, "detail": detail}
        return Response(PushTestOut(shown).data)


def _in_words(outcome: PushOutcome, *, answered: bool) -> str:
    if outcome is PushOutcome.RETRY and not answered:
        return _("The push service did not answer. Nothing is lost; try again in a few minutes.")
    return {
        PushOutcome.DELIVERED: _("The push service took the message. It should be on this device now."),
        PushOutcome.GONE: _("The push service no longer knows this device. Turn reminders on here again."),
        PushOutcome.ALARM: _(
            "The push service does not accept our key. Tell the clinic; e-mail still works."
        ),
        PushOutcome.RETRY: _("The push service is busy. Nothing is lost; try again in a few minutes."),
        PushOutcome.TOO_LARGE: _("The push service finds the message too large. Tell the clinic."),
        PushOutcome.REFUSED: _("The push service refused the message. Turn reminders on here again."),
    }[outcome]


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except UnknownSubscription as unknown:
        raise NotFound from unknown
    except subscriptions.SubscriptionClosed as closed:
        detail = _("This device is not pushed to any more. Turn reminders on here again.")
        raise Refused("subscription_closed", detail, status=409) from closed
    except subscriptions.NoPushKey as missing:
        detail = _("Push messages are not set up here. Nothing was sent; e-mail still works.")
        raise Refused("push_not_set_up", detail, status=409) from missing
