"""Work in a clinic is an invitation that the person accepts; a role takes no rights away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Membership, MembershipInvitation, User
from accounts.queries.memberships import membership_link, unannounced_memberships
from accounts.rules.roles import Role, Scope
from accounts.services import memberships
from accounts.services.clinics import add_member
from accounts.services.team import put_in_team
from accounts.services.tokens import create_token
from audit.models import AuditEvent
from common import clock
from tests.plumbing.access_table import rows
from tests.plumbing.route_fixture import create_fixture
from tests.plumbing.test_access_table import knock
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db
NEW = {"email": "New@Example.org", "name": "Nell", "role": "therapist"}
MINE = "/api/v1/me/member-invitations/"


def members(clinic) -> str:
    return f"/api/v1/clinics/{clinic.pk}/members/"


def invite(cast, email: str, role: Role = Role.THERAPIST, now=None) -> MembershipInvitation:
    return memberships.invite_member(
        by=cast.mira, clinic=cast.north, email=email, name="Nell", role=role, now=now or clock.now()
    )


def link_door(row, act: str = "") -> str:
    return f"/api/v1/member-invitations/{membership_link(row).rsplit('/', 1)[1]}/{act}"


def works(clinic, email: str) -> bool:
    return Membership.objects.filter(clinic=clinic, user__email=email, ended_at=None).exists()


def test_answer_is_the_same_whether_the_address_has_an_account(cast, client_of):
    mira = client_of(cast.mira)
    answers = []
    for email in ("new@example.org", cast.ben.email):
        answer = mira.post(members(cast.north), {**NEW, "email": email})
        assert answer.status_code == 201
        told = answer.json()
        assert told.pop("email") == email
        assert not works(cast.north, email)
        answers.append({key: value for key, value in told.items() if not key.endswith(("id", "_at"))})
    assert answers[0] == answers[1]
    assert answers[0] == {
        "name": "Nell",
        "role": "therapist",
        "state": "open",
        "invited_by": "Mira",
        "letter_returned": False,
    }
    assert not User.objects.filter(email="new@example.org").exists()


def test_both_answers_take_the_same_statements(cast, client_of):
    mira = client_of(cast.mira)
    counts = []
    for email in ("new@example.org", cast.ben.email):
        with CaptureQueriesContext(connection) as counted:
            mira.post(members(cast.north), {**NEW, "email": email})
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_person_accepts_in_the_app_and_works_there(cast, client_of):
    row = invite(cast, cast.ben.email)
    ben = client_of(cast.ben)
    (mine,) = ben.get(MINE).json()["results"]
    assert (mine["clinic"]["name"], mine["role"], mine["invited_by"]) == ("North Clinic", "therapist", "Mira")
    answer = ben.post(f"{MINE}{row.pk}/accept/")
    assert answer.json()["roles"] == ["patient", "therapist"]
    assert ben.get(MINE).json()["results"] == []
    assert ben.post(f"{MINE}{row.pk}/accept/").status_code == 200
    assert Membership.objects.filter(user=cast.ben).count() == 1


def test_person_declines_and_the_manager_sees_it(cast, client_of):
    row = invite(cast, cast.ben.email)
    ben = client_of(cast.ben)
    assert ben.post(f"{MINE}{row.pk}/decline/").status_code == 204
    assert not works(cast.north, cast.ben.email)
    waiting = client_of(cast.mira).get(f"/api/v1/clinics/{cast.north.pk}/member-invitations/").json()
    assert [(each["email"], each["state"]) for each in waiting["results"]] == [(cast.ben.email, "declined")]
    assert refusal(ben.post(f"{MINE}{row.pk}/accept/")) == (410, "invitation_declined")
    assert client_of(cast.mira).post(members(cast.north), {**NEW, "email": cast.ben.email}).status_code == 201


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_invitation_to_another_address_is_nobody_elses(cast, client_of, act):
    row = invite(cast, "new@example.org")
    assert client_of(cast.ben).post(f"{MINE}{row.pk}/{act}/").status_code == 404
    assert client_of(cast.ben).get(MINE).json()["results"] == []


def test_link_makes_an_account_for_a_newcomer(cast):
    row = invite(cast, "new@example.org")
    client = APIClient()
    facts = client.get(link_door(row)).json()
    assert (facts["clinic"], facts["email_masked"], facts["state"]) == (
        "North Clinic",
        "n…@example.org",
        "open",
    )
    answer = client.post(link_door(row, "accept/"), {"time_zone": "Europe/Lisbon"})
    assert answer.status_code == 200
    me = client.get("/api/v1/me/").json()
    assert (me["email"], me["name"], me["roles"]) == ("new@example.org", "Nell", ["therapist"])
    assert me["time_zone"] == "Europe/Lisbon"
    assert refusal(APIClient().post(link_door(row, "accept/"))) == (410, "invitation_accepted")


def test_link_never_signs_in_to_an_existing_account(cast, client_of):
    row = invite(cast, cast.ben.email)
    assert refusal(APIClient().post(link_door(row, "accept/"))) == (403, "sign_in_first")
    assert refusal(client_of(cast.theo).post(link_door(row, "accept/"))) == (403, "signed_in_as_another")
    assert not works(cast.north, cast.ben.email)
    assert client_of(cast.ben).post(link_door(row, "accept/")).status_code == 200
    assert works(cast.north, cast.ben.email)


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_invitation_that_is_over_lets_nobody_in(cast, client_of, state):
    row = invite(cast, cast.ben.email, now=clock.now() - timedelta(days=7) if state == "expired" else None)
    if state == "revoked":
        door = f"/api/v1/clinics/{cast.north.pk}/member-invitations/{row.pk}/revoke/"
        assert client_of(cast.mira).post(door).json()["state"] == "revoked"
    ben = client_of(cast.ben)
    assert ben.get(MINE).json()["results"] == []
    assert refusal(ben.post(f"{MINE}{row.pk}/accept/")) == (410, f"invitation_{state}")
    assert APIClient().get(link_door(row)).json()["email_masked"] == ""


def test_resend_gives_a_new_link_and_seven_more_days(cast, client_of):
    row = invite(cast, "new@example.org", now=clock.now() - timedelta(days=8))
    old = link_door(row)
    memberships.mark_memberships_announced(invitation_ids=[row.pk], now=clock.now())
    door = f"/api/v1/clinics/{cast.north.pk}/member-invitations/{row.pk}/resend/"
    assert client_of(cast.mira).post(door).json()["state"] == "open"
    assert APIClient().get(old).status_code == 404
    row.refresh_from_db()
    assert APIClient().get(link_door(row)).json()["state"] == "open"
    assert [due.attempt for due in unannounced_memberships(10)] == [2]


def test_second_invitation_to_the_same_address_is_refused(cast, client_of):
    mira = client_of(cast.mira)
    assert mira.post(members(cast.north), NEW).status_code == 201
    assert fields_at_fault(mira.post(members(cast.north), NEW)) == ["email"]
    assert mira.post(members(cast.north), {**NEW, "role": "manager"}).status_code == 201


def test_changes_of_membership_are_written_down(cast):
    row = invite(cast, cast.ben.email)
    memberships.accept_membership(user=cast.ben, invitation_id=row.pk, now=clock.now())
    kept = AuditEvent.objects.order_by("id").values_list("purpose", "actor", "clinic", "patient")
    assert list(kept) == [
        ("member-invite", cast.mira.pk, cast.north.pk, None),
        ("member-accept", cast.ben.pk, cast.north.pk, None),
    ]


def test_role_takes_nothing_from_a_patient_without_a_second_step(cast, library, client_of):
    """Every endpoint that answered ana before answers her the same after she became staff somewhere."""
    world = create_fixture(cast, client_of(cast.tess), client_of(cast.ana))
    add_member(clinic=cast.south, user=cast.ana, role=Role.MANAGER, now=clock.now())
    client = client_of(cast.ana, second_factor=False)
    session = client.cookies.copy()
    for door, expected in rows().items():
        client.cookies = session.copy()
        answer = knock(client, door, world)
        if expected["ana"] < 400:
            assert answer == expected["ana"], door
        else:
            assert answer >= 400, door


def test_role_opens_nothing_without_a_second_step(cast, library, client_of):
    add_member(clinic=cast.south, user=cast.ana, role=Role.MANAGER, now=clock.now())
    half = client_of(cast.ana, second_factor=False)
    for path in ("progress/", "zones/", "diary/", "assignments/", "care-team/", ""):
        answer = half.get(f"/api/v1/patients/{cast.ben_patient.pk}/{path}")
        assert refusal(answer) == (403, "second_factor_required"), path
    assert refusal(half.get(f"/api/v1/clinics/{cast.south.pk}/members/")) == (403, "second_factor_required")
    me = half.get("/api/v1/me/").json()
    assert (me["roles"], me["second_factor"]) == (
        ["patient", "manager"],
        {"required": True, "satisfied": False},
    )
    assert client_of(cast.ana).get(f"/api/v1/patients/{cast.ben_patient.pk}/zones/").status_code == 200


def test_token_made_without_a_second_step_reads_ones_own_record_only(cast):
    add_member(clinic=cast.south, user=cast.ana, role=Role.MANAGER, now=clock.now())
    made = create_token(user=cast.ana, name="x", scope=Scope.READ, now=clock.now(), second_factor=False)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {made.plain}")
    assert client.get("/api/v1/plan/").status_code == 200
    assert refusal(client.get("/api/v1/patients/")) == (403, "second_factor_required")
    assert refusal(client.get(f"/api/v1/patients/{cast.ben_patient.pk}/diary/")) == (
        403,
        "second_factor_required",
    )


def test_patient_who_treats_too_hands_over_behind_the_second_step_only(cast, client_of):
    add_member(clinic=cast.north, user=cast.ben, role=Role.THERAPIST, now=clock.now())
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())
    put_in_team(by=cast.mira, patient=cast.ana_patient, user_id=cast.ben.pk, changes={}, now=clock.now())
    half, whole = client_of(cast.ben, second_factor=False), client_of(cast.ben)
    leave = f"/api/v1/clinics/{cast.north.pk}/members/me/"
    for client, answer in (
        (half, (403, "second_factor_required")),
        (whole, (409, "patients_left")),
    ):
        assert refusal(client.delete(leave)) == answer
        assert refusal(client.delete("/api/v1/me/")) == answer
