"""The care team of a patient: who treats, who covers for a time, who leads, and who takes over."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import CareTeamMember, Clinic, Episode, Invitation, Patient, User
from accounts.queries.treating import LEAD_FIRST, places, therapists_of, therapists_of_any, treating
from accounts.rules.purpose import Purpose
from accounts.rules.team import PatientLeft, Period, is_in_force, leaves_patient, period
from accounts.services.care import NotInCare
from accounts.services.records import note_change
from common.clock import local_date


class NotATherapistHere(Exception):
    """The person named does not work as a therapist in the patient's clinic, or cannot sign in."""


class NotInTeam(Exception):
    """The person has no place in the patient's team."""


class BadTeamDates(Exception):
    """A place begins today or later, and ends on its first day or later; `field` is the one at fault."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class PatientsLeft(Exception):
    """Nobody would treat these `patients` any more: name who takes over. Nothing was changed."""

    def __init__(self, patients: Iterable[PatientLeft]) -> None:
        self.patients = sorted(patients, key=lambda one: one.name)
        super().__init__(len(self.patients))


def put_in_team(
    *, by: User, patient: Patient, user_id: UUID, changes: Mapping[str, Any], now: datetime
) -> tuple[CareTeamMember, bool]:
    """Give the therapist `user_id` a place in the team of `patient`, or change the one they have; whether it
    is new.

    `changes` may hold `from_on` and `until_on` (local dates of the patient, both included; None: no limit)
    and `lead`. A new place begins today and has no end unless told. Whoever is made the lead leads from then
    on while in force; a cover gives the lead back by itself.

    Raises NotInCare, NotATherapistHere, BadTeamDates, and PatientsLeft where the change would end the care
    of the only one who treats.
    """
    with transaction.atomic():
        episode = _locked_episode(patient)
        if not therapists_of(episode.clinic_id).filter(user=user_id).exists():
            raise NotATherapistHere
        before = _periods(episode)
        place = _running_place(episode, user_id, now)
        made = place is None
        place = place or CareTeamMember(episode=episode, user_id=user_id, created_at=now)
        _set_dates(place, changes, made=made, patient=patient, now=now)
        if "lead" in changes:
            place.lead_at = now if changes["lead"] else None
        place.save()
        if leaves_patient(before, _periods(episode), now):
            raise PatientsLeft([_left(patient)])
        _note(by, episode, Purpose.CARE_TEAM_CHANGE, user_id, now)
    return place, made


def take_out_of_team(
    *, by: User, patient: Patient, user_id: UUID, hand_over_to: UUID | None, now: datetime
) -> None:
    """End the place of `user_id` in the team of `patient`; what it opened closes at once. `hand_over_to`, a
    therapist of the clinic, takes it over for good, the lead too.

    Raises NotInCare, NotInTeam, NotATherapistHere, and PatientsLeft where nobody would be left.
    """
    with transaction.atomic():
        episode = _locked_episode(patient)
        before = _periods(episode)
        place = CareTeamMember.objects.filter(episode=episode, user=user_id, ended_at=None).first()
        if place is None:
            raise NotInTeam
        led = treating().filter(episode=episode).order_by(*LEAD_FIRST).first() == place
        place.ended_at = now
        place.save(update_fields=["ended_at"])
        if hand_over_to is not None:
            _take_over(episode, _taker(episode.clinic_id, hand_over_to, user_id), led, now)
        if leaves_patient(before, _periods(episode), now):
            raise PatientsLeft([_left(patient)])
        _note(by, episode, Purpose.CARE_TEAM_REMOVAL, user_id, now)


def join_team(*, episode: Episode, user: User, now: datetime) -> None:
    """Give `user`, a therapist of the clinic, a place without limits in `episode`; who has one keeps it."""
    _take_over(episode, user.pk, lead=False, now=now)


def hand_over_patients(
    *, by: User, clinic: Clinic, leaving: User, hand_over_to: UUID | None, now: datetime
) -> None:
    """End every place of `leaving` in the teams of `clinic`. Patients whom nobody else treats for good go to
    `hand_over_to`, a therapist of the clinic; open invitations go along, or stay with the clinic alone.

    To be called in a transaction that holds the clinic's row. Raises NotATherapistHere, and PatientsLeft.
    """
    taker = None if hand_over_to is None else _taker(clinic.pk, hand_over_to, leaving.pk)
    mine = CareTeamMember.objects.filter(user=leaving, ended_at=None, episode__ended_on=None)
    going = list(mine.filter(episode__clinic=clinic).select_related("episode__patient__user"))
    list(Patient.objects.filter(episodes__team__in=going).order_by("pk").select_for_update(of=["self"]))
    left = [place.episode for place in going if _is_left_without(leaving, place.episode, now)]
    if left and taker is None:
        raise PatientsLeft([_left(episode.patient) for episode in left])
    CareTeamMember.objects.filter(pk__in=[place.pk for place in going]).update(ended_at=now)
    if taker is not None:
        for episode in left:
            _take_over(episode, taker, lead=True, now=now)
    for place in going:
        _note(by, place.episode, Purpose.HAND_OVER, leaving.pk, now)
    open_ones = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    open_ones.filter(clinic=clinic, invited_by=leaving).update(invited_by=taker)


def hand_over_everywhere(
    *, leaving: User, clinics: Iterable[Clinic], hand_over_to: UUID | None, now: datetime
) -> None:
    """`hand_over_patients` of all `clinics` in which `leaving` works, to `hand_over_to` where they work too.

    To be called in a transaction that holds the clinics' rows. Raises NotATherapistHere for a `hand_over_to`
    who works in none of them, and PatientsLeft with the patients of all clinics.
    """
    clinics, left = list(clinics), []
    theirs = therapists_of_any(clinics).filter(user=hand_over_to).values_list("clinic", flat=True)
    where = set(theirs) if hand_over_to and hand_over_to != leaving.pk else set()
    if hand_over_to and not where:
        raise NotATherapistHere
    for clinic in clinics:
        taker = hand_over_to if clinic.pk in where else None
        try:
            hand_over_patients(by=leaving, clinic=clinic, leaving=leaving, hand_over_to=taker, now=now)
        except PatientsLeft as wanting:
            left += wanting.patients
    if left:
        raise PatientsLeft(left)


def move_team_dates(*, user: User, time_zone: str) -> None:
    """Let the dates of the teams that treat `user` begin and end at midnight in `time_zone` from now on."""
    rows = CareTeamMember.objects.filter(episode__patient__user=user, ended_at=None)
    dated = list(rows.exclude(from_on=None, until_on=None))
    for place in dated:
        place.begins_at, place.ends_at = period(place.from_on, place.until_on, time_zone)
    CareTeamMember.objects.bulk_update(dated, ["begins_at", "ends_at"])


def _note(by: User, episode: Episode, purpose: Purpose, member_id: UUID, now: datetime) -> None:
    note_change(
        by=by,
        patient_id=episode.patient_id,
        clinic_id=episode.clinic_id,
        purpose=purpose,
        now=now,
        object_kind="member",
        object_id=member_id,
    )


def _locked_episode(patient: Patient) -> Episode:
    """The open episode, with the clinic's row held: nobody ends a membership in the meantime."""
    found = Episode.objects.filter(patient=patient, ended_on=None).exclude(clinic=None).first()
    if found is None or found.clinic_id is None:
        raise NotInCare
    Clinic.objects.select_for_update().get(pk=found.clinic_id)
    Patient.objects.select_for_update().get(pk=patient.pk)
    episode = Episode.objects.filter(pk=found.pk, ended_on=None).first()
    if episode is None:
        raise NotInCare
    return episode


def _running_place(episode: Episode, user_id: UUID, now: datetime) -> CareTeamMember | None:
    """The place of that person that is not over; a cover that ran out makes room for a new one."""
    place = CareTeamMember.objects.filter(episode=episode, user=user_id, ended_at=None).first()
    if place is None or place.ends_at is None or now < place.ends_at:
        return place
    place.ended_at = place.ends_at
    place.save(update_fields=["ended_at"])
    return None


def _set_dates(
    place: CareTeamMember, changes: Mapping[str, Any], *, made: bool, patient: Patient, now: datetime
) -> None:
    zone = patient.user.time_zone
    today = local_date(now, zone)
    if made or "from_on" in changes:
        place.from_on = changes.get("from_on") or today
        if place.from_on < today:
            raise BadTeamDates("from_on")
    if "until_on" in changes:
        place.until_on = changes["until_on"]
    first: date = max(place.from_on or today, today)
    if place.until_on is not None and place.until_on < first:
        raise BadTeamDates("until_on")
    place.begins_at, place.ends_at = period(place.from_on, place.until_on, zone)


def _take_over(episode: Episode, user_id: UUID, lead: bool, now: datetime) -> None:
    """A place without limits from now on, which a cover becomes."""
    place = CareTeamMember.objects.filter(episode=episode, user=user_id, ended_at=None).first()
    place = place or CareTeamMember(episode=episode, user_id=user_id, created_at=now)
    if not is_in_force(Period(place.begins_at, place.ends_at), now):
        place.from_on = place.begins_at = None
    place.until_on = place.ends_at = None
    if lead:
        place.lead_at = now
    place.save()


def _taker(clinic_id: UUID | None, user_id: UUID, leaving_id: UUID) -> UUID:
    works = clinic_id is not None and therapists_of(clinic_id).filter(user=user_id).exists()
    if not works or user_id == leaving_id:
        raise NotATherapistHere
    return user_id


def _is_left_without(leaving: User, episode: Episode, now: datetime) -> bool:
    team = list(places().filter(episode=episode))
    stay = [_when(place) for place in team if place.user_id != leaving.pk]
    return leaves_patient([_when(place) for place in team], stay, now)


def _periods(episode: Episode) -> list[Period]:
    return [_when(place) for place in places().filter(episode=episode)]


def _when(place: CareTeamMember) -> Period:
    return Period(place.begins_at, place.ends_at)


def _left(patient: Patient) -> PatientLeft:
    return PatientLeft(patient.pk, patient.user.name)
