"""Every table says what it holds about a person, and erasing a person does what the tables say."""

from typing import Any, get_args, get_type_hints

import pytest
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.services.people import erase_person
from audit.models import AuditEvent
from common import clock
from common.personal import NOTHING, Personal
from tests.plumbing.route_fixture import create_fixture
from tests.plumbing.tables import foreign_keys, tables
from tests.records import opened

ERASED = "deleted with the person"


def declared(model: type[models.Model]) -> Personal:
    return model.__dict__["PERSONAL"]


def path_to_a_person(model: type[models.Model], seen: frozenset = frozenset()) -> str | None:
    """The look-up from a row over columns that delete it, to the person it goes with."""
    for field in foreign_keys(model):
        target = field.related_model
        if field.remote_field.on_delete is not models.CASCADE or target in seen:
            continue
        if target is User:
            return field.name
        onward = path_to_a_person(target, seen | {model})
        if onward:
            return f"{field.name}__{onward}"
    return None


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_model_declares_its_personal_data_and_how_that_leaves(model):
    assert "PERSONAL" in model.__dict__, "declare PERSONAL on the model itself"
    words = get_type_hints(Personal)
    assert declared(model).holds.strip()
    assert declared(model).exported in get_args(words["exported"])
    assert declared(model).erased in get_args(words["erased"])


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_model_is_deleted_with_the_person_where_it_says_so(model):
    if declared(model).erased == ERASED:
        assert model is User or path_to_a_person(model)


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_model_holds_nothing_where_it_says_so(model):
    if declared(model) == NOTHING:
        assert path_to_a_person(model) is None


def rows_of(person: Any) -> dict[str, int]:
    """How many rows of each table go with a person."""
    found = {}
    for model in tables():
        path = path_to_a_person(model)
        if path and declared(model).erased == ERASED:
            found[model._meta.label] = model._default_manager.filter(**{path: person}).count()
    return found


@pytest.mark.django_db
def test_model_leaves_no_row_of_an_erased_person(cast, library, client_of):
    create_fixture(cast, client_of(cast.tess), client_of(cast.ana))
    opened(cast.tess, cast.ana_patient.pk)
    before, others = rows_of(cast.ana.pk), rows_of(cast.tess.pk)
    for table in ("accounts.Patient", "exercises.Assignment", "diary.Entry", "progress.Flag"):
        assert before[table] > 0
    erase_person(user=User.objects.get(pk=cast.ana.pk), now=clock.now())
    assert set(rows_of(cast.ana.pk).values()) == {0}
    assert rows_of(cast.tess.pk) == others
    kept = AuditEvent.objects.filter(purpose="patient", clinic=cast.north.pk)
    assert kept.exists()
    assert not AuditEvent.objects.filter(
        Q(patient=cast.ana_patient.pk) | Q(listed__contains=[cast.ana_patient.pk]) | Q(actor=cast.ana.pk)
    ).exists()
