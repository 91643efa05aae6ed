"""Who treats a patient: several therapists, a lead, covers for a time, and nobody left behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts import queries
from accounts.models import CareTeamMember, Episode, Invitation, Membership
from accounts.queries.sight import patients_seen_by, seen_by_each
from accounts.queries.treating import treating_ids
from accounts.rules.roles import Role
from accounts.services import clinics, invitations, people, team
from audit.models import AuditEvent
from common import clock
from common.clock import local_date
from common.zones import ZoneInfo
from tests import factories
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db
ZONE = "Europe/Madrid"
DAY = timedelta(days=1)


def today():
    return local_date(clock.now(), ZONE)


def door(patient, person=None) -> str:
    return f"/api/v1/patients/{patient.pk}/care-team/" + (f"{person.pk}/" if person else "")


def add(client, patient, person, **more):
    return client.post(door(patient), {"user": str(person.pk), **more})


def rows(client, patient, **query):
    return client.get(door(patient), query).json()["results"]


def put(cast, person, now=None, **changes):
    place, _made = team.put_in_team(
        by=cast.mira, patient=cast.ana_patient, user_id=person.pk, changes=changes, now=now or clock.now()
    )
    return place


def clock_at(zone: str) -> datetime:
    """When tomorrow begins in that zone."""
    return datetime.combine(today() + DAY, time.min, tzinfo=ZoneInfo(zone))


def sees(person, patient) -> bool:
    together = seen_by_each([person.pk]).get(person.pk, set())
    alone = patients_seen_by(person).filter(pk=patient.pk).exists()
    assert alone is (patient.pk in together)
    return alone


def left(response) -> list[dict[str, str]]:
    assert refusal(response) == (409, "patients_left")
    return response.json()["patients"]


@pytest.fixture
def ana_left(cast) -> list[dict[str, str]]:
    return [{"id": str(cast.ana_patient.pk), "name": "Ana"}]


def test_team_lists_its_members_with_the_lead_first(cast, client_of):
    tess = client_of(cast.tess)
    assert add(tess, cast.ana_patient, cast.theo, lead=True).status_code == 201
    shown = [(row["name"], row["lead"], row["state"]) for row in rows(tess, cast.ana_patient)]
    assert shown == [("Theo", True, "now"), ("Tess", False, "now")]
    assert rows(client_of(cast.ana), cast.ana_patient) == rows(tess, cast.ana_patient)


def test_added_colleague_opens_the_record_at_once(cast, client_of):
    record = f"/api/v1/patients/{cast.ana_patient.pk}/"
    assert client_of(cast.theo).get(record).status_code == 404
    answer = add(client_of(cast.tess), cast.ana_patient, cast.theo)
    assert answer.json()["user"] == str(cast.theo.pk)
    assert answer.json()["from_on"] == today().isoformat()
    assert client_of(cast.theo).get(record).status_code == 200
    assert [member["name"] for member in client_of(cast.theo).get(record).json()["team"]] == ["Tess", "Theo"]


def test_member_added_again_is_changed_and_not_doubled(cast, client_of):
    tess = client_of(cast.tess)
    until = (today() + 7 * DAY).isoformat()
    assert add(tess, cast.ana_patient, cast.theo, until_on=until).status_code == 201
    later = (today() + 9 * DAY).isoformat()
    changed = add(tess, cast.ana_patient, cast.theo, until_on=later)
    assert (changed.status_code, changed.json()["until_on"]) == (200, later)
    assert add(tess, cast.ana_patient, cast.theo, until_on=None).json()["until_on"] is None
    assert len(rows(tess, cast.ana_patient)) == 2


def test_planned_cover_opens_nothing_before_its_first_day(cast, client_of):
    answer = add(
        client_of(cast.tess),
        cast.ana_patient,
        cast.theo,
        from_on=(today() + DAY).isoformat(),
        until_on=(today() + 8 * DAY).isoformat(),
    )
    assert (answer.status_code, answer.json()["state"]) == (201, "planned")
    assert not sees(cast.theo, cast.ana_patient)
    assert client_of(cast.theo).get(door(cast.ana_patient)).status_code == 404


def test_cover_opens_the_record_through_its_last_day_and_no_longer(cast):
    yesterday = clock.now() - DAY
    place = put(cast, cast.theo, now=yesterday, until_on=local_date(yesterday, ZONE) + DAY)
    assert sees(cast.theo, cast.ana_patient)
    put(cast, cast.theo, now=yesterday, until_on=local_date(yesterday, ZONE))
    assert not sees(cast.theo, cast.ana_patient)
    place.refresh_from_db()
    assert place.ended_at is None


def test_cover_follows_the_midnight_of_a_patient_who_moves(cast):
    now = clock.now()
    place = put(cast, cast.theo, from_on=today() + DAY, until_on=today() + DAY, now=now)
    people.change_profile(user=cast.ana, changes={"time_zone": "Pacific/Kiritimati"}, now=now)
    moved = CareTeamMember.objects.get(pk=place.pk)
    assert moved.from_on == place.from_on
    first = (moved.begins_at, place.begins_at)
    assert first == (clock_at("Pacific/Kiritimati"), clock_at(ZONE))


def test_cover_that_ran_out_makes_room_for_a_new_one(cast, client_of):
    past = clock.now() - 5 * DAY
    put(cast, cast.theo, now=past, until_on=local_date(past, ZONE))
    tess = client_of(cast.tess)
    assert [row["name"] for row in rows(tess, cast.ana_patient)] == ["Tess"]
    assert add(tess, cast.ana_patient, cast.theo, until_on=today().isoformat()).status_code == 201
    assert sees(cast.theo, cast.ana_patient)
    shown = [(row["name"], row["state"]) for row in rows(tess, cast.ana_patient, past="true")]
    assert shown == [("Tess", "now"), ("Theo", "now"), ("Theo", "past")]


def test_lead_for_a_time_gives_the_lead_back(cast):
    past = clock.now() - 5 * DAY
    put(cast, cast.tess, now=past - DAY, lead=True)
    put(cast, cast.theo, now=past, until_on=local_date(past, ZONE) + 20 * DAY, lead=True)
    assert treating_ids([cast.ana_patient.pk]) == {cast.ana_patient.pk: [cast.theo.pk, cast.tess.pk]}
    put(cast, cast.theo, now=past, until_on=local_date(past, ZONE) + DAY)
    assert treating_ids([cast.ana_patient.pk]) == {cast.ana_patient.pk: [cast.tess.pk]}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from_on": -1}, "from_on"),
        ({"until_on": -1}, "until_on"),
        ({"from_on": 3, "until_on": 2}, "until_on"),
    ],
)
def test_bad_dates_are_refused_by_their_field(cast, client_of, change, field):
    dates = {key: (today() + days * DAY).isoformat() for key, days in change.items()}
    assert fields_at_fault(add(client_of(cast.tess), cast.ana_patient, cast.theo, **dates)) == [field]
    assert not sees(cast.theo, cast.ana_patient)


@pytest.mark.parametrize("name", ["mira", "olga", "ana"])
def test_only_a_therapist_of_the_clinic_gets_a_place(cast, client_of, name):
    answer = add(client_of(cast.tess), cast.ana_patient, getattr(cast, name))
    assert fields_at_fault(answer) == ["user"]


def test_last_one_is_not_removed_without_a_hand_over(cast, client_of, ana_left):
    tess = client_of(cast.tess)
    assert left(tess.delete(door(cast.ana_patient, cast.tess))) == ana_left
    assert sees(cast.tess, cast.ana_patient)


def test_last_one_beside_a_mere_cover_is_not_removed(cast, client_of, ana_left):
    put(cast, cast.theo, until_on=today() + 3 * DAY)
    assert left(client_of(cast.tess).delete(door(cast.ana_patient, cast.tess))) == ana_left


def test_last_one_cannot_be_given_an_end(cast, client_of, ana_left):
    answer = add(client_of(cast.tess), cast.ana_patient, cast.tess, until_on=today().isoformat())
    assert left(answer) == ana_left
    put(cast, cast.theo, from_on=today() + DAY)
    answer = add(client_of(cast.tess), cast.ana_patient, cast.tess, until_on=today().isoformat())
    assert answer.status_code == 200  # the next one begins where she ends


def test_one_of_two_is_removed_and_the_other_leads(cast, client_of):
    put(cast, cast.theo)
    assert client_of(cast.mira).delete(door(cast.ana_patient, cast.tess)).status_code == 204
    assert not sees(cast.tess, cast.ana_patient)
    assert rows(client_of(cast.theo), cast.ana_patient)[0]["lead"] is True
    again = client_of(cast.mira).delete(door(cast.ana_patient, cast.tess))
    assert refusal(again) == (404, "not_found")


@pytest.mark.parametrize("way", ["body", "query"])
def test_hand_over_gives_the_patient_to_the_colleague_for_good(cast, client_of, way):
    put(cast, cast.theo, until_on=today() + 3 * DAY)
    address = door(cast.ana_patient, cast.tess)
    client = client_of(cast.tess)
    if way == "body":
        answer = client.delete(address, {"hand_over_to": str(cast.theo.pk)})
    else:
        answer = client.delete(f"{address}?hand_over_to={cast.theo.pk}")
    assert answer.status_code == 204
    assert not sees(cast.tess, cast.ana_patient)
    row = rows(client_of(cast.theo), cast.ana_patient)[0]
    assert (row["user"], row["until_on"], row["lead"]) == (str(cast.theo.pk), None, True)


@pytest.mark.parametrize("name", ["mira", "olga", "tess"])
def test_hand_over_goes_to_another_therapist_of_the_clinic_only(cast, client_of, name):
    taker = {"hand_over_to": str(getattr(cast, name).pk)}
    answer = client_of(cast.tess).delete(door(cast.ana_patient, cast.tess), taker)
    assert fields_at_fault(answer) == ["hand_over_to"]
    assert sees(cast.tess, cast.ana_patient)


def test_therapist_does_not_leave_patients_behind(cast, client_of, ana_left):
    work = Membership.objects.get(user=cast.tess)
    address = f"/api/v1/clinics/{cast.north.pk}/members/{work.pk}/"
    assert left(client_of(cast.mira).delete(address)) == ana_left
    assert left(client_of(cast.tess).delete(f"/api/v1/clinics/{cast.north.pk}/members/me/")) == ana_left
    assert left(client_of(cast.tess).delete("/api/v1/me/")) == ana_left
    assert sees(cast.tess, cast.ana_patient)
    answer = client_of(cast.mira).delete(address, {"hand_over_to": str(cast.theo.pk)})
    assert answer.status_code == 204
    assert treating_ids([cast.ana_patient.pk]) == {cast.ana_patient.pk: [cast.theo.pk]}


def test_therapist_whose_patients_others_treat_goes_without_a_question(cast, client_of):
    put(cast, cast.theo)
    assert client_of(cast.tess).delete("/api/v1/me/").status_code == 204
    assert treating_ids([cast.ana_patient.pk]) == {cast.ana_patient.pk: [cast.theo.pk]}


def test_manager_who_treats_too_keeps_managing_and_hands_over(cast, client_of, ana_left):
    factories.membership(cast.tess, cast.north, Role.MANAGER)
    work = Membership.objects.get(user=cast.tess, role=Role.THERAPIST)
    address = f"/api/v1/clinics/{cast.north.pk}/members/{work.pk}/"
    assert left(client_of(cast.mira).delete(address)) == ana_left


def test_anybody_leaves_a_clinic_but_its_last_manager(cast, client_of):
    own = f"/api/v1/clinics/{cast.north.pk}/members/me/"
    assert client_of(cast.theo).delete(own).status_code == 204
    assert client_of(cast.theo).get("/api/v1/me/").json()["clinics"] == []
    assert client_of(cast.theo).delete(own).status_code == 404
    assert refusal(client_of(cast.mira).delete(own)) == (409, "last_manager")


def test_open_invitations_outlive_the_therapist_who_sent_them(cast, client_of):
    row = factories.invitation(cast.theo)
    assert client_of(cast.theo).delete("/api/v1/me/").status_code == 204
    kept = Invitation.objects.get(pk=row.pk)
    assert (kept.clinic, kept.invited_by) == (cast.north, None)
    token = queries.link_of(kept).rsplit("/", 1)[1]
    assert APIClient().get(f"/api/v1/invitations/{token}/").json()["therapist"] is None
    assert APIClient().post(f"/api/v1/invitations/{token}/accept/").status_code == 200
    assert patients_seen_by(cast.mira).filter(user__email=row.email).exists()


def test_open_invitations_go_along_with_a_hand_over(cast):
    row = factories.invitation(cast.tess)
    people.erase_person(user=cast.tess, hand_over_to=cast.theo.pk, now=clock.now())
    invitations.accept_invitation(token=token_of(row), signed_in=None, now=clock.now())
    assert patients_seen_by(cast.theo).filter(user__email=row.email).exists()


def token_of(row) -> str:
    return queries.link_of(row).rsplit("/", 1)[1]


def test_colleagues_invitation_joins_the_team_of_a_patient_whose_therapist_left(cast, client_of):
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())  # as before hand-overs were asked
    row = factories.invitation(cast.theo, cast.ana.email)
    answer = client_of(cast.ana).post(f"/api/v1/invitations/{token_of(row)}/accept/")
    assert answer.status_code == 200
    assert treating_ids([cast.ana_patient.pk]) == {cast.ana_patient.pk: [cast.theo.pk]}
    assert Episode.objects.filter(patient=cast.ana_patient).count() == 1


def test_patient_whom_nobody_treats_is_answered_for_by_a_manager(cast):
    (care,) = queries.in_clinics_care([cast.ana_patient.pk])
    assert care.therapist_id == cast.tess.pk
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())
    (care,) = queries.in_clinics_care([cast.ana_patient.pk])
    assert care.therapist_id == cast.mira.pk


def test_manager_sees_whom_nobody_treats(cast, client_of):
    door = f"/api/v1/clinics/{cast.north.pk}/patients-left/"
    assert client_of(cast.mira).get(door).json()["results"] == []
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())
    shown = client_of(cast.mira).get(door).json()["results"]
    assert shown == [{"id": str(cast.ana_patient.pk), "name": "Ana"}]


def test_changes_of_a_team_are_written_down(cast, client_of):
    add(client_of(cast.mira), cast.ana_patient, cast.theo)
    client_of(cast.mira).delete(door(cast.ana_patient, cast.theo))
    work = Membership.objects.get(user=cast.tess)
    clinics.end_membership(
        by=cast.mira, clinic=cast.north, member_id=work.pk, hand_over_to=cast.theo.pk, now=clock.now()
    )
    kept = AuditEvent.objects.order_by("id").values_list("purpose", "actor", "patient", "clinic")
    assert list(kept) == [
        ("care-team-change", cast.mira.pk, cast.ana_patient.pk, cast.north.pk),
        ("care-team-remove", cast.mira.pk, cast.ana_patient.pk, cast.north.pk),
        ("hand-over", cast.mira.pk, cast.ana_patient.pk, cast.north.pk),
        ("member-end", cast.mira.pk, None, cast.north.pk),
    ]


def test_therapists_of_a_clinic_are_named_to_whoever_works_there(cast, client_of):
    address = f"/api/v1/clinics/{cast.north.pk}/therapists/"
    shown = [row["name"] for row in client_of(cast.tess).get(address).json()["results"]]
    assert sorted(shown) == ["Tess", "Theo"]


@pytest.mark.django_db(transaction=True)
def test_two_therapists_who_leave_at_the_same_time_leave_no_patient(cast):
    put(cast, cast.theo)

    def leave(person):
        try:
            clinics.leave_clinic(user=person, clinic_id=cast.north.pk, now=clock.now())
        except team.PatientsLeft:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, [cast.tess, cast.theo])) == [False, True]
    assert len(treating_ids([cast.ana_patient.pk])[cast.ana_patient.pk]) == 1
