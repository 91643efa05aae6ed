import pytest

from exercises.models import PainZones

DEFAULT = {"green_to": 2, "amber_to": 5, "next_morning_rule": True, "nerve_rule": True}


@pytest.fixture
def address(cast) -> str:
    return f"/api/v1/patients/{cast.ana_patient.pk}/zones/"


def test_pain_zones_are_two_and_five_by_default(tess, ana, address):
    assert tess.get(address).json() == DEFAULT
    assert ana.get("/api/v1/patients/me/zones/").json() == DEFAULT


def test_pain_zones_keep_what_the_therapist_sets(tess, ana, address, cast):
    wanted = {"green_to": 3, "amber_to": 7, "next_morning_rule": False, "nerve_rule": False}
    assert tess.put(address, wanted).json() == wanted
    assert ana.get(address).json() == wanted
    assert PainZones.objects.get().set_by == cast.tess
    assert tess.put(address, {"green_to": 0, "amber_to": 1}).json()["nerve_rule"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"green_to": 5, "amber_to": 5}, "amber_to"),
        ({"green_to": 6, "amber_to": 5}, "amber_to"),
        ({"green_to": 2, "amber_to": 11}, "amber_to"),
        ({"green_to": -1, "amber_to": 5}, "green_to"),
        ({"green_to": 2}, "amber_to"),
        ({"green_to": None, "amber_to": 5}, "green_to"),
        ({"green_to": "two", "amber_to": 5}, "green_to"),
        ({"green_to": 2, "amber_to": 10**30}, "amber_to"),
        ({**DEFAULT, "nerve_rule": "perhaps"}, "nerve_rule"),
        ({**DEFAULT, "red_to": 10}, "red_to"),
    ],
)
def test_pain_zones_off_the_scale_are_refused(tess, address, body, field):
    answer = tess.put(address, body)
    assert (answer.status_code, field in answer.json()["errors"]) == (400, True)
    assert not PainZones.objects.exists()


def test_pain_zones_are_set_by_the_clinic_only(ana, client_of, cast, address):
    assert ana.put(address, DEFAULT).status_code == 403
    for stranger in (cast.theo, cast.olga, cast.ben):
        assert client_of(stranger).put(address, DEFAULT).status_code == 404
        assert client_of(stranger).get(address).status_code == 404
    assert not PainZones.objects.exists()
