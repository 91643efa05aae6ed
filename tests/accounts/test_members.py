"""A manager sees and changes who works in the clinic."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import Membership, User
from accounts.rules.roles import Role
from accounts.services import clinics
from common import clock
from tests import factories
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db
NEW = {"email": "New@Example.org", "name": "Nell", "role": "therapist"}


def door(clinic, member=None) -> str:
    return f"/api/v1/clinics/{clinic.pk}/members/" + (f"{member.pk}/" if member else "")


def working(clinic) -> set[tuple[str, str]]:
    rows = Membership.objects.filter(clinic=clinic, ended_at=None)
    return set(rows.values_list("user__name", "role"))


NORTH = {("Tess", "therapist"), ("Theo", "therapist"), ("Mira", "manager")}


def test_membership_lists_who_works_in_the_clinic_and_nobody_else(cast, client_of):
    member = Membership.objects.get(user=cast.theo)
    clinics.end_membership(by=cast.mira, clinic=cast.north, member_id=member.pk, now=clock.now())
    rows = client_of(cast.mira).get(door(cast.north)).json()["results"]
    assert sorted((row["name"], row["email"], row["role"]) for row in rows) == [
        ("Mira", "mira@example.org", "manager"),
        ("Tess", "tess@example.org", "therapist"),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "tess@example.org"}, "email"),
        ({"email": "tess"}, "email"),
        ({"role": "patient"}, "role"),
        ({"name": ""}, "name"),
        ({"clinic": "another"}, "clinic"),
    ],
)
def test_membership_refuses_a_bad_member_by_its_field(cast, client_of, change, field):
    before = User.objects.count()
    assert fields_at_fault(client_of(cast.mira).post(door(cast.north), {**NEW, **change})) == [field]
    assert (working(cast.north), User.objects.count()) == (NORTH, before)


def test_removed_member_sees_no_record(cast, client_of):
    tess, record = client_of(cast.tess), f"/api/v1/patients/{cast.ana_patient.pk}/"
    assert tess.get(record).status_code == 200
    member = Membership.objects.get(user=cast.tess)
    taken_over = {"hand_over_to": str(cast.theo.pk)}
    assert client_of(cast.mira).delete(door(cast.north, member), taken_over).status_code == 204
    assert refusal(tess.get(record)) == (404, "not_found")
    assert client_of(cast.mira).delete(door(cast.north, member)).status_code == 404


def test_membership_keeps_the_last_manager(cast, client_of):
    member = Membership.objects.get(user=cast.mira)
    assert refusal(client_of(cast.mira).delete(door(cast.north, member))) == (409, "last_manager")
    assert working(cast.north) == NORTH
    factories.membership(cast.theo, cast.north, Role.MANAGER)
    assert client_of(cast.mira).delete(door(cast.north, member)).status_code == 204


def test_membership_finds_no_member_of_another_clinic(cast, client_of):
    other = Membership.objects.get(user=cast.olga)
    assert client_of(cast.mira).delete(door(cast.north, other)).status_code == 404
    assert client_of(cast.mira).delete(door(cast.south, other)).status_code == 404
    nowhere = f"/api/v1/clinics/{uuid4()}/members/"
    assert client_of(cast.mira).get(nowhere).status_code == 404
    assert working(cast.south) == {("Olga", "manager")}


@pytest.mark.django_db(transaction=True)
def test_one_of_two_managers_who_leave_at_the_same_time_stays(cast):
    factories.membership(cast.theo, cast.north, Role.MANAGER)
    managers = list(Membership.objects.filter(clinic=cast.north, role=Role.MANAGER))

    def leave(member):
        try:
            clinics.end_membership(by=cast.mira, clinic=cast.north, member_id=member.pk, now=clock.now())
        except clinics.LastManager:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(leave, managers)) == [False, True]
    assert Membership.objects.filter(clinic=cast.north, role=Role.MANAGER, ended_at=None).count() == 1
