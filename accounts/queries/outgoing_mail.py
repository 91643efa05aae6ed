"""The state of an e-mail about signing in, for the page that asked for it and for the app above."""

from uuid import UUID

from django.db.models import OuterRef, Subquery

from accounts.models import OutgoingMail, User
from accounts.rules.outgoing_mail import MailState


def mail_state(mail_id: UUID) -> MailState | None:
    """The state of that e-mail; None if it was deleted."""
    found = OutgoingMail.objects.filter(pk=mail_id).values_list("state", flat=True).first()
    return MailState(found) if found else None


def unreported_refusals(limit: int = 100) -> list[tuple[UUID, UUID | None]]:
    """Up to `limit` e-mails whose address refuses mail and that were not reported yet, oldest first: the id
    of each, and of the person with that address if there is one.
    """
    person = User.objects.filter(email__iexact=OuterRef("address")).values("pk")[:1]
    found = OutgoingMail.objects.filter(state=MailState.REFUSED, reported_at=None).order_by("created_at")
    return list(found.annotate(person=Subquery(person)).values_list("pk", "person")[:limit])
