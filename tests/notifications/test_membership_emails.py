"""The e-mail of an invitation to work in a clinic: one an attempt, and none for what is over."""

from datetime import datetime

import pytest

from accounts.models import MembershipInvitation
from accounts.queries.memberships import membership_link
from accounts.rules.roles import Role
from accounts.services import memberships
from common import clock
from notifications.models import Notification
from notifications.services.invitations import plan_invitation_emails
from tests.reminders.sending import send_notices


@pytest.fixture
def now() -> datetime:
    return clock.now()


def invite(cast, email: str, now: datetime) -> MembershipInvitation:
    return memberships.invite_member(
        by=cast.mira, clinic=cast.north, email=email, name="Nell", role=Role.THERAPIST, now=now
    )


def test_email_carries_the_link_and_names_clinic_and_manager(cast, now, mail_server):
    row = invite(cast, "nell@example.org", now)
    send_notices(now=now)
    send_notices(now=now)
    (email,) = mail_server.emails
    assert mail_server.recipients == ["nell@example.org"]
    assert email["Subject"] == "An invitation to work together"
    for form in ("plain", "html"):
        text = email.get_body((form,)).get_content()
        for part in ("Nell", "North Clinic", "Mira", "therapist", membership_link(row)):
            assert part in text


def test_email_is_the_same_for_a_person_with_an_account(cast, now, mail_server):
    links = [membership_link(invite(cast, email, now)) for email in ("nell@example.org", cast.ben.email)]
    send_notices(now=now)
    texts = {email["To"]: email.get_body(("plain",)).get_content() for email in mail_server.emails}
    stranger, known = texts["nell@example.org"], texts[cast.ben.email]
    assert stranger.replace(links[0], "LINK") == known.replace(links[1], "LINK")


@pytest.mark.parametrize("act", ["accept", "decline", "revoke"])
def test_planned_email_is_not_sent_once_the_invitation_is_over(cast, now, mail_server, act):
    row = invite(cast, cast.ben.email, now)
    plan_invitation_emails(now=now)
    if act == "accept":
        memberships.accept_membership(user=cast.ben, invitation_id=row.pk, now=now)
    elif act == "decline":
        memberships.decline_membership(user=cast.ben, invitation_id=row.pk, now=now)
    else:
        memberships.revoke_member_invitation(by=cast.mira, clinic=cast.north, invitation_id=row.pk, now=now)
    send_notices(now=now)
    assert mail_server.emails == []
    assert Notification.objects.get().state in ("skipped", "cancelled")
