"""A therapist at the desk: from the caseload to a plan on the patient's phone, and a new patient invited."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Episode, Invitation, User
from accounts.services.invitations import note_invitation_returned
from common import clock
from exercises.models import Assignment, AssignmentVersion, Hold, Routine
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import PHONE, sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 800}
STARTER = "Metatarsalgia: strength and stretch"


@pytest.fixture
def desk(phone: Callable[..., BrowserContext], cast: Cast, library: None, mail_server: MailServer) -> Page:
    """Tess at her desk, with the library at hand and her patients in sight."""
    page = phone(viewport=DESK).new_page()
    sign_in(page, "tess@example.org", mail_server)
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()
    return page


def choose_starter(page: Page) -> None:
    page.get_by_role("link", name="Ana").click()
    page.get_by_role("link", name="Prescribe").first.click()
    page.get_by_role("button", name=STARTER).click()
    expect(page.get_by_label("Name")).to_have_value(STARTER)


def test_starter_takes_three_taps(desk: Page, cast: Cast) -> None:
    choose_starter(desk)
    desk.get_by_role("button", name="Prescribe", exact=True).click()
    expect(desk.get_by_role("heading", name=STARTER)).to_be_visible()
    made = Assignment.objects.get(patient=cast.ana_patient)
    assert (made.name, made.assigned_by) == (STARTER, cast.tess)
    assert AssignmentVersion.objects.filter(assignment=made).count() == 1


def test_plan_is_kept_for_the_next_patient(desk: Page, cast: Cast) -> None:
    choose_starter(desk)
    desk.get_by_label("Name").fill("Our short one")
    desk.get_by_role("button", name="Remove: Calf stretch").click()
    desk.get_by_role("button", name="Keep as a routine of our clinic").click()
    expect(desk.get_by_text("It stands among your clinic")).to_be_visible()
    kept = Routine.objects.get(clinic=cast.north)
    assert (kept.name, kept.created_by) == ("Our short one", cast.tess)
    assert not Assignment.objects.exists()

    desk.get_by_role("button", name="Choose another routine").click()
    expect(desk.get_by_role("button", name="Our short one")).to_be_visible()


def test_dose_changes_from_a_date_on_and_the_plan_pauses(desk: Page, cast: Cast) -> None:
    choose_starter(desk)
    desk.get_by_role("button", name="Prescribe", exact=True).click()
    desk.get_by_role("link", name=f"Change {STARTER}").click()
    desk.get_by_label("Sets").first.fill("3")
    desk.get_by_role("button", name="Put in force").click()
    expect(desk.get_by_text("3 sets of 5 times").first).to_be_visible()
    versions = AssignmentVersion.objects.filter(assignment__patient=cast.ana_patient)
    assert sorted(versions.values_list("version", flat=True)) == [1, 2]

    desk.get_by_role("button", name=f"Pause {STARTER}").click()
    desk.get_by_role("radio", name="Travelling").click()
    desk.get_by_role("button", name="Pause from today").click()
    expect(desk.get_by_text("travelling.")).to_be_visible()
    assert Hold.objects.get(assignment__patient=cast.ana_patient).reason == "travel"


def test_text_survives_a_lost_network(desk: Page, cast: Cast) -> None:
    choose_starter(desk)
    desk.get_by_label("Repeats").first.fill("7")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Prescribe", exact=True).click()
    expect(desk.get_by_text("Nothing was changed, and what you typed is still here.")).to_be_visible()
    assert not Assignment.objects.exists()

    desk.context.set_offline(False)
    expect(desk.get_by_label("Repeats").first).to_have_value("7")
    desk.get_by_role("button", name="Try again").click()
    expect(desk.get_by_text("7 times, each foot")).to_be_visible()
    assert Assignment.objects.get().patient == cast.ana_patient


def test_invitation_shows_its_picture_and_its_link(desk: Page, cast: Cast) -> None:
    desk.get_by_role("link", name="Invite").click()
    desk.get_by_label("Name").fill("Nora")
    desk.get_by_label("E-mail address").fill("nora@example.org")
    desk.get_by_label("Condition").select_option("metatarsalgia")
    desk.get_by_role("radio", name="Left").check(force=True)
    desk.get_by_role("button", name="Send the invitation").click()
    picture = desk.get_by_role("img", name="QR code of the invitation for Nora")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert "/invite/" in desk.get_by_label("Link").input_value()
    assert Invitation.objects.get(email="nora@example.org").invited_by == cast.tess

    desk.get_by_role("button", name="Take back: Nora").click()
    expect(desk.get_by_text("Nobody is invited right now.")).to_be_visible()
    assert Invitation.objects.get(email="nora@example.org").revoked_at is not None


def test_invitation_that_came_back_is_told_at_the_desk_and_found_at_once(desk: Page, cast: Cast) -> None:
    desk.set_viewport_size(PHONE)
    invited = factories.invitation(cast.tess, name="Nora")
    note_invitation_returned(invitation_id=invited.pk, now=clock.now())
    desk.reload()
    expect(desk.get_by_text("the e-mail came back: Nora.")).to_be_visible()
    desk.get_by_role("link", name="See invitations").click()
    expect(desk.get_by_role("button", name="Take back: Nora")).to_be_in_viewport(ratio=1)
    desk.get_by_role("button", name="Take back: Nora").click()
    expect(desk.get_by_text("Nobody is invited right now.")).to_be_visible()
    desk.get_by_role("button", name="Back").click()
    expect(desk.get_by_role("link", name="Ana")).to_be_visible()
    expect(desk.get_by_text("the e-mail came back")).to_have_count(0)


def test_care_ends_once_it_was_said_what_that_means(desk: Page, cast: Cast) -> None:
    desk.get_by_role("link", name="Ana").click()
    desk.get_by_role("button", name="End care", exact=True).click()
    expect(desk.get_by_text("Ana keeps the diary")).to_be_visible()
    desk.get_by_role("button", name="Keep treating").click()
    assert Episode.objects.get(patient=cast.ana_patient).ended_on is None

    desk.get_by_role("button", name="End care", exact=True).click()
    desk.get_by_role("button", name="End care now").click()
    expect(desk.get_by_text("Care of Ana has ended")).to_be_visible()
    expect(desk.get_by_role("link", name="Ana")).to_have_count(0)
    ended = Episode.objects.get(patient=cast.ana_patient)
    assert ended.ended_on == clock.local_date(clock.now(), cast.ana.time_zone)
    assert User.objects.filter(pk=cast.ana.pk).exists()

    desk.goto(f"/patients/{cast.ana_patient.pk}")
    expect(desk.get_by_text("not in your care any more")).to_be_visible()
