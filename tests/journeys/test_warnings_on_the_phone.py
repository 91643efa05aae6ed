"""A red score or a warning finding is answered at once on the whole screen; nothing beside it leads on."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import Clinic, Patient
from common import clock
from diary.models import Entry
from exercises.models import WarningHold
from exercises.services.holds import hold_for_warning_signs
from tests import factories
from tests.cast import Cast
from tests.diary.telling import data_of
from tests.journeys.conftest import sign_in
from tests.journeys.wire import Wire
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = [{"exercise": slug, "sets": 2, "reps": 10, "side": "left"} for slug in ("toe-curls", "toe-spreads")]
FEELS_LESS = {
    "diabetes": "yes",
    "loss_of_feeling": "no",
    "past_ulcer_or_amputation": "no",
    "poor_circulation": "no",
    "intake_at": factories.NOW,
}


@pytest.fixture
def ana(
    phone: Callable[..., BrowserContext],
    cast: Cast,
    library: None,
    client_of: Callable,
    mail_server: MailServer,
) -> Page:
    """Ana's phone on Today: two exercises a day, prescribed by tess."""
    today = clock.local_date(clock.now(), cast.ana.time_zone)
    body = {"steps": STEPS, "starts_on": today, "days": [1, 2, 3, 4, 5, 6, 7], "times_per_day": 1, "note": ""}
    answer = client_of(cast.tess).post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", body)
    assert answer.status_code == 201, answer.content
    return arrive(phone().new_page(), cast.ana.email, mail_server)


@pytest.fixture
def alone(transactional_db: None, library: None) -> Patient:
    """A patient with diabetes whom no clinic treats, with the starter routine."""
    return factories.patient("Lone", **FEELS_LESS)


@pytest.fixture
def lone(
    phone: Callable[..., BrowserContext], alone: Patient, client_of: Callable, mail_server: MailServer
) -> Page:
    """The phone of a patient without a clinic, on Today."""
    answer = client_of(alone.user).post("/api/v1/me/starter/", {"condition": "metatarsalgia"})
    assert answer.status_code == 201, answer.content
    return arrive(phone().new_page(), alone.user.email, mail_server)


def arrive(page: Page, email: str, mails: MailServer) -> Page:
    sign_in(page, email, mails)
    expect(start_of(page)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def start_of(page: Page) -> Locator:
    return page.get_by_role("link", name="Start exercises")


def choose(page: Page, score: int) -> None:
    page.get_by_role("radio", name=re.compile(rf"^{score}\b")).locator("xpath=..").click()


def expect_answer(page: Page, title: str) -> None:
    """The whole screen says what to do: its heading is read first, and no button leads to exercises."""
    heading = page.get_by_role("heading", name=title)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("list").get_by_role("listitem").first).to_be_in_viewport(ratio=1)
    expect_no_exercises(page)


def expect_no_exercises(page: Page) -> None:
    for name in ("Start", "Start exercises", "Go on with exercises", "Do them once more"):
        expect(page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name))).to_have_count(
            0
        )


def back_to_today(page: Page) -> None:
    page.get_by_role("link", name="I have read this").click()
    expect(page.get_by_role("link", name="What to do now")).to_be_in_viewport(ratio=1)
    expect_no_exercises(page)


def check_feet(page: Page, *findings: str) -> None:
    page.get_by_role("button", name="Check my feet").click()
    for finding in findings:
        page.get_by_role("checkbox", name=finding).locator("xpath=..").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()


def begin(page: Page, score: int) -> None:
    start_of(page).click()
    choose(page, score)


@pytest.mark.parametrize("score", [10, 6])
def test_red_daily_score_is_answered_and_rests_the_exercises(ana: Page, score: int) -> None:
    ana.get_by_role("link", name="Log pain").click()
    choose(ana, score)
    ana.get_by_text("Add where and how it hurts").click()
    ana.get_by_role("radio", name="Yes").check(force=True)
    ana.get_by_role("button", name="Save").click()
    expect_answer(ana, "Rest your foot now")
    expect(ana.get_by_text(f"Pain of {score} is too much for exercise: up to 5 is all right")).to_be_visible()
    expect(ana.get_by_text("if it gets worse, call North Clinic")).to_be_visible()
    back_to_today(ana)


def test_red_daily_score_holds_until_the_pain_right_now_is_lower(ana: Page) -> None:
    ana.get_by_role("link", name="Log pain").click()
    choose(ana, 8)
    ana.get_by_role("button", name="Save").click()
    back_to_today(ana)
    ana.get_by_role("link", name="Log again").click()
    choose(ana, 3)
    ana.get_by_role("button", name="Save").click()
    expect(start_of(ana)).to_be_visible()


def test_red_pain_before_a_session_is_kept_and_nothing_starts(ana: Page, cast: Cast) -> None:
    begin(ana, 9)
    expect_no_exercises(ana)
    ana.get_by_role("button", name="What to do now").click()
    expect_answer(ana, "Rest your foot now")
    expect(ana.get_by_text("Saved and sent")).to_be_visible()
    kept = Entry.objects.get(patient=cast.ana_patient)
    assert (kept.kind, kept.score, data_of(kept)["moment"]) == ("pain", 9, "now")
    back_to_today(ana)


def test_address_of_a_session_leads_to_what_to_do_while_exercises_rest(ana: Page, cast: Cast) -> None:
    start_of(ana).click()
    address = ana.url
    ana.goto("/log-pain?moment=worst_24h")
    choose(ana, 9)
    ana.get_by_role("button", name="Save").click()
    expect_answer(ana, "Rest your foot now")
    ana.goto(address)
    expect_answer(ana, "Rest your foot now")


def test_red_pain_during_an_exercise_makes_stopping_the_main_action(ana: Page, cast: Cast) -> None:
    begin(ana, 2)
    ana.get_by_role("button", name="Start", exact=True).click()
    ana.get_by_role("button", name="Left, set 1: done").click()
    ana.get_by_role("button", name="Pain during this exercise").click()
    choose(ana, 8)
    expect_answer(ana, "Stop now")
    expect(ana.get_by_text("Pain of 8 is too much for exercise: up to 5")).to_be_in_viewport(ratio=1)
    expect(ana.get_by_role("button", name="Left, set 2: done")).to_have_count(0)
    ana.reload()
    expect(ana.get_by_role("heading", name="Stop now")).to_be_visible()
    ana.get_by_role("button", name="Stop for today").click()
    ana.get_by_role("button", name="Save session").click()
    expect_answer(ana, "Rest your foot today")
    expect(ana.get_by_text("Steady work")).to_have_count(0)
    expect(ana.get_by_text("Each one counts")).to_have_count(0)
    expect(ana.get_by_text("Saved and sent")).to_be_visible()
    steps = data_of(Entry.objects.get(patient=cast.ana_patient))["steps"]
    assert [(len(step["sets"]), step["pain"], step["skipped"]) for step in steps] == [
        (1, 8, "pain"),
        (0, None, None),
    ]
    ana.get_by_role("link", name="Back to Today").click()
    expect(ana.get_by_role("link", name="What to do now")).to_be_visible()
    expect_no_exercises(ana)


def test_slip_of_the_thumb_during_an_exercise_is_corrected(ana: Page) -> None:
    begin(ana, 2)
    ana.get_by_role("button", name="Start", exact=True).click()
    ana.get_by_role("button", name="Pain during this exercise").click()
    choose(ana, 8)
    ana.get_by_role("button", name="Change the number").click()
    choose(ana, 3)
    expect(ana.get_by_role("button", name="Left, set 1: done")).to_be_visible()


def test_exercise_skipped_because_it_hurts_is_not_asked_for_again_today(ana: Page) -> None:
    begin(ana, 2)
    ana.get_by_role("button", name="Start", exact=True).click()
    ana.get_by_role("button", name="Skip this one").click()
    ana.get_by_role("button", name="It hurts").click()
    ana.get_by_role("button", name="Next exercise").click()
    ana.get_by_role("button", name="Left, set 1: done").click()
    ana.get_by_role("button", name="To the end").click()
    ana.get_by_role("button", name="Save session").click()
    ana.get_by_role("link", name="Back to Today").click()
    expect(ana.get_by_text("1 exercise left")).to_be_visible()
    expect(ana.get_by_text("Left out today: it hurt").last).to_be_visible()

    start_of(ana).click()
    ana.get_by_role("button", name="Start without a number").or_(
        ana.get_by_role("button", name="Start", exact=True)
    ).click()
    expect(ana.get_by_role("heading", name="Toe spreads")).to_be_visible()
    expect(ana.get_by_text("Exercise 1 of 1")).to_be_visible()
    ana.get_by_role("button", name="Left foot: done").click()
    ana.get_by_role("button", name="To the end").click()
    ana.get_by_role("button", name="Save session").click()
    ana.get_by_role("link", name="Back to Today").click()
    expect(ana.get_by_text("What hurt is left out until tomorrow.")).to_be_visible()
    expect_no_exercises(ana)


def test_finding_saved_while_scrolled_down_is_answered_on_the_whole_screen(lone: Page) -> None:
    lone.get_by_role("button", name="Check my feet").scroll_into_view_if_needed()
    check_feet(lone, "A red patch")
    expect_answer(lone, "Get medical help today")
    expect(lone.get_by_text("You saw: a red patch.")).to_be_in_viewport(ratio=1)


def test_redness_on_diabetic_feet_without_a_clinic_rests_the_plan_today_and_tomorrow(
    lone: Page, wire: Wire
) -> None:
    wire.cut()
    lone.context.set_offline(True)
    check_feet(lone, "A red patch")
    expect_answer(lone, "Get medical help today")
    expect(lone.get_by_text("Call your doctor’s practice.")).to_be_visible()
    back_to_today(lone)

    lone.clock.set_fixed_time(clock.now() + timedelta(days=1))
    lone.reload()
    expect(lone.get_by_role("heading", name="Get medical help today")).to_be_visible()
    expect(lone.get_by_role("heading", name="Your plan is paused")).to_be_visible()
    expect_no_exercises(lone)

    lone.get_by_role("button", name="A professional has looked").click()
    lone.get_by_role("button", name="Yes, and I may exercise").click()
    expect(lone.get_by_text("There is no network right now.")).to_be_visible()
    expect_no_exercises(lone)


def test_patient_alone_says_that_a_professional_looked_and_goes_on(lone: Page, alone: Patient) -> None:
    check_feet(lone, "A red patch")
    expect(lone.get_by_text("Saved and sent")).to_be_visible()
    today = clock.local_date(clock.now(), alone.user.time_zone)
    hold_for_warning_signs(todays={alone.pk: today}, now=clock.now())
    lone.reload()
    lone.get_by_role("button", name="A professional has looked").click()
    lone.get_by_role("button", name="Yes, and I may exercise").click()
    expect(start_of(lone)).to_be_visible()
    assert WarningHold.objects.get(patient=alone).lifted_at is not None
    lone.reload()
    expect(start_of(lone)).to_be_visible()


def test_patient_alone_goes_on_where_only_the_phone_rested_the_plan(lone: Page) -> None:
    check_feet(lone, "A red patch")
    expect(lone.get_by_text("Saved and sent")).to_be_visible()
    lone.get_by_role("button", name="A professional has looked").click()
    lone.get_by_role("button", name="Yes, and I may exercise").click()
    expect(start_of(lone)).to_be_visible()


def test_clinic_is_called_by_one_tap_without_a_network(ana: Page, cast: Cast, wire: Wire) -> None:
    Clinic.objects.filter(pk=cast.north.pk).update(phone="+44 20 7946 0018", urgent_help="Ask for the nurse.")
    Patient.objects.filter(pk=cast.ana_patient.pk).update(diabetes="yes")
    ana.reload()
    expect(ana.get_by_role("button", name="Check my feet")).to_be_visible()
    wire.cut()
    ana.context.set_offline(True)
    check_feet(ana, "A blister")
    expect_answer(ana, "Get medical help today")
    call = ana.get_by_role("link", name="Call North Clinic: +44 20 7946 0018")
    expect(call).to_be_in_viewport(ratio=1)
    expect(call).to_have_attribute("href", "tel:+442079460018")
    box = call.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    expect(ana.get_by_text("Ask for the nurse.")).to_be_visible()
    expect(ana.get_by_text("North Clinic starts it again after a look at your foot.")).to_be_visible()
    expect(ana.get_by_role("button", name="A professional has looked")).to_have_count(0)


def test_patient_without_a_clinic_sees_no_invented_number(lone: Page, settings: Any) -> None:
    lone.goto("/learn/help")
    expect(lone.get_by_text("Call your doctor’s practice.")).to_be_visible()
    assert lone.locator("a[href^='tel:']").count() == 0
    settings.EMERGENCY_NUMBER = "112"
    lone.goto("/learn/help")
    expect(lone.get_by_role("link", name="Emergency: call 112")).to_have_attribute("href", "tel:112")


def test_entry_corrected_to_a_red_score_is_answered(ana: Page) -> None:
    ana.get_by_role("link", name="Log pain").click()
    choose(ana, 2)
    ana.get_by_role("button", name="Save").click()
    ana.get_by_role("link", name="Right now").click()
    ana.get_by_role("link", name="Change").click()
    choose(ana, 9)
    ana.get_by_role("button", name="Save").click()
    expect_answer(ana, "Rest your foot now")
    ana.get_by_role("link", name="Change what I entered").click()
    choose(ana, 2)
    ana.get_by_role("button", name="Save").click()
    expect(start_of(ana)).to_be_visible()
