"""Every way to a patient: push first, then mail; and who is told when none is left."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from common import clock
from common.zones import ZoneInfo, zone_names
from notifications.models import Delivery, Notification, PushSubscription, StreamStop
from notifications.rules.notification import Claimed, State
from notifications.services import sending
from notifications.services.claiming import Result, claim, settle
from notifications.services.stops import note_bounce
from notifications.transports.email import Mailing
from progress.models import Flag
from progress.rules.flagging import UNSETTLED
from progress.services.flags import resolve_flag
from progress.services.reachability import note_refused_mails
from reminders.services.planning import plan
from summaries.rules.weekly import WeeklyOccurrence
from tests.accounts.browser import Browser as SignIn
from tests.accounts.browser import mail_state
from tests.cast import Cast
from tests.progress.weeks import Weeks
from tests.push_service.browser import Browser, Reply
from tests.push_service.service import PushService
from tests.reminders.patients import Ana
from tests.reminders.sending import make_summaries, send_notices
from tracker.notifying import send_claimed

EVENING = "18:00"


@pytest.fixture
def ana(cast: Cast, library) -> Ana:
    """Ana where it is noon just now: push services look at the real clock."""
    now = clock.now()
    noon = next(name for name in sorted(zone_names()) if now.astimezone(ZoneInfo(name)).hour == 12)
    cast.ana.time_zone = noon
    cast.ana.save(update_fields=["time_zone"])
    weeks = Weeks(cast.ana_patient, cast.tess, now)
    weeks.prescribe(toe_curls=2)
    return Ana(cast.ana, cast.ana_patient, weeks)


@pytest.fixture
def phone(ana, push_service: PushService, mail_server) -> Browser:
    """A device of ana's that pushes reach; her rule asks for push, then mail."""
    ana.wants(EVENING, channels=["push", "email"])
    return device(ana, push_service)


def device(ana, push_service: PushService) -> Browser:
    browser = push_service.browser()
    PushSubscription.objects.create(
        user=ana.user, endpoint=browser.endpoint, created_at=ana.at("09:00"), **browser.subscription["keys"]
    )
    return browser


def attempts() -> list[tuple[str, str, str]]:
    return list(Delivery.objects.order_by("id").values_list("channel", "outcome", "detail"))


def test_sender_pushes_a_reminder_and_sends_no_email(ana, phone, mail_server):
    send_notices(now=ana.at(EVENING))
    (shown,) = phone.shown
    assert shown["notice"] == str(Notification.objects.earliest("due_at").pk)
    assert [each["action"] for each in shown["actions"]] == ["done", "snooze"]
    assert phone.received[0].ttl == 3 * 60 * 60
    assert (mail_server.emails, attempts()) == ([], [("push", "sent", "")])


def test_sender_does_not_mention_health_on_the_lock_screen(ana, phone):
    send_notices(now=ana.at(EVENING))
    (shown,) = phone.shown
    said = f"{shown['notification']['title']} {shown['notification']['body']}".lower()
    for word in ("pain", "exercise", "clinic", "metatarsalgia", "foot", "therap", "north"):
        assert word not in said


def test_sender_pushes_to_every_device(ana, phone, push_service):
    tablet = device(ana, push_service)
    send_notices(now=ana.at(EVENING))
    assert (len(phone.shown), len(tablet.shown)) == (1, 1)
    assert ana.ledger()[0] == ("sent", "")


def test_reminder_is_sent_once_when_one_of_two_devices_is_gone(ana, phone, push_service, mail_server):
    device(ana, push_service).answers = [Reply(410)]
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("sent", ""), [])
    assert PushSubscription.objects.filter(closed_at=None).count() == 1


def test_sender_falls_back_to_email_when_the_browser_has_left(ana, phone, mail_server):
    phone.answers = [Reply(410)]
    send_notices(now=ana.at(EVENING))
    assert len(mail_server.emails) == 1
    assert attempts() == [("push", "given_up", "push_410"), ("email", "sent", "")]
    assert not PushSubscription.objects.filter(closed_at=None).exists()


def test_sender_waits_as_long_as_the_push_service_asks(ana, phone, mail_server):
    phone.answers = [Reply(429, {"Retry-After": "600"}), Reply(201)]
    send_notices(now=ana.at(EVENING))
    assert ana.ledger()[0] == ("waiting", "")
    send_notices(now=ana.at(EVENING) + timedelta(minutes=5))
    assert phone.asked == 1
    send_notices(now=ana.at(EVENING) + timedelta(minutes=11))
    assert (ana.ledger()[0], len(phone.shown), mail_server.emails) == (("sent", ""), 1, [])


def test_sender_asks_again_soon_where_only_one_of_two_push_services_wants_to_rest(ana, phone, push_service):
    tablet = device(ana, push_service)
    phone.answers, tablet.answers = [Reply(429, {"Retry-After": "3600"})], [Reply(503), Reply(201)]
    send_notices(now=ana.at(EVENING))
    send_notices(now=ana.at(EVENING) + timedelta(minutes=2))
    assert (phone.asked, len(tablet.shown), ana.ledger()[0]) == (1, 1, ("sent", ""))


def test_sender_falls_back_to_email_when_the_push_service_fails_three_times(ana, phone, mail_server):
    phone.answers = [Reply(503)]
    for minutes in (0, 2, 10):
        send_notices(now=ana.at(EVENING) + timedelta(minutes=minutes))
    assert (phone.asked, len(mail_server.emails)) == (3, 1)


def test_sender_shows_once_what_a_dead_sender_had_pushed_already(ana, phone):
    now = ana.at(EVENING)
    held = claim(now=now, most=1)
    send_claimed(notifications=held, now=now)
    Notification.objects.filter(pk=held[0].id).update(state="waiting", settled_at=None)
    send_notices(now=now)
    assert (len(phone.received), len(phone.shown)) == (2, 1)


def test_sender_marks_a_push_before_it_begins_an_email(ana, phone, mail_server, monkeypatch):
    ana.wants(EVENING, kind="pain", channels=["email"])
    monkeypatch.setattr(sending, "A_MOMENT", 10.0)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Mailing, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        send_notices(now=ana.at(EVENING))
    assert sorted(ana.ledger()[:2]) == [("leased", ""), ("sent", "")]


def test_sender_flags_a_patient_whom_nothing_reaches(ana, cast, phone, mail_server, client_of):
    phone.answers = [Reply(410)]
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=ana.at(EVENING))
    flag = Flag.objects.get(rule="unreachable")
    assert (flag.patient, flag.owner, flag.state) == (cast.ana_patient, cast.tess, "open")
    (line,) = client_of(cast.tess).get("/api/v1/patients/").json()["results"]
    assert (line["reachable"], line["open_flags"]) == (False, 1)
    told = [flag["reason"] for flag in client_of(cast.tess).get("/api/v1/flags/").json()["results"]]
    assert any("Nothing reaches this patient" in reason for reason in told)


def test_sender_flags_the_same_case_once(ana, cast, mail_server):
    ana.wants(EVENING)
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=ana.at(EVENING))
    for flag in Flag.objects.all():
        resolve_flag(flag_id=flag.pk, user=cast.tess, now=ana.at("19:00"))
    send_notices(now=ana.at(EVENING, day=1))
    assert ana.ledger()[:2] == [("failed", "smtp_recipient_550"), ("failed", "no_way")]
    assert not unresolved()


def test_sender_takes_the_flag_back_when_something_reaches_the_patient(ana, push_service, mail_server):
    ana.wants(EVENING, channels=["push", "email"])
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=ana.at(EVENING))
    device(ana, push_service)
    ana.wants("19:00", kind="pain", channels=["push"])
    send_notices(now=ana.at("19:00"))
    assert ana.ledger()[1] == ("sent", "")
    assert unresolved() == {"mail_bounced"}


def test_patient_who_wants_no_mail_is_not_flagged(ana, mail_server):
    ana.wants(EVENING)
    ana.sets(email=False)
    send_notices(now=ana.at(EVENING))
    assert not Flag.objects.exists()


def test_patient_who_wants_no_mail_is_not_flagged_even_after_a_bounce(ana, mail_server):
    ana.wants(EVENING)
    note_bounce(notification=held_notice(ana), address=ana.user.email, now=ana.at("09:00"))
    ana.sets(email=False)
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], Flag.objects.exists()) == (("skipped", "unsubscribed"), False)


@pytest.fixture
def bounced(ana, phone, mail_server) -> None:
    """Mail to ana came back at noon; her phone is open."""
    ana.wants("13:30", kind="pain", channels=["email"])
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=ana.at("13:30"))


def test_sender_tells_the_clinic_of_mail_that_comes_back_while_the_phone_still_takes_reminders(
    ana, cast, phone, bounced, client_of
):
    send_notices(now=ana.at(EVENING))
    assert len(phone.shown) == 1
    flag = Flag.objects.get()
    assert (flag.rule, flag.patient, flag.owner) == ("mail_bounced", cast.ana_patient, cast.tess)
    (told,) = client_of(cast.tess).get("/api/v1/flags/").json()["results"]
    assert "comes back" in told["reason"]
    assert cast.ana.email not in told["reason"]


def test_bounced_mail_alone_is_no_reason_to_look(ana, cast, bounced, client_of):
    (line,) = client_of(cast.tess).get("/api/v1/patients/").json()["results"]
    assert (line["mail_bounced"], line["reachable"], line["open_flags"]) == (True, True, 0)
    assert client_of(cast.tess).get("/api/v1/patients/", {"flagged": "true"}).json()["results"] == []


def test_sender_flags_a_patient_whose_last_device_leaves_after_mail_had_come_back(ana, phone, bounced):
    phone.answers = [Reply(410)]
    send_notices(now=ana.at(EVENING))
    assert unresolved() == {"mail_bounced", "unreachable"}


def test_sender_flags_a_patient_whose_devices_are_closed_already(ana, phone, bounced):
    PushSubscription.objects.update(closed_at=ana.at("14:00"))
    send_notices(now=ana.at(EVENING))
    assert unresolved() == {"mail_bounced", "unreachable"}


def test_sender_flags_a_patient_who_wants_no_push_when_mail_comes_back(ana, phone, bounced):
    ana.sets(push=False)
    send_notices(now=ana.at(EVENING))
    assert unresolved() == {"mail_bounced", "unreachable"}


def test_sender_flags_a_patient_without_a_device_whose_weekly_summary_comes_back(ana, cast, mail_server):
    mail_server.answer_to_recipient = "550 no such mailbox"
    for week in (0, 1):
        tell_a_week(cast, now=ana.at("09:00", day=7 * week))
    assert unresolved() == {"mail_bounced", "unreachable"}
    assert ana.ledger() == [("failed", "smtp_recipient_550"), ("failed", "no_way")]


@pytest.mark.parametrize("has_phone", [False, True])
def test_sender_tells_the_clinic_of_a_sign_in_code_that_comes_back(ana, mail_server, push_service, has_phone):
    if has_phone:
        device(ana, push_service)
    mail_server.answer_to_recipient = "550 no such mailbox"
    for _again in range(2):
        browser = SignIn()
        browser.auth("POST", "/auth/code/request", {"email": ana.user.email.upper()})
        assert mail_state(browser) == "refused"
        note_refused_mails(now=clock.now())
    flags = {flag.rule for flag in Flag.objects.filter(patient=ana.patient)}
    assert (flags, Flag.objects.count()) == (
        ({"mail_bounced"}, 1) if has_phone else ({"mail_bounced", "unreachable"}, 2)
    )


def test_sender_tells_nobody_of_a_strange_address_or_of_a_refusal_that_passes(ana, mail_server):
    mail_server.answer_to_recipient = "550 no such mailbox"
    stranger, patient = SignIn(), SignIn()
    stranger.auth("POST", "/auth/code/request", {"email": "nobody@example.org"})
    assert mail_state(stranger) == "refused"
    mail_server.answer_to_recipient = "450 try later"
    patient.auth("POST", "/auth/code/request", {"email": ana.user.email})
    assert mail_state(patient) == "delayed"
    note_refused_mails(now=clock.now())
    assert not Flag.objects.exists()


def test_delivered_email_withdraws_the_flag_and_releases_every_stream(ana, cast, phone, bounced, mail_server):
    tell_a_week(cast, now=ana.at("09:00", day=1))
    assert set(StreamStop.objects.values_list("stream", flat=True)) == {"reminders", "summary"}
    mail_server.answer_to_recipient = "250 OK"
    User.objects.filter(pk=cast.ana.pk).update(email="ana@example.net")
    send_notices(now=ana.at("13:30", day=1))
    assert mail_server.recipients == ["ana@example.net"]
    assert not unresolved()
    assert not StreamStop.objects.exists()


def test_later_bounce_raises_a_new_flag_after_a_delivery(ana, cast, phone, bounced):
    flag = Flag.objects.get(rule="mail_bounced")
    resolve_flag(flag_id=flag.pk, user=cast.tess, now=ana.at("14:00"))
    PushSubscription.objects.update(closed_at=ana.at("14:00"))
    send_notices(now=ana.at(EVENING))
    resolve_flag(flag_id=Flag.objects.get(rule="unreachable").pk, user=cast.tess, now=ana.at("19:00"))
    PushSubscription.objects.update(closed_at=None)
    ana.wants("19:00", kind="foot_check", channels=["push"])
    send_notices(now=ana.at("19:00"))
    assert (len(phone.shown), unresolved()) == (1, set())
    PushSubscription.objects.update(closed_at=ana.at("20:00"))
    send_notices(now=ana.at("13:30", day=1))
    assert unresolved() == {"unreachable"}


def unresolved() -> set[str]:
    return set(Flag.objects.filter(state__in=UNSETTLED).values_list("rule", flat=True))


def held_notice(ana) -> Claimed:
    """The next reminder of ana, as a sender holds it, given back at once."""
    plan(now=ana.at("09:00"))
    (held,) = claim(now=ana.at(EVENING), most=1)
    settle(results=[Result(held, State.WAITING, untried=True)], now=ana.at("09:00"))
    return held


def tell_a_week(cast, now: datetime) -> None:
    """Ana's week is summed up and sent at `now`, and nothing else."""
    occurrence = WeeklyOccurrence(cast.ana.time_zone, 1, 7, clock.local_date(now, cast.ana.time_zone))
    assert make_summaries([occurrence], now) == 1
    send_claimed(notifications=[one for one in claim(now=now, most=9) if one.kind == "summary"], now=now)
