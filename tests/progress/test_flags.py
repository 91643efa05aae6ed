"""The inbox: who sees which flag, and what they do with it."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import CareTeamMember
from accounts.services.care import end_episode
from progress.models import Flag
from progress.rules.flagging import Rule
from progress.services.review import review_diaries
from tests.refusals import fields_at_fault, refusal

FLAGS = "/api/v1/flags/"


@pytest.fixture
def flag(weeks) -> Flag:
    """An open flag on ana."""
    weeks.tell(weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    return Flag.objects.get()


def test_flag_tells_reason_patient_start_and_owner(flag, cast, client_of):
    (told,) = client_of(cast.tess).get(FLAGS).json()["results"]
    assert told["reason"].startswith("Foot check on ")
    assert told["reason"].endswith(": blister.")
    assert (told["rule"], told["state"]) == ("foot_check", "open")
    assert told["patient"] == {"id": str(cast.ana_patient.pk), "name": "Ana"}
    assert told["owner"] == {"id": str(cast.tess.pk), "name": "Tess"}
    assert told["evidence"][0]["findings"] == ["blister"]
    assert told["since"]


def test_page_of_flags_with_people_and_history_takes_one_statement(flag, cast, client_of):
    client = client_of(cast.tess)
    client.post(f"{FLAGS}{flag.pk}/acknowledge/")
    with CaptureQueriesContext(connection) as told:
        (shown,) = client.get(FLAGS).json()["results"]
    assert [each["act"] for each in shown["history"]] == ["raised", "acknowledged"]
    assert len(told) == 4  # the session, who asks, the page, and the audit row of the list


@pytest.mark.parametrize("query", ["", "state=resolved"])
@pytest.mark.parametrize("place", ["nan(", "yesterday", "2026-11-29T10:00:00"])
def test_page_after_a_place_that_is_none_is_not_found(flag, cast, client_of, query, place):
    cursor = b64encode(f"p={place}".encode()).decode()
    assert refusal(client_of(cast.tess).get(f"{FLAGS}?{query}&cursor={cursor}")) == (404, "not_found")


def test_flags_are_filtered_by_state_and_patient(flag, cast, client_of):
    client = client_of(cast.tess)

    def found(**query) -> int:
        return len(client.get(FLAGS, query).json()["results"])

    assert found(state="open") == found(patient=cast.ana_patient.pk) == 1
    assert found(state="resolved") == found(patient=cast.ben_patient.pk) == 0


@pytest.mark.parametrize(
    ("query", "field"), [({"state": "closed"}, "state"), ({"patient": "ana"}, "patient")]
)
def test_flag_refuses_a_filter_it_does_not_know_by_its_name(cast, client_of, query, field):
    assert fields_at_fault(client_of(cast.tess).get(FLAGS, query)) == [field]


@pytest.mark.parametrize("person", ["theo", "olga"])
@pytest.mark.parametrize("action", ["acknowledge", "resolve", "reopen"])
def test_strangers_flag_is_hidden_and_stays_open(flag, cast, client_of, person, action):
    client = client_of(getattr(cast, person))
    assert client.get(FLAGS).json()["results"] == []
    assert refusal(client.post(f"{FLAGS}{flag.pk}/{action}/")) == (404, "not_found")
    flag.refresh_from_db()
    assert flag.state == "open"


@pytest.mark.parametrize("action", ["acknowledge", "resolve", "reopen"])
def test_flag_is_not_for_the_patient(flag, cast, client_of, action):
    client = client_of(cast.ana)
    assert refusal(client.get(FLAGS)) == (403, "not_staff")
    assert refusal(client.post(f"{FLAGS}{flag.pk}/{action}/")) == (404, "not_found")
    flag.refresh_from_db()
    assert flag.state == "open"


def test_flag_is_assigned_to_the_person_who_takes_it(flag, cast, tom, client_of):
    told = client_of(tom).post(f"{FLAGS}{flag.pk}/acknowledge/").json()
    assert (told["state"], told["owner"]["name"]) == ("acknowledged", "Tom")
    again = client_of(cast.tess).post(f"{FLAGS}{flag.pk}/acknowledge/").json()
    assert again == told


def test_flag_is_resolved_with_a_note_once(flag, cast, client_of):
    client = client_of(cast.tess)
    told = client.post(f"{FLAGS}{flag.pk}/resolve/", {"note": "Seen today."}).json()
    assert (told["state"], told["note"]) == ("resolved", "Seen today.")
    assert client.post(f"{FLAGS}{flag.pk}/resolve/", {"note": "Other words."}).json() == told


def test_resolved_flag_stays_resolved(flag, cast, client_of):
    client = client_of(cast.tess)
    client.post(f"{FLAGS}{flag.pk}/resolve/")
    assert refusal(client.post(f"{FLAGS}{flag.pk}/acknowledge/")) == (409, "flag_resolved")
    flag.refresh_from_db()
    assert flag.state == "resolved"


@pytest.mark.parametrize(("body", "field"), [({"note": "a" * 1001}, "note"), ({"word": "x"}, "word")])
def test_flag_refuses_a_body_it_does_not_know_by_its_field(flag, cast, client_of, body, field):
    assert fields_at_fault(client_of(cast.tess).post(f"{FLAGS}{flag.pk}/resolve/", body)) == [field]
    flag.refresh_from_db()
    assert flag.state == "open"


def test_flag_disappears_with_the_care(flag, weeks, cast, client_of):
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    assert client_of(cast.tess).get(FLAGS).json()["results"] == []


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("acknowledge", {}),
        ("resolve", {}),
        ("reopen", {}),
        ("snooze", {"until_on": "2100-01-01"}),
        ("assign", {"user": "018f0000-0000-7000-8000-000000000000"}),
    ],
)
def test_manager_who_does_not_treat_may_look_and_not_act(flag, cast, client_of, action, body):
    mira = client_of(cast.mira)
    (shown,) = mira.get(FLAGS).json()["results"]
    assert shown["may_act"] is False
    assert refusal(mira.post(f"{FLAGS}{flag.pk}/{action}/", body)) == (403, "not_in_care_team")
    flag.refresh_from_db()
    assert (flag.state, flag.owner) == ("open", cast.tess)
    assert client_of(cast.tess).get(FLAGS).json()["results"][0]["may_act"] is True


def test_seen_flag_says_who_saw_it_and_when_and_can_be_undone(flag, cast, client_of):
    client = client_of(cast.tess)
    seen = client.post(f"{FLAGS}{flag.pk}/acknowledge/").json()
    assert (seen["acknowledged_by"]["name"], bool(seen["acknowledged_at"])) == ("Tess", True)
    undone = client.post(f"{FLAGS}{flag.pk}/reopen/").json()
    assert (undone["state"], undone["acknowledged_by"], undone["acknowledged_at"]) == ("open", None, None)
    acts = [(each["act"], each["by"] and each["by"]["name"]) for each in undone["history"]]
    assert acts == [("raised", None), ("acknowledged", "Tess"), ("reopened", "Tess")]


def test_settled_flag_can_be_opened_again_and_its_note_stays_in_the_history(flag, cast, client_of):
    client = client_of(cast.tess)
    client.post(f"{FLAGS}{flag.pk}/resolve/", {"note": "Seen today."})
    undone = client.post(f"{FLAGS}{flag.pk}/reopen/").json()
    assert (undone["state"], undone["resolved_at"], undone["note"]) == ("open", None, "")
    assert [(each["act"], each["note"]) for each in undone["history"]][1] == ("resolved", "Seen today.")


def test_settled_flag_stays_settled_where_the_rule_has_a_newer_one(flag, weeks, cast, client_of):
    client = client_of(cast.tess)
    client.post(f"{FLAGS}{flag.pk}/resolve/")
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    assert refusal(client.post(f"{FLAGS}{flag.pk}/reopen/")) == (409, "flag_raised_anew")


def test_snoozed_flag_counts_as_seen_until_its_day_and_opens_then(flag, weeks, cast, client_of):
    client, until = client_of(cast.tess), weeks.on(-3)
    told = client.post(f"{FLAGS}{flag.pk}/snooze/", {"until_on": until.isoformat()}).json()
    assert (told["state"], told["snoozed_until_on"]) == ("acknowledged", until.isoformat())
    assert [each["id"] for each in client.get(FLAGS, {"state": "acknowledged"}).json()["results"]]
    review_diaries(now=weeks.at(0) + timedelta(days=2))
    assert client.get(f"{FLAGS}?state=open").json()["results"] == []
    review_diaries(now=weeks.at(0) + timedelta(days=3))
    (woken,) = client.get(f"{FLAGS}?state=open").json()["results"]
    assert (woken["snoozed_until_on"], woken["history"][-1]["act"]) == (None, "woken")
    assert woken["since"] == told["since"]


@pytest.mark.parametrize("ago", [0, 1, -91])
def test_snooze_is_refused_for_days_that_are_not_ahead_or_too_far(flag, weeks, cast, client_of, ago):
    body = {"until_on": weeks.on(ago).isoformat()}
    assert fields_at_fault(client_of(cast.tess).post(f"{FLAGS}{flag.pk}/snooze/", body)) == ["until_on"]
    flag.refresh_from_db()
    assert flag.state == "open"


def test_flag_is_handed_to_a_colleague_of_the_care_team_only(flag, cast, tom, client_of):
    client = client_of(cast.tess)
    told = client.post(f"{FLAGS}{flag.pk}/assign/", {"user": str(tom.pk)}).json()
    assert (told["owner"]["name"], told["state"]) == ("Tom", "open")
    assert told["history"][-1]["to"]["name"] == "Tom"
    for stranger in (cast.theo, cast.mira, cast.ben):
        refused = client.post(f"{FLAGS}{flag.pk}/assign/", {"user": str(stranger.pk)})
        assert fields_at_fault(refused) == ["user"]


def test_evidence_that_was_not_on_the_screen_is_not_taken_for_seen(flag, weeks, cast, client_of):
    client = client_of(cast.tess)
    (on_screen,) = client.get(FLAGS).json()["results"]
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    body = {"revision": on_screen["revision"]}
    for action in ("acknowledge", "resolve"):
        assert refusal(client.post(f"{FLAGS}{flag.pk}/{action}/", body)) == (409, "flag_changed")
    (now,) = client.get(FLAGS).json()["results"]
    assert now["state"] == "open"
    done = client.post(f"{FLAGS}{flag.pk}/acknowledge/", {"revision": now["revision"]})
    assert done.json()["state"] == "acknowledged"


def test_flags_come_by_urgency_and_then_the_newest_first_through_every_page(weeks, cast, client_of):
    urgencies = [4, 2, 5, 1, 3, 2]
    for place, (rule, urgency) in enumerate(zip(list(Rule), urgencies, strict=False)):
        Flag.objects.create(
            patient=cast.ana_patient,
            clinic=cast.north,
            rule=rule,
            key=rule,
            evidence=[],
            urgency=urgency,
            state="open",
            raised_at=weeks.at(10 - place),
        )
    client, address, shown = client_of(cast.tess), f"{FLAGS}?state=open&limit=2", []
    while address:
        page = client.get(address).json()
        shown += [(each["urgency"], each["rule"]) for each in page["results"]]
        address = page["next"]
    assert shown == [
        ("warning", "nerve"),
        ("red", "step_skipped"),
        ("red", "red_zone"),
        ("change", "pain_up"),
        ("silence", "foot_check"),
        ("delivery", "next_morning"),
    ]


def test_flag_of_a_therapist_who_left_goes_to_the_person_responsible_for_the_patient(
    flag, weeks, cast, tom, client_of
):
    CareTeamMember.objects.filter(user=cast.tess).update(ended_at=weeks.now)
    review_diaries(now=weeks.now)
    (shown,) = client_of(tom).get(FLAGS).json()["results"]
    assert shown["owner"]["name"] == "Tom"
    assert shown["history"][-1]["act"] == "assigned"
    review_diaries(now=weeks.now)
    assert len(client_of(tom).get(FLAGS).json()["results"][0]["history"]) == len(shown["history"])
