"""The inbox: who sees which flag, and what they do with it."""

import pytest

from accounts.services.care import end_episode
from progress.models import Flag
from progress.services import review_diaries
from tests.refusals import fields_at_fault, refusal

FLAGS = "/api/v1/flags/"


@pytest.fixture
def flag(weeks) -> Flag:
    """An open flag on ana."""
    weeks.tell(weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    return Flag.objects.get()


def test_tells_why_about_whom_since_when_and_whose_it_is(flag, cast, client_of):
    (told,) = client_of(cast.tess).get(FLAGS).json()["results"]
    assert told["reason"].startswith("Foot check on ")
    assert told["reason"].endswith(": blister.")
    assert (told["rule"], told["state"]) == ("foot_check", "open")
    assert told["patient"] == {"id": str(cast.ana_patient.pk), "name": "Ana"}
    assert told["owner"] == {"id": str(cast.tess.pk), "name": "Tess"}
    assert told["evidence"][0]["findings"] == ["blister"]
    assert told["since"]


def test_finds_flags_by_state_and_patient(flag, cast, client_of):
    client = client_of(cast.tess)

    def found(**query) -> int:
        return len(client.get(FLAGS, query).json()["results"])

    assert found(state="open") == found(patient=cast.ana_patient.pk) == 1
    assert found(state="resolved") == found(patient=cast.ben_patient.pk) == 0


@pytest.mark.parametrize(
    ("query", "field"), [({"state": "closed"}, "state"), ({"patient": "ana"}, "patient")]
)
def test_refuses_a_filter_it_does_not_know_by_its_name(cast, client_of, query, field):
    assert fields_at_fault(client_of(cast.tess).get(FLAGS, query)) == [field]


@pytest.mark.parametrize("person", ["theo", "olga"])
@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_hides_a_strangers_flag_and_leaves_it_open(flag, cast, client_of, person, action):
    client = client_of(getattr(cast, person))
    assert client.get(FLAGS).json()["results"] == []
    assert refusal(client.post(f"{FLAGS}{flag.pk}/{action}/")) == (404, "not_found")
    flag.refresh_from_db()
    assert flag.state == "open"


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_is_not_for_the_patient(flag, cast, client_of, action):
    client = client_of(cast.ana)
    assert refusal(client.get(FLAGS)) == (403, "not_staff")
    assert refusal(client.post(f"{FLAGS}{flag.pk}/{action}/")) == (404, "not_found")
    flag.refresh_from_db()
    assert flag.state == "open"


def test_gives_a_flag_to_who_takes_it(flag, cast, client_of):
    told = client_of(cast.mira).post(f"{FLAGS}{flag.pk}/acknowledge/").json()
    assert (told["state"], told["owner"]["name"]) == ("acknowledged", "Mira")
    again = client_of(cast.tess).post(f"{FLAGS}{flag.pk}/acknowledge/").json()
    assert again == told


def test_settles_a_flag_with_a_note_once(flag, cast, client_of):
    client = client_of(cast.tess)
    told = client.post(f"{FLAGS}{flag.pk}/resolve/", {"note": "Seen today."}).json()
    assert (told["state"], told["note"]) == ("resolved", "Seen today.")
    assert client.post(f"{FLAGS}{flag.pk}/resolve/", {"note": "Other words."}).json() == told


def test_keeps_what_is_resolved(flag, cast, client_of):
    client = client_of(cast.tess)
    client.post(f"{FLAGS}{flag.pk}/resolve/")
    assert refusal(client.post(f"{FLAGS}{flag.pk}/acknowledge/")) == (409, "flag_resolved")
    flag.refresh_from_db()
    assert flag.state == "resolved"


@pytest.mark.parametrize(("body", "field"), [({"note": "a" * 1001}, "note"), ({"word": "x"}, "word")])
def test_refuses_a_body_it_does_not_know_by_its_field(flag, cast, client_of, body, field):
    assert fields_at_fault(client_of(cast.tess).post(f"{FLAGS}{flag.pk}/resolve/", body)) == [field]
    flag.refresh_from_db()
    assert flag.state == "open"


def test_disappears_with_the_care(flag, weeks, cast, client_of):
    end_episode(patient=cast.ana_patient, ended_on=None, now=weeks.now)
    assert client_of(cast.tess).get(FLAGS).json()["results"] == []
