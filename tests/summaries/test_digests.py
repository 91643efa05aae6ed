"""The therapist's digest: true to their own caseload, and no dearer for many therapists than for one."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import CareTeamMember, Patient, User
from accounts.rules.roles import Role
from notifications.models import Notification
from notifications.rules.notification import Kind
from progress.models import Flag
from progress.rules.flagging import FlagState, Rule
from progress.services.review import review_diaries
from reminders.services.settings import change_settings
from summaries.models import WeeklySummary
from summaries.queries.summaries import therapists_due
from summaries.rules.weekly import occurrences_at
from summaries.services.digests import digest_again, make_digests
from summaries.services.summaries import SHARDS
from tests import factories
from tests.progress.weeks import Weeks
from tests.refusals import refusal
from tests.reminders.sending import send_notices
from tests.summaries.test_weekly_summaries import MONDAY

ZONE = "Europe/Madrid"
PAGE = "/api/v1/summaries/2026-W47/"


def make(*therapists: User) -> None:
    """The digests of these therapists on that Monday, as the periodic task makes them."""
    wanted = {therapist.pk for therapist in therapists}
    occurrences = occurrences_at(MONDAY, [ZONE])
    everybody = [each for shard in SHARDS for each in therapists_due(occurrences, shard, MONDAY)]
    due = [each for each in everybody if each.user_id in wanted]
    with transaction.atomic():
        assert make_digests(people=due, due_at=MONDAY, now=MONDAY) == len(wanted)


def told(therapist: User) -> dict:
    return WeeklySummary.objects.get(user=therapist, kind=Kind.DIGEST).content


def lines(therapist: User) -> list[str]:
    return [line["patient_id"] for line in told(therapist)["lines"]]


def ids(*patients: Patient) -> list[str]:
    return [str(patient.pk) for patient in patients]


def treated_by(therapist: User, clinic, names: Sequence[str]) -> list[Weeks]:
    """New patients of one therapist, with a plan and a score."""
    found = []
    for name in names:
        patient = factories.patient(name)
        factories.episode(patient, clinic, therapist)
        weeks = Weeks(patient, therapist, MONDAY)
        weeks.prescribe(toe_curls=2)
        weeks.tell(weeks.pain(2, 4))
        found.append(weeks)
    return found


@pytest.fixture
def wards(cast, library) -> tuple[list[Weeks], list[Weeks]]:
    """Tess treats ana, Cleo and Dina; theo treats Elsa."""
    return treated_by(cast.tess, cast.north, ["Cleo", "Dina"]), treated_by(cast.theo, cast.north, ["Elsa"])


def test_digest_tells_each_therapist_of_their_own_patients_those_first_who_need_attention(wards, cast):
    (cleo, dina), (elsa,) = wards
    dina.tell(dina.foot_check(1, "open_skin"))
    review_diaries(now=MONDAY)
    make(cast.tess, cast.theo)
    assert lines(cast.tess) == ids(dina.patient, cast.ana_patient, cleo.patient)
    assert lines(cast.theo) == ids(elsa.patient)
    assert [told(cast.tess)[name] for name in ("patients", "attention", "told")] == [3, 1, 2]
    assert Notification.objects.filter(kind=Kind.DIGEST).count() == 2


def test_digest_says_why_each_needs_attention_in_the_order_of_the_rules(wards, cast, client_of):
    (_cleo, dina), _theo = wards
    for rule in (Rule.SILENT, Rule.MAIL_BOUNCED, Rule.FOOT_CHECK):
        raised = {"state": FlagState.OPEN, "evidence": [], "raised_at": MONDAY}
        Flag.objects.create(patient=dina.patient, clinic=cast.north, rule=rule, key=rule, **raised)
    make(cast.tess)
    first, *others = client_of(cast.tess).get(PAGE).json()["caseload"]["lines"]
    assert (first["name"], first["open_flags"], first["rules"]) == ("Dina", 2, ["foot_check", "silent"])
    assert [line["rules"] for line in others] == [[], []]


def test_digest_of_an_older_version_that_only_counted_the_reasons_is_readable(wards, cast, client_of):
    make(cast.theo)
    digest = WeeklySummary.objects.get(user=cast.theo)
    digest.content["lines"][0].pop("rules")
    digest.content["lines"][0]["open_flags"] = 2
    digest.save()
    (line,) = client_of(cast.theo).get(PAGE).json()["caseload"]["lines"]
    assert (line["open_flags"], line["rules"]) == (2, [])


def test_digest_email_leads_to_the_digest_though_the_therapist_has_a_week_of_her_own(
    wards, cast, mail_server, settings
):
    make(cast.tess)
    send_notices(now=MONDAY)
    (email,) = mail_server.emails
    text = email.get_body(("plain",)).get_content()
    assert f"{settings.PUBLIC_URL}/summaries/2026-W47?kind=digest" in text


def test_digest_tells_a_therapist_who_manages_of_the_whole_clinic(wards, cast):
    (cleo, dina), (elsa,) = wards
    factories.membership(cast.tess, cast.north, Role.MANAGER)
    make(cast.tess)
    assert set(lines(cast.tess)) == set(ids(cast.ana_patient, cleo.patient, dina.patient, elsa.patient))


def test_digest_figures_are_those_of_the_week_and_not_of_the_days_since(cast, library):
    thursday = Weeks(cast.ana_patient, cast.tess, MONDAY + timedelta(days=3))
    plan = thursday.prescribe(toe_curls=2)
    thursday.tell(*(thursday.session(ago, plan, toe_curls=2) for ago in range(4, 11)))
    thursday.tell(*(thursday.pain(ago, score) for ago, score in enumerate([9] * 4 + [2] * 7 + [4] * 7)))
    change_settings(user=cast.tess, changes={"weekly_day": 4}, now=MONDAY)
    occurrences = occurrences_at(thursday.now, [ZONE])
    people = [each for shard in SHARDS for each in therapists_due(occurrences, shard, thursday.now)]
    with transaction.atomic():
        assert make_digests(people=people, due_at=thursday.now, now=thursday.now) == 1
    digest = told(cast.tess)
    assert [digest[name] for name in ("from_on", "to_on", "told")] == ["2026-11-16", "2026-11-22", 1]
    (line,) = digest["lines"]
    assert (line["pain_change"], line["adherence"]) == (-2.0, 1.0)


def test_digest_leaves_out_patients_who_left_the_caseload_before_it_is_sent(wards, cast):
    _tess, (elsa,) = wards
    make(cast.theo)
    elsa.patient.episodes.update(ended_on=MONDAY.date())
    digest_again(digests=list(WeeklySummary.objects.filter(user=cast.theo)), now=MONDAY)
    assert (told(cast.theo)["patients"], lines(cast.theo)) == (0, [])


def test_digest_names_nobody_on_the_page_whom_the_therapist_may_no_longer_see(wards, cast, client_of):
    make(cast.theo)
    theo = client_of(cast.theo)
    assert [line["name"] for line in theo.get(PAGE).json()["caseload"]["lines"]] == ["Elsa"]
    CareTeamMember.objects.filter(user=cast.theo).update(ended_at=MONDAY)
    assert theo.get(PAGE).json()["caseload"]["lines"] == []
    assert refusal(client_of(cast.tess).get(PAGE))[0] == 404


def test_digest_asks_as_much_for_one_therapist_as_for_many(wards, cast):
    with CaptureQueriesContext(connection) as one:
        make(cast.theo)
    WeeklySummary.objects.all().delete()
    others = [factories.user(f"Therapist {number}") for number in range(4)]
    for other in others:
        factories.membership(other, cast.north, Role.THERAPIST)
        treated_by(other, cast.north, [f"{other.name} A", f"{other.name} B"])
    with CaptureQueriesContext(connection) as many:
        make(cast.tess, cast.theo, *others)
    assert len(many) == len(one)
    digests = list(WeeklySummary.objects.filter(kind=Kind.DIGEST))
    assert len(digests) == 6
    with CaptureQueriesContext(connection) as again_one:
        digest_again(digests=digests[:1], now=MONDAY)
    with CaptureQueriesContext(connection) as again_many:
        digest_again(digests=digests, now=MONDAY)
    assert len(again_many) == len(again_one)
