"""What is said on a lock screen: neutral, and another text each day."""

import itertools
from datetime import date, timedelta
from uuid import UUID

import pytest

from notifications.rules.notification import REMINDERS
from reminders.rules.wording import TEXTS, path_of, text_for

TELLING = (
    "pain",
    "exercise",
    "foot",
    "feet",
    "toe",
    "clinic",
    "therap",
    "session",
    "symptom",
    "injur",
    "heal",
)


@pytest.mark.parametrize("kind", REMINDERS)
def test_reminder_text_does_not_reveal_its_subject_to_onlookers(kind):
    for text in TEXTS[kind]:
        said = f"{text.title} {text.body}".lower()
        assert [word for word in TELLING if word in said] == []


@pytest.mark.parametrize("kind", REMINDERS)
def test_reminder_url_does_not_reveal_its_subject(kind):
    address = path_of(kind, UUID(int=7))
    assert address.endswith("reminded=00000000-0000-0000-0000-000000000007")
    assert [word for word in TELLING if word in address] == []


@pytest.mark.parametrize("kind", REMINDERS)
def test_reminder_text_says_something_else_the_next_day_and_comes_round_to_every_text(kind):
    day = date(2026, 11, 20)
    said = [text_for(kind, day + timedelta(days=number), 8 * 60) for number in range(20)]
    assert all(one != next_one for one, next_one in itertools.pairwise(said))
    assert set(said) == set(TEXTS[kind])
