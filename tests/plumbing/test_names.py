"""Every endpoint that takes a name refuses one that would spoil an e-mail, by the field's name."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import AccessToken, Clinic, Invitation, User
from tests.plumbing.route_fixture import BODIES, create_fixture
from tests.plumbing.test_access_table import address
from tests.refusals import fields_at_fault

pytestmark = pytest.mark.django_db

TURNED = "Ana\u202eB"
ENDPOINTS = [
    ("tess", "POST", "invitations/", "name"),
    ("mira", "POST", "clinics/<clinic_id>/members/", "name"),
    ("mira", "PATCH", "clinics/<clinic_id>/", "name"),
    ("ana", "PATCH", "me/", "name"),
    ("ana", "POST", "tokens/", "name"),
    ("tess", "POST", "exercises/", "name"),
    ("tess", "PATCH", "exercises/<slug>/", "name"),
    ("tess", "POST", "routines/", "name"),
    ("tess", "PATCH", "routines/<routine_id>/", "name"),
    ("tess", "POST", "patients/<patient_id>/assignments/", "name"),
    ("ana", "POST", "push-subscriptions/", "device"),
]


@pytest.mark.parametrize("bad", [TURNED, "Ana\nBcc: x@example.org"], ids=["direction", "line"])
@pytest.mark.parametrize(
    ("who", "method", "route", "field"), ENDPOINTS, ids=[f"{d[1]} {d[2]}" for d in ENDPOINTS]
)
def test_name_field_refuses_a_name_that_is_not_one_plain_line(
    cast, library, client_of, who, method, route, field, bad
):
    world = create_fixture(cast, client_of(cast.tess), client_of(cast.ana))
    body = {**BODIES.get((method, route), {}), field: bad}
    answer = getattr(client_of(getattr(cast, who)), method.lower())(address(route, world), body)
    assert fields_at_fault(answer) == [field]


@pytest.mark.parametrize(
    "order",
    [
        ["create_clinic", "North\nClinic", "--manager", "new@example.org"],
        ["create_clinic", "West", "--manager", "new@example.org", "--name", TURNED],
        ["add_member", "new@example.org", "--clinic", "North Clinic", "--role", "manager", "--name", TURNED],
        ["create_token", "ana@example.org", "--name", "a\x07b"],
    ],
    ids=lambda order: order[0],
)
def test_name_field_refuses_such_a_name_from_an_operator(cast, order):
    with pytest.raises(CommandError, match="one line"):
        call_command(*order, stdout=StringIO(), stderr=StringIO())
    assert Clinic.objects.count() == 2
    assert not User.objects.filter(email="new@example.org").exists()
    assert not AccessToken.objects.exists()
    assert not Invitation.objects.exists()
