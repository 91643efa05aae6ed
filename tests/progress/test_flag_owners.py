"""A flag's owner works in the clinic and sees the patient, whoever leaves, covers or takes over."""

from datetime import timedelta

import pytest

from accounts.models import CareTeamMember, Membership
from accounts.services.team import put_in_team
from common import clock
from common.clock import local_date
from progress.models import Flag
from progress.rules.flagging import FlagState, Rule
from progress.services.owners import hand_on_flags

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(cast) -> Flag:
    return Flag.objects.create(
        patient=cast.ana_patient,
        clinic=cast.north,
        rule=Rule.FOOT_CHECK,
        key="one",
        evidence=[{"on": "2026-11-20", "findings": ["blister"]}],
        state=FlagState.OPEN,
        owner=cast.tess,
        raised_at=clock.now(),
    )


def owner_shown_to(client) -> str:
    (shown,) = client.get("/api/v1/flags/").json()["results"]
    return shown["owner"]["name"]


@pytest.mark.parametrize("way", ["team", "clinic", "leave", "account"])
def test_owner_is_the_one_who_took_over_at_once(cast, client_of, flag, way):
    work = Membership.objects.get(user=cast.tess)
    client, address = {
        "team": (cast.mira, f"patients/{cast.ana_patient.pk}/care-team/{cast.tess.pk}/"),
        "clinic": (cast.mira, f"clinics/{cast.north.pk}/members/{work.pk}/"),
        "leave": (cast.tess, f"clinics/{cast.north.pk}/members/me/"),
        "account": (cast.tess, "me/"),
    }[way]
    answer = client_of(client).delete(f"/api/v1/{address}", {"hand_over_to": str(cast.theo.pk)})
    assert answer.status_code == 204
    assert owner_shown_to(client_of(cast.theo)) == owner_shown_to(client_of(cast.mira)) == "Theo"


def test_owner_of_a_cover_that_ended_is_the_lead_again(cast, client_of, flag):
    past = clock.now() - timedelta(days=3)
    until = local_date(past, "Europe/Madrid") + timedelta(days=1)
    put_in_team(
        by=cast.mira,
        patient=cast.ana_patient,
        user_id=cast.theo.pk,
        changes={"until_on": until, "lead": True},
        now=past,
    )
    Flag.objects.update(owner=cast.theo)
    hand_on_flags(now=clock.now())
    assert owner_shown_to(client_of(cast.tess)) == "Tess"


def test_owner_who_had_left_before_hand_overs_were_asked_is_replaced(cast, client_of, flag):
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())
    hand_on_flags(now=clock.now())
    assert owner_shown_to(client_of(cast.mira)) == "Mira"
    CareTeamMember.objects.filter(user=cast.tess).update(ended_at=clock.now())
    answer = client_of(cast.mira).post(
        f"/api/v1/patients/{cast.ana_patient.pk}/care-team/", {"user": str(cast.theo.pk)}
    )
    assert answer.status_code == 201
    assert owner_shown_to(client_of(cast.theo)) == "Theo"
