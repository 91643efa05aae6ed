"""What a clinic's managers say of it: its name, and whom patients call."""

import pytest

from accounts.models import Clinic


@pytest.fixture
def mira(cast, client_of):
    return client_of(cast.mira)


def address(clinic: Clinic) -> str:
    return f"/api/v1/clinics/{clinic.pk}/"


def test_manager_sets_the_number_to_call_and_the_words(mira, cast):
    told = {"phone": "+34 910 000 000", "urgent_help": "At night go to the hospital."}
    answer = mira.patch(address(cast.north), told)
    assert answer.json() == {"id": str(cast.north.pk), "name": "North Clinic", **told}
    assert mira.get(address(cast.north)).json() == answer.json()
    assert mira.patch(address(cast.north), {"phone": ""}).json()["phone"] == ""
    assert mira.get(address(cast.north)).json()["urgent_help"] == told["urgent_help"]


@pytest.mark.parametrize("number", ["112", "061", "+49 (0)30 1234-567", "910.000.000", "030/123456"])
def test_number_that_a_telephone_can_call_is_kept(mira, cast, number):
    assert mira.patch(address(cast.north), {"phone": number}).json()["phone"] == number


@pytest.mark.parametrize(
    "number", ["ask us", "12", "+34 910 000 000 ext. 3", "1234567890123456", "+", "++34910000000", "٩١٠٠٠٠"]
)
def test_number_that_no_telephone_can_call_is_refused(mira, cast, number):
    answer = mira.patch(address(cast.north), {"phone": number})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["phone"])
    assert Clinic.objects.get(pk=cast.north.pk).phone == ""


def test_manager_of_another_clinic_does_not_learn_of_it(cast, client_of):
    assert client_of(cast.olga).get(address(cast.north)).status_code == 404
    assert client_of(cast.olga).patch(address(cast.north), {"name": "Mine"}).status_code == 404
    assert Clinic.objects.get(pk=cast.north.pk).name == "North Clinic"
