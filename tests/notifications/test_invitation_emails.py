"""The e-mail of an invitation: planned once, checked again at the moment of sending, sent by SMTP."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Invitation
from accounts.queries import link_of
from accounts.services.invitations import accept_invitation, resend_invitation, revoke_invitation
from common import clock
from notifications.models import Delivery, Notification
from notifications.queries.balance import balance, oldest_due_at
from notifications.services.claiming import claim
from notifications.services.invitations import plan_invitation_emails
from tests import factories
from tests.reminders.sending import send_notices
from tracker.notifying import send_claimed


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def invitation(cast, now) -> Invitation:
    return factories.invitation(cast.tess, name="Nora Nilsson", message="See you on Monday.", now=now)


def outcome() -> tuple[str, str]:
    """State and reason of the one notification."""
    notification = Notification.objects.get()
    return notification.state, notification.reason


def link_in(email) -> str:
    text = email.get_body(("plain",)).get_content()
    return next(line for line in text.splitlines() if "/invite/" in line)


def test_invitation_email_has_the_link_in_text_and_html(invitation, now, mail_server):
    send_notices(now=now)
    (email,) = mail_server.emails
    assert mail_server.recipients == ["new.patient@example.org"]
    html = email.get_body(("html",)).get_content()
    for part in ("Nora Nilsson", "Tess", "North Clinic", "See you on Monday.", link_in(email)):
        assert part in email.get_body(("plain",)).get_content()
        assert part in html
    assert outcome() == ("sent", "")


def test_invitation_email_writes_html_that_says_its_language_and_title(invitation, now, mail_server):
    send_notices(now=now)
    html = mail_server.emails[0].get_body(("html",)).get_content()
    assert '<html lang="en" dir="ltr">' in html
    assert "<title>An invitation for you</title>" in html
    assert html.count("<h1") == 1


def test_invitation_email_tells_nothing_of_health_in_its_subject(invitation, now, mail_server):
    send_notices(now=now)
    assert mail_server.emails[0]["Subject"] == "An invitation for you"


def test_invitation_email_escapes_what_a_therapist_wrote_in_html_only(cast, now, mail_server):
    factories.invitation(cast.tess, message="<b>3 > 2</b> & more", now=now)
    send_notices(now=now)
    (email,) = mail_server.emails
    assert "&lt;b&gt;3 &gt; 2&lt;/b&gt; &amp; more" in email.get_body(("html",)).get_content()
    assert "<b>3 > 2</b> & more" in email.get_body(("plain",)).get_content()


def test_invitation_email_names_every_attempt_with_the_same_message_id(invitation, now, mail_server):
    plan_invitation_emails(now=now)
    send_claimed(notifications=claim(now=now, most=1), now=now)
    notification = Notification.objects.get()
    Notification.objects.update(state="waiting", settled_at=None, next_try_at=now)
    send_notices(now=now)
    first, second = mail_server.emails
    assert first["Message-ID"] == second["Message-ID"]
    assert str(notification.pk) in first["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_invitation_email_is_planned_and_sent_once_however_often_the_task_runs(invitation, now, mail_server):
    for _tick in range(3):
        send_notices(now=now)
    assert (Notification.objects.count(), len(mail_server.emails)) == (1, 1)


def test_invitation_email_sends_a_resend_with_its_new_link(invitation, cast, now, mail_server):
    send_notices(now=now)
    resend_invitation(user=cast.tess, invitation_id=invitation.pk, now=now)
    send_notices(now=now)
    first, second = mail_server.emails
    assert link_in(first) != link_in(second)
    assert first["Message-ID"] != second["Message-ID"]


def test_resend_cancels_the_older_invitation_email(invitation, cast, now, mail_server):
    plan_invitation_emails(now=now)
    resend_invitation(user=cast.tess, invitation_id=invitation.pk, now=now)
    send_notices(now=now)
    assert len(mail_server.emails) == 1
    assert sorted(Notification.objects.values_list("state", "reason")) == [
        ("cancelled", "superseded"),
        ("sent", ""),
    ]


def test_invitation_email_is_not_sent_once_the_invitation_is_revoked(invitation, cast, now, mail_server):
    plan_invitation_emails(now=now)
    revoke_invitation(user=cast.tess, invitation_id=invitation.pk, now=now)
    send_notices(now=now)
    assert (outcome(), mail_server.emails) == (("cancelled", "revoked"), [])


def test_invitation_email_is_not_sent_once_the_invitation_is_accepted(invitation, now, mail_server):
    plan_invitation_emails(now=now)
    accept_invitation(token=link_of(invitation).rpartition("/")[2], signed_in=None, now=now)
    send_notices(now=now)
    assert (outcome(), mail_server.emails) == (("skipped", "accepted"), [])


def test_invitation_email_is_not_sent_once_the_invitation_has_expired(invitation, now, mail_server):
    plan_invitation_emails(now=now)
    send_notices(now=now + timedelta(days=8))
    assert (outcome(), mail_server.emails) == (("skipped", "expired"), [])


def test_invitation_email_is_not_sent_once_the_invitation_is_erased(invitation, now, mail_server):
    plan_invitation_emails(now=now)
    invitation.delete()
    send_notices(now=now)
    assert (outcome(), mail_server.emails) == (("cancelled", "gone"), [])


def test_bounced_invitation_email_is_shown_to_the_clinic_until_it_is_sent_again(
    cast, client_of, invitation, now, mail_server
):
    def told() -> tuple[str, bool]:
        (line,) = client_of(cast.tess).get("/api/v1/invitations/").json()["results"]
        return line["state"], line["letter_returned"]

    assert told() == ("open", False)
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=now)
    assert told() == ("open", True)
    resend_invitation(user=cast.tess, invitation_id=invitation.pk, now=now)
    assert told() == ("open", False)


def test_invitation_email_keeps_no_address_in_the_notification_log(invitation, now, mail_server):
    mail_server.answer_to_recipient = "550 new.patient@example.org is unknown"
    send_notices(now=now)
    kept = [*Notification.objects.values_list(), *Delivery.objects.values_list()]
    assert "new.patient@example.org" not in str(kept)


def test_invitation_email_leaves_nothing_due_once_it_is_sent(invitation, now, mail_server):
    plan_invitation_emails(now=now)
    assert oldest_due_at(now) == now
    send_notices(now=now)
    assert oldest_due_at(now) is None
    assert balance().sent == balance().planned == 1
