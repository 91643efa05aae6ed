"""Access follows the care team and ends with it."""

from datetime import timedelta

import pytest

from accounts.models import Episode, Membership, User
from accounts.queries.sight import patients_seen_by, seen_by_each
from accounts.services import care, clinics
from common import clock
from common.clock import local_date
from tests import factories
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db


def seen(person) -> set:
    """Whom they see; asked for everybody at once, it is the same."""
    found = set(patients_seen_by(person))
    together = seen_by_each(list(User.objects.values_list("pk", flat=True)))
    assert together.get(person.pk, set()) == {patient.pk for patient in found}
    return found


def end(client, patient, **body):
    return client.post(f"/api/v1/patients/{patient.pk}/end-care/", body)


def test_patient_is_visible_only_to_their_therapist_and_their_clinics_manager(cast):
    assert seen(cast.tess) == seen(cast.mira) == {cast.ana_patient}
    assert seen(cast.olga) == {cast.ben_patient}
    assert seen(cast.theo) == seen(cast.ana) == set()


def test_record_closes_the_moment_care_ends(cast, client_of):
    client = client_of(cast.tess)
    answer = end(client, cast.ana_patient)
    assert answer.status_code == 200
    assert answer.json()["ended_on"] == local_date(clock.now(), "Europe/Madrid").isoformat()
    assert seen(cast.tess) == seen(cast.mira) == set()
    assert end(client, cast.ana_patient).status_code == 404
    assert client_of(cast.ana).get("/api/v1/me/").json()["patient"]["episode"] is None


def test_record_closes_when_the_therapist_leaves_the_clinic(cast):
    work = Membership.objects.get(user=cast.tess)
    clinics.end_membership(
        by=cast.mira, clinic=cast.north, member_id=work.pk, hand_over_to=cast.theo.pk, now=clock.now()
    )
    assert seen(cast.tess) == set()
    assert seen(cast.mira) == seen(cast.theo) == {cast.ana_patient}


@pytest.mark.parametrize("days", [1, -91])
def test_care_does_not_end_on_a_day_outside_of_it(cast, client_of, days):
    day = local_date(clock.now(), "Europe/Madrid") + timedelta(days=days)
    if days < 0:
        day = Episode.objects.get(patient=cast.ana_patient).started_on - timedelta(days=1)
    assert fields_at_fault(end(client_of(cast.tess), cast.ana_patient, ended_on=day.isoformat())) == [
        "ended_on"
    ]
    assert Episode.objects.get(patient=cast.ana_patient).ended_on is None


def test_care_ends_on_the_given_day(cast, client_of):
    day = Episode.objects.get(patient=cast.ana_patient).started_on
    assert end(client_of(cast.mira), cast.ana_patient, ended_on=day.isoformat()).status_code == 200
    assert Episode.objects.get(patient=cast.ana_patient).ended_on == day


@pytest.mark.parametrize("name", ["theo", "olga"])
def test_stranger_cannot_end_care(cast, client_of, name):
    assert refusal(end(client_of(getattr(cast, name)), cast.ana_patient)) == (404, "not_found")
    assert Episode.objects.get(patient=cast.ana_patient).ended_on is None


def test_self_guided_patient_can_change_the_condition(cast):
    alone = factories.patient("Lone")
    now = clock.now()
    first = care.start_own_episode(patient=alone, condition="arthritis", now=now)
    assert care.start_own_episode(patient=alone, condition="arthritis", now=now).pk == first.pk
    second = care.start_own_episode(patient=alone, condition="metatarsalgia", now=now)
    assert Episode.objects.get(patient=alone, ended_on=None).pk == second.pk


def test_clinics_episode_stays_when_its_patient_picks_a_condition(cast):
    with pytest.raises(care.AlreadyInCare):
        care.start_own_episode(patient=cast.ana_patient, condition="arthritis", now=clock.now())
    assert Episode.objects.filter(patient=cast.ana_patient).count() == 1
