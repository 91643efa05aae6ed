"""What the tests of progress share: ana's weeks, with the library there to prescribe from."""

import pytest

from accounts.models import CareTeamMember, User
from accounts.rules.roles import Role
from tests import factories
from tests.cast import Cast
from tests.progress.weeks import Weeks


@pytest.fixture
def weeks(cast: Cast, library) -> Weeks:
    """Ana's weeks in tess's care."""
    return Weeks(cast.ana_patient, cast.tess)


@pytest.fixture
def tom(cast: Cast) -> User:
    """A colleague of tess who treats ana too."""
    person = factories.user("Tom")
    factories.membership(person, cast.north, Role.THERAPIST)
    episode = cast.ana_patient.episodes.get()
    CareTeamMember.objects.create(episode=episode, user=person, created_at=factories.NOW)
    return person
