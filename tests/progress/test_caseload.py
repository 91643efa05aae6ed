"""The caseload: one fresh line per patient, those who need attention first."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.rules.roles import Role
from accounts.services.care import end_episode
from progress.services.review import review_diaries
from tests import factories
from tests.progress.weeks import Weeks
from tests.refusals import fields_at_fault, refusal

CASELOAD = "/api/v1/patients/"


@pytest.fixture
def caseload(client_of, cast):
    """Tess's caseload, asked for with the given query."""

    def ask(**query):
        response = client_of(cast.tess).get(CASELOAD, query)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


def another(cast, name: str) -> Weeks:
    """One more patient of tess."""
    patient = factories.patient(name)
    factories.episode(patient, cast.north, cast.tess)
    return Weeks(patient, cast.tess)


def word(told: str) -> str:
    """A cursor that somebody made up."""
    return urlsafe_b64encode(told.encode()).decode()


def names(page: dict) -> list[str]:
    return [line["name"] for line in page["results"]]


def test_caseload_line_summarises_the_last_days(weeks, caseload, cast):
    plan = weeks.prescribe(ago=7, toe_curls=2)
    weeks.tell(*(weeks.pain(ago, 2) for ago in range(7, 11)), *(weeks.pain(ago, 4) for ago in range(1, 5)))
    weeks.tell(weeks.session(1, plan, toe_curls=2), weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    (line,) = caseload()["results"]
    assert datetime.fromisoformat(line.pop("last_entry_at")) == weeks.at(0)
    assert line == {
        "id": str(cast.ana_patient.pk),
        "name": "Ana",
        "condition": "metatarsalgia",
        "foot": "right",
        "adherence_7d": 1 / 7,
        "pain_mean_7d": 4.0,
        "pain_days_7d": 4,
        "pain_moment": "average_24h",
        "pain_change": 2.0,
        "pain_change_percent": 100.0,
        "needs_look": True,
        "open_flags": 2,
        "urgency": "red",
        "seen_flags": 0,
        "plan_paused_since": None,
        "may_feel_less": False,
        "reachable": True,
        "mail_bounced": False,
    }


def test_caseload_shows_null_and_not_zero_for_a_silent_patient(weeks, caseload):
    weeks.prescribe(toe_curls=2)
    (line,) = caseload()["results"]
    blank = {key for key, value in line.items() if value is None}
    assert blank == {
        "adherence_7d",
        "pain_mean_7d",
        "pain_moment",
        "pain_change",
        "pain_change_percent",
        "last_entry_at",
        "urgency",
        "plan_paused_since",
    }


def test_caseload_shows_a_mean_but_no_change_below_four_scored_days(weeks, caseload):
    weeks.tell(*(weeks.pain(ago, 5) for ago in (0, 1, 2)), *(weeks.pain(ago, 2) for ago in range(7, 14)))
    (line,) = caseload()["results"]
    assert (line["pain_mean_7d"], line["pain_days_7d"], line["pain_change"]) == (5.0, 3, None)


def test_figures_of_a_line_are_exact_so_that_each_is_rounded_once(weeks, caseload):
    """A change of -1/21 rounded to -0.05 was shown as -0.1 here, and as 0 on the patient's page."""
    weeks.tell(*(weeks.pain(ago, 3) for ago in range(1, 14)))
    weeks.tell(*(weeks.pain(0, score, hour=hour) for hour, score in ((1, 3), (2, 3), (3, 2))))
    (line,) = caseload()["results"]
    assert line["pain_mean_7d"] == pytest.approx(3 - 1 / 21, abs=1e-12)
    assert line["pain_change"] == pytest.approx(-1 / 21, abs=1e-12)
    assert line["pain_change_percent"] == pytest.approx(-100 / 63, abs=1e-12)


def test_caseload_reads_one_moment_and_says_which(weeks, caseload):
    weeks.tell(weeks.pain(1, 2, "now"), weeks.pain(2, 2, "now"), weeks.pain(1, 9, "worst_24h"))
    (line,) = caseload()["results"]
    assert (line["pain_moment"], line["pain_mean_7d"]) == ("now", 2.0)


def test_caseload_has_no_share_of_a_painless_baseline(weeks, caseload):
    weeks.tell(*(weeks.pain(ago, 2 if ago < 7 else 0) for ago in range(14)))
    (line,) = caseload()["results"]
    assert (line["pain_change"], line["pain_change_percent"]) == (2.0, None)


def test_caseload_shows_a_correction_at_once(weeks, caseload):
    told = weeks.pain(0, 8)
    weeks.tell(told)
    weeks.tell(weeks.pain(0, 2))
    assert caseload()["results"][0]["pain_mean_7d"] == 5.0


def test_caseload_shows_a_therapist_only_whom_they_treat(cast, library, client_of):
    assert names(client_of(cast.tess).get(CASELOAD).json()) == ["Ana"]
    assert names(client_of(cast.theo).get(CASELOAD).json()) == []
    assert names(client_of(cast.mira).get(CASELOAD).json()) == ["Ana"]
    assert names(client_of(cast.olga).get(CASELOAD).json()) == ["Ben"]


def test_caseload_drops_a_patient_whose_care_ended(weeks, cast, caseload):
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    assert names(caseload()) == []


@pytest.mark.parametrize("person", ["ana", "ben"])
def test_caseload_is_not_for_patients(cast, client_of, person):
    assert refusal(client_of(getattr(cast, person)).get(CASELOAD)) == (403, "not_staff")


def test_caseload_puts_open_flags_first_and_then_names(weeks, cast, caseload):
    for name in ("Zoe", "Cleo"):
        another(cast, name)
    flagged = another(cast, "Yara")
    flagged.tell(flagged.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    assert names(caseload()) == ["Yara", "Ana", "Cleo", "Zoe"]
    assert names(caseload(flagged="true")) == ["Yara"]
    assert names(caseload(flagged="false")) == ["Ana", "Cleo", "Zoe"]


def test_caseload_keeps_another_clinics_flags_to_that_clinic(weeks, cast, caseload):
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    factories.membership(cast.tess, cast.south, Role.THERAPIST)
    factories.episode(cast.ana_patient, cast.south, cast.tess)
    assert caseload()["results"][0]["open_flags"] == 0


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("name", ["Ana", "Cleo", "Yara"]),
        ("-name", ["Yara", "Cleo", "Ana"]),
        ("pain_mean_7d", ["Yara", "Cleo", "Ana"]),
        ("-pain_mean_7d", ["Cleo", "Yara", "Ana"]),
        ("-last_entry_at", ["Yara", "Cleo", "Ana"]),
        ("adherence_7d", ["Cleo", "Ana", "Yara"]),
        ("-pain_change", ["Cleo", "Ana", "Yara"]),
    ],
)
def test_caseload_orders_as_it_is_asked_with_blanks_last(weeks, cast, caseload, ordering, expected):
    cleo, yara = another(cast, "Cleo"), another(cast, "Yara")
    plan = cleo.prescribe(toe_curls=2)
    cleo.tell(
        *(cleo.pain(ago, 7 if ago < 7 else 2) for ago in range(1, 14)), cleo.session(2, plan, toe_curls=1)
    )
    yara.tell(yara.pain(0, 3))
    assert names(caseload(ordering=ordering)) == expected


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"ordering": "email"}, "ordering"),
        ({"ordering": "attention"}, "ordering"),
        ({"ordering": "--name"}, "ordering"),
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"flagged": "perhaps"}, "flagged"),
        ({"cursor": "!!!"}, "cursor"),
        ({"cursor": "WzFd"}, "cursor"),
        ({"cursor": word('["after", Infinity, 0, "", ""]')}, "cursor"),
        ({"cursor": word('["after", null, 0, "", ""]')}, "cursor"),
        ({"cursor": word('["sideways", 0, 0, "", ""]')}, "cursor"),
        ({"cursor": word("[" * 700)}, "cursor"),
        ({"cursor": "A" * 1001}, "cursor"),
        ({"search": "a\x00b"}, "search"),
        ({"search": "a" * 121}, "search"),
    ],
)
def test_unknown_caseload_parameter_is_refused_by_its_name(client_of, cast, query, field):
    assert fields_at_fault(client_of(cast.tess).get(CASELOAD, query)) == [field]


def test_caseload_finds_a_part_of_a_name_or_address(weeks, cast, caseload):
    another(cast, "Cleo Marsh")
    assert names(caseload(search="marsh")) == ["Cleo Marsh"]
    assert names(caseload(search="ana@")) == ["Ana"]
    assert names(caseload(search="%")) == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("garcia jose", "José García"),
        ("lukasz", "Łukasz Żak"),
        ("strasse", "Anna Straße"),
        ("o'brien", "Sinéad O\u2019Brien"),
        ("zoe", "Zoe\u0308 Ek"),
    ],
)
def test_patient_is_found_however_the_name_is_spelled(weeks, cast, caseload, asked, name):
    User.objects.filter(pk=cast.ana.pk).update(name=name)
    assert names(caseload(search=asked)) == [name]
    assert names(caseload(search=f"{asked} nobody")) == []


def test_url_of_the_next_page_contains_no_name(weeks, cast, caseload):
    another(cast, "Cleo Marsh")
    address = caseload(ordering="name", limit="1")["next"]
    (sealed,) = parse_qs(urlsplit(address).query)["cursor"]
    assert b"ana" not in urlsafe_b64decode(sealed).lower()
    assert "ana" not in address.lower().replace(sealed.lower(), "")


@pytest.mark.parametrize("ordering", ["name", "-name", "-urgency", "-open_flags", "-pain_mean_7d"])
def test_caseload_turns_pages_forwards_and_back(weeks, cast, caseload, ordering):
    for place, name in enumerate(("Bea", "Cleo", "Dina", "Eve")):
        each = another(cast, name)
        each.tell(each.pain(1, place))
    whole = names(caseload(ordering=ordering))
    first = caseload(ordering=ordering, limit=2)
    second = caseload(**_query(first["next"]))
    third = caseload(**_query(second["next"]))
    assert names(first) + names(second) + names(third) == whole
    assert (first["previous"], third["next"]) == (None, None)
    assert names(caseload(**_query(third["previous"]))) == names(second)


def test_caseload_costs_the_same_statements_for_any_number_of_patients_and_entries(weeks, cast, client_of):
    client = client_of(cast.tess)
    client.get(CASELOAD)

    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            client.get(CASELOAD)
        return len(told)

    before = statements()
    for number in range(4):
        each = another(cast, f"Pat {number}")
        plan = each.prescribe(ago=10, toe_curls=2)
        each.tell(*(each.session(ago, plan, toe_curls=1) for ago in range(1, 5)), each.pain(1, number))
    assert statements() == before <= 11  # the session, the audit row of the list, and what is shown


def _query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
