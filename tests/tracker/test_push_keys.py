"""The key that pushes are signed with: given, made once, or missed."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from notifications.rules.vapid import new_key, public_key, read_key
from tracker.environment import Environment
from tracker.keys import vapid_private_key


def test_push_key_makes_a_key_for_a_local_installation_and_keeps_it(tmp_path):
    made = vapid_private_key(Environment({}), tmp_path, local=True)
    assert made
    assert public_key(read_key(made))
    assert vapid_private_key(Environment({}), tmp_path, local=True) == made
    assert (tmp_path / "vapid_private_key").stat().st_mode & 0o777 == 0o600


def test_push_key_makes_none_for_a_public_one(tmp_path):
    assert vapid_private_key(Environment({}), tmp_path, local=False) is None
    assert list(tmp_path.iterdir()) == []


def test_push_key_takes_the_operators_key_from_a_variable_or_a_file(tmp_path):
    key = new_key()
    (tmp_path / "key").write_text(key + "\n")
    for given in ({"VAPID_PRIVATE_KEY": key}, {"VAPID_PRIVATE_KEY_FILE": str(tmp_path / "key")}):
        assert vapid_private_key(Environment(given), tmp_path, local=False) == key


@pytest.mark.parametrize("given", ["secret", "-----BEGIN EC PRIVATE KEY-----", "é"])
def test_push_key_stops_the_start_for_what_is_no_key_and_does_not_show_it(tmp_path, given):
    with pytest.raises(ImproperlyConfigured, match="VAPID_PRIVATE_KEY must be") as stopped:
        vapid_private_key(Environment({"VAPID_PRIVATE_KEY": given}), tmp_path, local=False)
    assert given not in str(stopped.value)


def test_push_key_says_before_deployment_that_the_key_is_missing(settings):
    for key, warned in ((None, True), (new_key(), False)):
        settings.VAPID_PRIVATE_KEY = key
        found = [each.id for each in run_checks(include_deployment_checks=True)]
        assert ("reminders.W001" in found) == warned
