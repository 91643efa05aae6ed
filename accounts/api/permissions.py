"""Who may open which endpoint. Rows are scoped by queries; these only know kinds of people.

Nothing here asks the database: what a person is came with the request's authentication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.rules.roles import Grant, Role, Scope

if TYPE_CHECKING:  # REST framework's views read the default permissions while they are imported
    from rest_framework.request import Request
    from rest_framework.views import APIView


def grant(request: Request) -> Grant:
    """What a request that passed its authentication may do."""
    return cast(Grant, request.auth)


class IsKnown(BasePermission):
    """A person who is signed in, be it only to set up the second factor; a reading token only reads."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, Grant):
            return False
        if grant(request).scope is Scope.READ and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This access token may only read."), "scope")
        return True


def second_factor_required() -> PermissionDenied:
    """The refusal of what only a second step of sign-in opens."""
    return PermissionDenied(
        _("Set up and use a second step of sign-in first: a passkey or an authenticator app."),
        "second_factor_required",
    )


class IsSignedIn(IsKnown):
    """A person who is signed in as far as is asked of them: staff with a second factor.

    A role never takes away what a patient may do with their own record: who has one needs no second factor
    for it, and sees nobody else's without (`Standing.withheld`).
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if not grant(request).second_factor and not self._own(request, view):
            raise second_factor_required()
        return True

    def _own(self, request: Request, view: APIView) -> bool:
        patient_id = grant(request).standing.patient_id
        return patient_id is not None and view.kwargs.get("patient_id", "me") in (
            "me",
            patient_id,
            str(patient_id),
        )


class IsPatient(IsSignedIn):
    """A person with a patient's record of their own."""

    message = _("This is for people who have a foot record of their own.")
    code = "not_a_patient"

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if grant(request).standing.patient_id is None:
            return _refused_for_their_kind(request, view)
        return True


class IsStaff(IsSignedIn):
    """A therapist or a manager of any clinic."""

    message = _("This is for a clinic's staff.")
    code = "not_staff"
    roles = frozenset(Role)

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if not grant(request).second_factor:
            raise second_factor_required()
        roles = grant(request).standing.roles
        if not roles:
            return _refused_for_their_kind(request, view)
        return bool(self.roles & roles)


def _refused_for_their_kind(request: Request, view: APIView) -> bool:
    """False, or 404 where the address names what the wrong kind of person may not know of: anything but their
    own record, and what everybody may read.
    """
    own = view.kwargs.get("patient_id", "") == grant(request).standing.patient_id
    if view.kwargs and not own and not getattr(view, "read_by_all", False):
        raise NotFound
    return False


class IsTherapist(IsStaff):
    """A therapist of any clinic."""

    message = _("This is for therapists.")
    roles = frozenset({Role.THERAPIST})


class IsManager(IsStaff):
    """A manager of any clinic."""

    message = _("This is for those who manage a clinic.")
    roles = frozenset({Role.MANAGER})


class IsBrowser(IsSignedIn):
    """A person in their browser: what no program may do in their name, such as making further tokens."""

    message = _("This needs you yourself: sign in with the app, not with an access token.")
    code = "session_required"

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and grant(request).token_id is None
