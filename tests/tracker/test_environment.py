"""The strict readers of the environment."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker.environment import Environment


def reading(**variables: str) -> Environment:
    return Environment(variables)


def test_environment_reads_a_secret_from_the_file_that_its_name_points_at(tmp_path):
    (tmp_path / "key").write_text("hush\n")
    assert reading(SECRET_KEY_FILE=str(tmp_path / "key")).required("SECRET_KEY") == "hush"


@pytest.mark.parametrize(
    ("name", "read", "variables"),
    [
        ("DEMO", lambda env: env.flag("DEMO"), {"DEMO": "maybe"}),
        ("PORT", lambda env: env.number("PORT", 8000, 0, 65535), {"PORT": "80a"}),
        ("PORT", lambda env: env.number("PORT", 8000, 0, 65535), {"PORT": "70000"}),
        ("PORT", lambda env: env.number("PORT", 8000, 0, 65535), {"PORT": "--5"}),
        ("EMAIL_URL", lambda env: env.mail(Path()), {"EMAIL_URL": "http://mail"}),
        ("EMAIL_URL", lambda env: env.mail(Path()), {"EMAIL_URL": "smtp://"}),
        ("EMERGENCY_NUMBER", lambda env: env.phone("EMERGENCY_NUMBER"), {"EMERGENCY_NUMBER": "call 112"}),
        ("SECRET_KEY", lambda env: env.required("SECRET_KEY"), {}),
        ("SECRET_KEY", lambda env: env.required("SECRET_KEY"), {"SECRET_KEY": "a", "SECRET_KEY_FILE": "/b"}),
        ("SECRET_KEY_FILE", lambda env: env.required("SECRET_KEY"), {"SECRET_KEY_FILE": "/no/such/file"}),
        ("DATABASE_URL", lambda env: env.url("DATABASE_URL", {"postgresql"}), {"DATABASE_URL": "mysql://x"}),
    ],
)
def test_environment_stops_at_a_bad_value_and_names_the_variable(name, read, variables):
    with pytest.raises(ImproperlyConfigured, match=name):
        read(reading(**variables))


def test_environment_does_not_repeat_a_secret_address_in_its_complaint():
    with pytest.raises(ImproperlyConfigured) as complaint:
        reading(DATABASE_URL="mysql://me:hunter2@db/x").url("DATABASE_URL", {"postgresql"})
    assert "hunter2" not in str(complaint.value)


def test_environment_takes_an_empty_value_for_no_value():
    assert reading(DEMO="", PUBLIC_URL=" ").flag("DEMO") is False
    assert reading(PUBLIC_URL=" ").text("PUBLIC_URL") is None


def test_environment_reads_mail_settings_from_one_address():
    mail = reading(EMAIL_URL="smtp+tls://me%40clinic.example:p%40ss@smtp.clinic.example").mail(Path())
    assert mail["EMAIL_HOST"] == "smtp.clinic.example"
    assert mail["EMAIL_PORT"] == 587
    assert mail["EMAIL_HOST_USER"] == "me@clinic.example"
    assert mail["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert mail["EMAIL_USE_TLS"] is True
    assert mail["EMAIL_USE_SSL"] is False
