"""Whatever staff are told about a patient, and whatever they change, is written down before they have it."""

import ast
import inspect
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from rest_framework.test import APIClient

from accounts.models import Invitation
from audit.models import AuditEvent
from common import clock
from reminders.services.settings import change_settings
from tests import factories
from tests.cast import Cast
from tests.plumbing.access_table import rows
from tests.plumbing.route_fixture import body_of, create_fixture
from tests.plumbing.routes import endpoints
from tests.plumbing.test_access_table import address
from tests.summaries.test_digests import ZONE, make

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES_A_PATIENT = ("<patient_id>", "<assignment_id>", "<flag_id>")
Door = tuple[str, str]


@pytest.fixture
def world(cast, library, client_of) -> dict[str, Any]:
    """What is behind every address; ana has accepted an invitation, and tess has a digest that names her."""
    found = create_fixture(cast, client_of(cast.tess), client_of(cast.ana))
    accepted = factories.invitation(cast.tess, email="ana@example.org", name="Ana")
    Invitation.objects.filter(pk=accepted.pk).update(accepted_at=clock.now(), accepted_by=cast.ana)
    change_settings(user=cast.tess, changes={}, now=clock.now())
    type(cast.tess).objects.filter(pk=cast.tess.pk).update(time_zone=ZONE)
    make(cast.tess)
    return found | {"week": 47}


def about(cast: Cast) -> Q:
    """The rows of the audit trail about ana."""
    return Q(patient=cast.ana_patient.pk) | Q(listed__contains=[cast.ana_patient.pk])


def tells(response: Any, door: Door, cast: Cast) -> bool:
    """Whether an answer is about ana: its address leads to her record, or it names her."""
    if response.status_code < 300 and any(name in door[1] for name in NAMES_A_PATIENT):
        return True
    body = b"" if response.streaming else response.content
    return any(word in body for word in (str(cast.ana_patient.pk).encode(), b"ana@example.org", b'"Ana"'))


def walk(client: APIClient, world: dict[str, Any], cast: Cast) -> dict[Door, bool]:
    """Each address whose answer is about ana, and whether a row about her was written meanwhile."""
    session = copy(client.cookies)
    found: dict[Door, bool] = {}
    for door in rows():
        client.cookies = copy(session)  # some addresses sign in or out
        with transaction.atomic():
            before = AuditEvent.objects.filter(about(cast)).count()
            response = getattr(client, door[0].lower())(address(door[1], world), body_of(door, world))
            if tells(response, door, cast):
                found[door] = AuditEvent.objects.filter(about(cast)).count() > before
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("who", "at_least"), [("tess", 26), ("mira", 18)])
def test_every_answer_about_a_patient_leaves_an_audit_row_about_them(cast, client_of, world, who, at_least):
    told = walk(client_of(getattr(cast, who)), world, cast)
    assert [door for door, noted in told.items() if not noted] == []
    assert len(told) >= at_least
    assert {("GET", "patients/"), ("GET", "flags/"), ("GET", "patients/<patient_id>/")} <= set(told)


def test_digest_and_accepted_invitation_and_refused_leave_are_answers_about_a_patient(cast, client_of, world):
    told = walk(client_of(cast.tess), world, cast)
    assert {
        ("GET", "summaries/"),
        ("GET", "summaries/<year>-W<week>/"),
        ("GET", "invitations/"),
        ("DELETE", "me/"),
    } <= set(told)


@pytest.mark.parametrize("who", ["theo", "olga"])
def test_no_answer_tells_colleagues_or_other_clinics_of_a_patient(cast, client_of, world, who):
    assert walk(client_of(getattr(cast, who)), world, cast) == {}


def test_patients_answers_to_themselves_leave_no_row_of_a_look(cast, client_of, world):
    walk(client_of(cast.ana), world, cast)
    client_of(cast.ana).get("/api/v1/plan/")
    client_of(cast.ana).get("/api/v1/patients/me/diary/")
    assert not AuditEvent.objects.filter(verb="open", actor=cast.ana.pk).exists()


# --- the same by reading the code: an endpoint has no other way to a patient ------------------------------

OTHER_WAYS = {"own_patient", "patients_seen_by", "patients_of_ids", "seen_by_each", "asker_of"}
THE_WAY = "accounts/api/records.py"


def test_endpoints_reach_a_patient_through_the_one_way_only():
    found = {}
    for path in sorted(ROOT.glob("*/api/**/*.py")):
        place = str(path.relative_to(ROOT))
        if place != THE_WAY and (used := _names(path) & OTHER_WAYS | _opens(path)):
            found[place] = used
    assert found == {}


def test_every_view_of_an_address_with_a_patient_opens_their_record():
    views = {view for _method, route, view in endpoints() if "<patient_id>" in route}
    silent = [view.__name__ for view in views if "opened" not in _source_names(view)]
    assert len(views) >= 8
    assert silent == []


def _names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    return names | imported | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _opens(path: Path) -> set[str]:
    """Modules of services that an endpoint uses to open a record by itself."""
    tree = ast.parse(path.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    whole = {f"{node.module}.{a.name}" for node in imports for a in node.names}
    return whole & {"accounts.services.records", "accounts.services.records.open"}


def _source_names(view: type) -> set[str]:
    tree = ast.parse(inspect.getsource(inspect.getmodule(view)))  # type: ignore[arg-type]
    (own,) = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == view.__name__]
    return {node.id for node in ast.walk(own) if isinstance(node, ast.Name)}
