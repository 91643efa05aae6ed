"""What an operator does from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AccessToken, Clinic, Membership, User
from accounts.rules.roles import Role
from accounts.rules.tokens import token_hash
from tests import factories
from tests.accounts.browser import Browser

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_command_prints_the_token_alone_on_its_last_line(cast):
    out = said("create_token", "Ana@example.org", "--scope", "write", "--days", "30")
    assert len(out.splitlines()) == 1
    row = AccessToken.objects.get()
    assert row.token_hash == token_hash(out.strip())
    assert (row.user, row.scope, (row.expires_at - row.created_at).days) == (cast.ana, "write", 30)


@pytest.mark.parametrize(
    "words",
    [("nobody@example.org",), ("ana@example.org", "--days", "731"), ("ana@example.org", "--days", "0")],
)
def test_command_makes_no_token_without_a_person_or_an_end(cast, words):
    with pytest.raises(CommandError):
        said("create_token", *words)
    assert not AccessToken.objects.exists()


def test_command_creates_a_clinic_with_a_manager_who_can_sign_in(db, mailoutbox):
    for _again in range(2):
        said("create_clinic", "Harbour Clinic", "--manager", "Boss@Example.org", "--name", "Bo")
    clinic, boss = Clinic.objects.get(), User.objects.get()
    assert (boss.email, boss.name) == ("boss@example.org", "Bo")
    assert Membership.objects.filter(clinic=clinic, user=boss, role=Role.MANAGER).count() == 1
    browser = Browser()
    assert browser.sign_in("boss@example.org", mailoutbox).status_code == 200
    assert browser.me().json()["roles"] == ["manager"]


def test_command_adds_a_therapist_once(cast):
    for _again in range(2):
        said(
            "add_member",
            "fay@example.org",
            "--clinic",
            "North Clinic",
            "--role",
            "therapist",
            "--name",
            "Fay",
        )
    assert Membership.objects.filter(user__email="fay@example.org", role=Role.THERAPIST).count() == 1


def test_command_adds_nobody_to_an_unknown_or_unclear_clinic(cast):
    factories.clinic("South Clinic")
    for name in ("No Clinic", "South Clinic"):
        with pytest.raises(CommandError):
            said("add_member", "fay@example.org", "--clinic", name, "--role", "therapist")
    assert not User.objects.filter(email="fay@example.org").exists()
    said("add_member", "fay@example.org", "--clinic", str(cast.south.pk), "--role", "manager")
    assert Membership.objects.filter(user__email="fay@example.org", clinic=cast.south).exists()


def test_command_gives_a_person_another_address_to_sign_in_with(cast, mailoutbox):
    said("change_email", "Ana@example.org", "Ana@Example.net")
    browser = Browser()
    assert browser.sign_in("ana@example.net", mailoutbox).status_code == 200
    assert browser.me().json()["id"] == str(cast.ana.pk)
    assert mailoutbox[-1].to == ["ana@example.net"]
    assert not User.objects.filter(email="ana@example.org").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("ana@example.org", "Ben@example.org"),
        ("ana@example.org", "ana"),
        ("nobody@example.org", "a@example.net"),
    ],
)
def test_command_changes_no_address_to_one_that_is_taken_or_none(cast, words):
    with pytest.raises(CommandError):
        said("change_email", *words)
    assert set(User.objects.filter(name__in=["Ana", "Ben"]).values_list("email", flat=True)) == {
        "ana@example.org",
        "ben@example.org",
    }
