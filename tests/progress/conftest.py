"""What the tests of progress share: ana's weeks, with the library there to prescribe from."""

import pytest

from common import clock
from exercises.services.library import load_library
from tests.cast import Cast
from tests.progress.weeks import Weeks


@pytest.fixture
def library(db) -> None:
    load_library(now=clock.now())


@pytest.fixture
def weeks(cast: Cast, library) -> Weeks:
    """Ana's weeks in tess's care."""
    return Weeks(cast.ana_patient, cast.tess)
