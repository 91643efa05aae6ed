"""One row of everything that a door opens, around the cast: what the access table is held against."""

from datetime import date, timedelta
from typing import Any

from rest_framework.test import APIClient

from accounts import queries
from accounts.models import AccessToken, Membership
from accounts.queries.memberships import membership_link
from accounts.rules.roles import Role, Scope
from accounts.services.memberships import invite_member
from accounts.services.tokens import create_token
from common import clock
from common.ids import new_id
from diary.models import Entry
from exercises.models import Assignment, Exercise, Routine
from notifications.models import Notification, PushSubscription
from notifications.queries.stopping import stop_link
from notifications.rules.notification import Kind
from progress.models import Flag
from progress.rules.flagging import FlagState, Rule
from progress.rules.weeks import WeekNumbers
from reminders.models import Reminder
from reminders.services.calendars import create_link
from summaries.models import WeeklySummary
from tests import factories
from tests.cast import Cast
from tests.diary.telling import CHANGES, batch, change
from tests.push_service.browser import Browser

STEP = {"exercise": "toe-curls", "sets": 2, "reps": 10, "side": "each"}
OWN_EXERCISE = {
    "name": "Ours",
    "kind": "strength",
    "steps": ["Lift."],
    "dosage": {"sets": 2, "reps": 10},
    "equipment": [],
}
REMINDER = {"kind": "exercise", "times": ["08:30"], "channels": ["email"]}
ANSWERS = {
    "diabetes": "no",
    "loss_of_feeling": "no",
    "past_ulcer_or_amputation": "no",
    "poor_circulation": "no",
}

# What a door needs to be told before it does anything; all others do with nothing.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "me/patient/"): {"foot": "left", "risk": ANSWERS},
    ("POST", "me/starter/"): {"condition": "metatarsalgia"},
    ("POST", "tokens/"): {"name": "script"},
    ("POST", "invitations/"): {
        "email": "other@example.org",
        "name": "Other",
        "condition": "metatarsalgia",
        "foot": "left",
    },
    ("PATCH", "patients/<patient_id>/"): {"foot": "left"},
    ("PATCH", "clinics/<clinic_id>/"): {"phone": "+34 910 000 000"},
    ("POST", "clinics/<clinic_id>/members/"): {
        "email": "new@example.org",
        "name": "New",
        "role": "therapist",
    },
    ("POST", "demo/sign-in/"): {"email": "ana@example.org"},
    ("POST", "exercises/"): {**OWN_EXERCISE, "name": "Another"},
    ("PATCH", "exercises/<slug>/"): {"name": "Other words"},
    ("POST", "routines/"): {"name": "Another", "steps": [STEP]},
    ("PATCH", "routines/<routine_id>/"): {"name": "Other words"},
    ("POST", "patients/<patient_id>/assignments/"): {"steps": [STEP]},
    ("PUT", "patients/<patient_id>/zones/"): {"green_to": 1, "amber_to": 4},
    ("POST", "assignments/<assignment_id>/versions/"): {"times_per_day": 2},
    ("POST", "assignments/<assignment_id>/hold/"): {"reason": "ill"},
    ("POST", "assignments/<assignment_id>/end/"): {"reason": "finished"},
    ("POST", "diary/changes/"): batch(change()),
    ("POST", "push-subscriptions/"): Browser("https://fcm.googleapis.com", "/fcm/send/one").subscription,
    ("DELETE", "push-subscriptions/"): {"endpoint": "https://push.invalid/one"},
    ("POST", "reminders/"): {**REMINDER, "kind": "pain", "times": ["20:00"]},
    ("PATCH", "reminders/<reminder_id>/"): {"times": ["09:30"]},
    ("PATCH", "notification-settings/"): {"push": False},
    ("POST", "notices/<notice_id>/action/"): {"action": "done"},
}


def body_of(door: tuple[str, str], world: dict[str, Any]) -> dict[str, Any] | None:
    """What to tell a door; some of it is known only once the world stands."""
    if door == ("POST", "patients/<patient_id>/care-team/"):
        return {"user": str(world["colleague_id"])}
    if door == ("POST", "flags/<flag_id>/assign/"):
        return {"user": str(world["user_id"])}
    if door == ("POST", "flags/<flag_id>/snooze/"):
        return {"until_on": (clock.now().date() + timedelta(days=7)).isoformat()}
    return BODIES.get(door)


def create_fixture(cast: Cast, tess: APIClient, ana: APIClient) -> dict[str, Any]:
    """The value of every parameter in a route: tess's clinic and ana are behind all of them."""
    _made(tess.post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", {"steps": [STEP]}))
    _made(tess.post("/api/v1/routines/", {"name": "Ours", "steps": [STEP]}))
    _made(tess.post("/api/v1/exercises/", OWN_EXERCISE))
    _made(ana.post(CHANGES, batch(change())))
    _made(ana.post("/api/v1/reminders/", REMINDER))
    create_token(user=cast.ana, name="watch", scope=Scope.READ, now=clock.now())
    invitation = factories.invitation(cast.tess)
    joining = invite_member(
        by=cast.mira,
        clinic=cast.north,
        email=cast.ben.email,
        name="Ben",
        role=Role.THERAPIST,
        now=clock.now(),
    )
    return {
        "patient_id": cast.ana_patient.pk,
        "user_id": cast.tess.pk,
        "colleague_id": cast.theo.pk,
        "clinic_id": cast.north.pk,
        "member_id": Membership.objects.get(user=cast.theo).pk,
        "assignment_id": Assignment.objects.get().pk,
        "version": 1,
        "routine_id": Routine.objects.get(clinic=cast.north).pk,
        "entry_id": Entry.objects.get().entry_id,
        "flag_id": _flag(cast).pk,
        "reminder_id": Reminder.objects.get().pk,
        "notice_id": _notification(cast).pk,
        "token_id": AccessToken.objects.get().pk,
        "invitation_id": invitation.pk,
        "subscription_id": _subscription(cast).pk,
        "token": queries.link_of(invitation).rsplit("/", 1)[1],
        "clinics/invitation_id": joining.pk,
        "me/invitation_id": joining.pk,
        "member-invitations/token": membership_link(joining).rsplit("/", 1)[1],
        **_week_and_calendar(cast),
        "conditions/slug": "metatarsalgia",
        "exercises/slug": Exercise.objects.get(clinic=cast.north).slug,
    }


def _week_and_calendar(cast: Cast) -> dict[str, Any]:
    now = clock.now()
    numbers = WeekNumbers(date(2026, 11, 15), 1, 0, 0, 1, 0, 0, held=False)
    week = WeeklySummary.objects.create(
        user=cast.ana, kind=Kind.SUMMARY, year=2026, week=46, made_at=now, **numbers._asdict()
    )
    made = create_link(patient=cast.ana_patient, now=now)
    return {
        "year": week.year,
        "week": week.week,
        "link_id": made.link.pk,
        "calendar/token": made.url.rsplit("/", 1)[1].removesuffix(".ics"),
        "unsubscribe/token": stop_link(cast.ana.pk, "summary").rstrip("/").rsplit("/", 1)[1],
    }


def _notification(cast: Cast) -> Notification:
    now = clock.now()
    return Notification.objects.create(
        id=new_id(),
        user=cast.ana,
        patient_id=cast.ana_patient.pk,
        kind=Kind.EXERCISE,
        about=Reminder.objects.get().pk,
        local_on=clock.local_date(now, cast.ana.time_zone),
        due_at=now,
        next_try_at=now,
        planned_at=now,
    )


def _flag(cast: Cast) -> Flag:
    return Flag.objects.create(
        patient=cast.ana_patient,
        clinic=cast.north,
        rule=Rule.FOOT_CHECK,
        key="one",
        evidence=[{"on": "2026-11-20", "findings": ["blister"]}],
        state=FlagState.OPEN,
        raised_at=clock.now(),
    )


def _subscription(cast: Cast) -> PushSubscription:
    """Of a push service that is not talked to: a test to it is refused before it leaves."""
    keys = Browser("https://push.invalid", "/one").subscription["keys"]
    return PushSubscription.objects.create(
        user=cast.ana, endpoint="https://push.invalid/one", created_at=clock.now(), **keys
    )


def _made(response: Any) -> None:
    assert response.status_code in (200, 201), response.content
