from datetime import date, timedelta

import pytest

from exercises.models import Assignment, Hold
from exercises.queries.days import planned_sets
from tests.cast import Cast


@pytest.fixture
def act(tess):
    """`act(made, verb, **body)`: tess does it to the assignment; the answer."""

    def post(made: dict, verb: str, **body):
        return tess.post(f"/api/v1/assignments/{made['id']}/{verb}/", body)

    return post


def planned(cast: Cast, today: date, days: int = 6) -> list[int]:
    """How many days from today each planned day of ana lies."""
    rows = planned_sets([cast.ana_patient.pk], today - timedelta(days=days), today + timedelta(days=days))
    return sorted((row.on - today).days for row in rows)


def test_assignment_holds_from_today_until_resumed(act, prescribe, cast, today):
    made = prescribe()
    answer = act(made, "hold", reason="flare", note="Came back after a walk.")
    held = answer.json()
    assert (answer.status_code, held["state"]) == (200, "held")
    told = {"reason": "flare", "note": "Came back after a walk."}
    assert held["held"] == {"from_on": str(today), "until_on": None, **told}
    assert held["holds"] == [held["held"]]
    assert planned(cast, today) == []
    assert Hold.objects.get().placed_by == cast.tess


def test_assignment_holds_both_of_its_days(act, prescribe, cast, today):
    dates = {"from_on": str(today + timedelta(days=2)), "until_on": str(today + timedelta(days=4))}
    held = act(prescribe(), "hold", reason="travel", **dates).json()
    assert (held["state"], held["held"]) == ("active", None)
    assert held["holds"] == [{**dates, "reason": "travel", "note": ""}]
    assert planned(cast, today) == [0, 1, 5, 6]


def test_assignment_resumes_from_today_on(act, prescribe, cast, today):
    made = prescribe()
    act(made, "hold", reason="ill")
    resumed = act(made, "resume", reason="Well again.").json()
    assert (resumed["state"], resumed["held"], resumed["holds"]) == ("active", None, [])
    assert planned(cast, today) == [0, 1, 2, 3, 4, 5, 6]
    hold = Hold.objects.get()
    assert (hold.lifted_by, hold.lift_reason) == (cast.tess, "Well again.")


def test_assignment_keeps_the_days_that_were_held(act, prescribe, cast, today):
    made = prescribe()
    Assignment.objects.update(starts_on=today - timedelta(days=5))
    Assignment.objects.get().versions.update(valid_from=today - timedelta(days=5))
    act(made, "hold", reason="ill")
    Hold.objects.update(from_on=today - timedelta(days=3))
    (hold,) = act(made, "resume").json()["holds"]
    assert hold["until_on"] == str(today - timedelta(days=1))
    assert planned(cast, today, days=5) == [-5, -4, 0, 1, 2, 3, 4, 5]


def test_assignment_takes_back_a_hold_that_was_still_to_come(act, prescribe, cast, today):
    made = prescribe()
    act(made, "hold", reason="travel", from_on=str(today + timedelta(days=3)))
    assert act(made, "resume").json()["holds"] == []
    assert planned(cast, today) == [0, 1, 2, 3, 4, 5, 6]


def test_assignment_can_be_held_again_on_the_day_it_was_resumed(act, prescribe):
    made = prescribe()
    act(made, "hold", reason="ill")
    act(made, "resume")
    assert act(made, "hold", reason="ill").status_code == 200


def test_assignment_refuses_a_hold_over_a_hold(act, prescribe, today):
    made = prescribe()
    act(made, "hold", reason="ill", until_on=str(today + timedelta(days=3)))
    answer = act(made, "hold", reason="flare", from_on=str(today + timedelta(days=3)))
    assert (answer.status_code, answer.json()["code"]) == (409, "already_held")
    assert Hold.objects.count() == 1
    assert act(made, "hold", reason="flare", from_on=str(today + timedelta(days=4))).status_code == 200


def test_assignment_refuses_to_resume_what_is_not_held(act, prescribe):
    answer = act(prescribe(), "resume")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_held")


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [(-1, None, "from_on"), (0, -1, "until_on"), (5, 4, "until_on")],
)
def test_hold_in_the_past_or_backwards_is_refused(act, prescribe, today, from_on, until_on, field):
    body = {"from_on": str(today + timedelta(days=from_on))}
    if until_on is not None:
        body["until_on"] = str(today + timedelta(days=until_on))
    answer = act(prescribe(), "hold", reason="ill", **body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Hold.objects.exists()


@pytest.mark.parametrize("verb", ["hold", "end"])
@pytest.mark.parametrize("reason", [None, "", "tired", "warning", 5, ["ill"], {"a": 1}])
def test_assignment_refuses_a_reason_it_does_not_know(act, prescribe, verb, reason):
    body = {} if reason is None else {"reason": reason}
    answer = act(prescribe(), verb, **body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    assert not Hold.objects.exists()
    assert Assignment.objects.get().ends_on is None


def test_assignment_ends_at_once(act, prescribe, cast, today):
    ended = act(prescribe(), "end", reason="finished").json()
    assert (ended["state"], ended["end_reason"]) == ("ended", "finished")
    assert ended["ends_on"] == str(today - timedelta(days=1))
    assert planned(cast, today) == []
    assert Assignment.objects.get().ended_by == cast.tess


def test_assignment_ends_after_its_last_day(act, prescribe, cast, today):
    ended = act(prescribe(), "end", reason="other", ends_on=str(today + timedelta(days=2))).json()
    assert ended["state"] == "active"
    assert planned(cast, today) == [0, 1, 2]


def test_assignment_ends_before_it_began(act, prescribe, cast, today):
    ended = act(prescribe(starts_on=str(today + timedelta(days=3))), "end", reason="other").json()
    assert (ended["state"], ended["ends_on"]) == ("ended", str(today + timedelta(days=2)))
    assert planned(cast, today) == []


def test_assignment_refuses_an_end_in_the_past(act, prescribe, today):
    answer = act(prescribe(), "end", reason="other", ends_on=str(today - timedelta(days=2)))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ends_on"])
    assert Assignment.objects.get().ends_on is None


@pytest.mark.parametrize("verb", ["hold", "resume", "end"])
def test_assignment_changes_nothing_after_the_end(act, prescribe, verb):
    made = prescribe()
    ended = act(made, "end", reason="finished").json()
    answer = act(made, verb, **({} if verb == "resume" else {"reason": "other"}))
    assert (answer.status_code, answer.json()["code"]) == (409, "assignment_ended")
    assert str(Assignment.objects.get().ends_on) == ended["ends_on"]


def test_assignment_ends_with_its_episode_of_care(prescribe, ana, cast, today):
    from accounts.models import Episode

    made = prescribe()
    Episode.objects.filter(patient=cast.ana_patient).update(ended_on=today)
    assert planned(cast, today) == [0]
    shown = ana.get(f"/api/v1/assignments/{made['id']}/").json()
    assert shown["ends_on"] == str(today)
