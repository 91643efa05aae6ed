"""Who may open which door. Rows are scoped by queries; these only know kinds of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts import queries
from accounts.roles import Role, Scope

if TYPE_CHECKING:  # REST framework's views read the default permissions while they are imported
    from rest_framework.request import Request
    from rest_framework.views import APIView


class IsSignedIn(BasePermission):
    """A person who is signed in; a token that may only read opens only what is safe."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        scope = getattr(request.auth, "scope", Scope.WRITE)
        return bool(request.user) and (scope == Scope.WRITE or request.method in SAFE_METHODS)


class IsPatient(IsSignedIn):
    """A person with a patient's record of their own."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and queries.own_patient(request.user) is not None


class IsStaff(IsSignedIn):
    """A therapist or a manager of any clinic."""

    roles = frozenset(Role)

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        return any(work.role in self.roles for work in queries.work_of(request.user))


class IsTherapist(IsStaff):
    """A therapist of any clinic."""

    roles = frozenset({Role.THERAPIST})
