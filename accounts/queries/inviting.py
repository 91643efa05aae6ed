"""Which invitations a member of staff may see, and how much of each."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from accounts.models import Invitation, Membership, User
from accounts.queries import UnknownInvitation
from accounts.queries.treating import treating
from accounts.rules.roles import Role

LISTED_FOR = timedelta(days=30)  # after it was accepted, revoked or expired


def invitations_seen_by(user: User) -> QuerySet[Invitation]:
    """The invitations that `user` may know of, newest first, each with `is_told`: whether whom it invites,
    and for what, may be told; and with `patient_id`: the record of who accepted it, or None.

    Told are one's own, and the accepted ones of patients whom one treats now; of all others in a clinic that
    `user` manages only the state is known. Those of clinics where `user` works no more are left out.
    """
    works = Membership.objects.filter(user=user, ended_at=None)
    treated = treating().filter(user=user).values("episode__patient__user")
    told = Q(invited_by=user) | Q(accepted_by__in=treated)
    managed = Q(clinic__in=works.filter(role=Role.MANAGER).values("clinic"))
    seen = Invitation.objects.filter(told | managed, clinic__in=works.values("clinic"))
    is_told = ExpressionWrapper(told, output_field=BooleanField())
    return (
        seen.annotate(is_told=is_told, patient_id=F("accepted_by__patient"))
        .select_related("clinic", "invited_by")
        .order_by("-id")
    )


def listed_invitations(user: User, now: datetime) -> QuerySet[Invitation]:
    """Those of `invitations_seen_by` that are open at `now` or ended within the last thirty days."""
    since = now - LISTED_FOR
    accepted, revoked = Q(accepted_at__gt=since), Q(accepted_at=None, revoked_at__gt=since)
    waiting = Q(accepted_at=None, revoked_at=None, expires_at__gt=since)
    return invitations_seen_by(user).filter(accepted | revoked | waiting)


def invitation_seen_by(user: User, invitation_id: UUID) -> Invitation:
    """The invitation of that id, if `user` may know of it. Raises UnknownInvitation."""
    found = invitations_seen_by(user).filter(pk=invitation_id).first()
    if found is None:
        raise UnknownInvitation
    return found


def told_invitation(user: User, invitation_id: UUID) -> Invitation:
    """The invitation of that id, if `user` may know its person. Raises UnknownInvitation."""
    found = invitation_seen_by(user, invitation_id)
    if not found.is_told:  # type: ignore[attr-defined]  # annotated by `invitations_seen_by`
        raise UnknownInvitation
    return found
