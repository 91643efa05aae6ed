"""People: they come by sign-up, invitation or an operator's command, and leave with all their data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, connection, transaction

from accounts.models import Clinic, Invitation, MembershipInvitation, Patient, User
from accounts.queries.clinics import clinics_needing
from accounts.rules.roles import RISK_QUESTIONS, Answer, Fact, Foot
from accounts.services.corrections import note_changes
from accounts.services.team import hand_over_everywhere, move_team_dates
from audit.services import pseudonymise
from common.addresses import normal_address


class InvitationNeeded(Exception):
    """Here only a clinic's invitation makes a patient."""


class ClinicsNeedManager(Exception):
    """Nobody would be left to manage the clinics of these `names`, which others work in or are treated by."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


class AddressTaken(Exception):
    """Another person signs in with that address already."""


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    now: datetime,
    time_zone: str = "UTC",
    language: str = "en",
    synthetic: bool = False,
) -> User:
    """Create a person who can sign in by a code sent to `email` (stored in its normal form).

    The address counts as proven: an operator vouches for it, or the invited person came by the link. Raises
    django.db.IntegrityError if the address is taken.
    """
    address = normal_address(email)
    user = User.objects.create(
        email=address,
        name=name,
        time_zone=time_zone,
        language=language,
        synthetic=synthetic,
        created_at=now,
    )
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    return user


def change_profile(*, user: User, changes: dict[str, str], now: datetime) -> None:
    """Write the given ones of `name`, `time_zone` (an accepted zone) and `language` (a known code)."""
    columns: dict[str, Any] = dict(changes)
    with transaction.atomic():
        if changes.get("time_zone", user.time_zone) != user.time_zone:
            columns["zone_changed_at"] = now
            move_team_dates(user=user, time_zone=changes["time_zone"])
        for column, value in columns.items():
            setattr(user, column, value)
        user.save(update_fields=[*columns])


def change_address(*, user: User, email: str) -> None:
    """Change the address of `user` to `email` (stored in its normal form).

    The address counts as proven, because an operator vouches for it. Raises AddressTaken.
    """
    address = normal_address(email)
    try:
        with transaction.atomic():
            user.email = address
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    except IntegrityError as taken:
        raise AddressTaken from taken


def answer_intake(
    *, user: User, foot: Foot, risk: dict[str, Answer], sign_up_open: bool, now: datetime
) -> Patient:
    """Store the intake's answers, making `user` a patient if needed.

    `risk` answers each of RISK_QUESTIONS. A change of an earlier intake is stored as a correction. Raises
    InvitationNeeded for a newcomer where sign-up is not open.
    """
    answers: dict[str, Any] = {question: risk[question] for question in RISK_QUESTIONS}
    answers.update(foot=foot, intake_at=now)
    with transaction.atomic():
        before = Patient.objects.select_for_update().filter(user=user).first()
        if before is None and not sign_up_open:
            raise InvitationNeeded
        patient, _made = Patient.objects.update_or_create(
            user=user, defaults=answers, create_defaults={**answers, "created_at": now}
        )
        if before is not None and before.intake_at is not None:
            _note_answers(before, {Fact.FOOT: foot, **{Fact(key): risk[key] for key in RISK_QUESTIONS}}, now)
    return patient


def _note_answers(before: Patient, answers: dict[Fact, str], now: datetime) -> None:
    known = {fact: getattr(before, fact) for fact in answers}
    note_changes(patient=before, before=known, after=answers, by=before.user, now=now)


def forget_second_factor(*, user: User) -> int:
    """Delete the authenticators of `user`, who lost them, and end their sessions. Returns their number."""
    with transaction.atomic():
        _end_sessions(user)
        known = Authenticator.objects.filter(user=user)
        count = known.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        known.delete()
    return count


_ERASING = 0x466F6F74  # the number of the advisory lock


def lock_against_erasure() -> None:
    """Ensure that nobody is erased before the caller's transaction ends: for writing rows about people
    without a foreign key to them, where the lock on each person's row would cost more than all the rest.

    Any number may write at once. An erasure waits for them to end, and then deletes all of it. Call it before
    the people are looked up, and before rows of theirs are locked.
    """
    _lock_erasing("pg_advisory_xact_lock_shared")


def _lock_erasing(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(%s)", [_ERASING])


def erase_person(*, user: User, now: datetime, hand_over_to: UUID | None = None) -> None:
    """Delete the person with all their data, and end their sessions.

    Patients whom nobody else treats go to `hand_over_to`, a therapist of their clinic; a clinic keeps its
    open invitations. The audit trail keeps its rows under a random id.

    Raises ClinicsNeedManager; PatientsLeft; and NotATherapistHere for a `hand_over_to` who works in none of
    the person's clinics as a therapist. Then nothing was deleted.
    """
    with transaction.atomic():
        _lock_erasing("pg_advisory_xact_lock")
        work = Clinic.objects.filter(memberships__user=user, memberships__ended_at=None)
        held = Clinic.objects.filter(pk__in=work.values("pk")).order_by("pk").select_for_update()
        clinics = list(held)  # two managers leave one after the other
        needed = [clinic.name for clinic in clinics_needing(user)]
        if needed:
            raise ClinicsNeedManager(needed)
        hand_over_everywhere(leaving=user, clinics=clinics, hand_over_to=hand_over_to, now=now)
        _end_sessions(user)
        Invitation.objects.filter(email__iexact=normal_address(user.email)).delete()
        MembershipInvitation.objects.filter(email=normal_address(user.email)).delete()
        own = Patient.objects.filter(user=user).values_list("pk", flat=True).first()
        for person_id in (user.pk, own):
            if person_id is not None:
                pseudonymise(person_id)
        user.delete()


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
