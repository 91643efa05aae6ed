"""What therapists ask for, of both builds, in a clinic of 500 patients: CPU of server and database a call.

A row's floor is SQL that does the same work, written for this one purpose and read by the plain driver.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from http.client import HTTPConnection
from statistics import median
from typing import Any

from bench.builds import Build
from bench.cpu import cost, floor_cost
from bench.staff_sql import CASELOAD, FLAGS, HEAD, PROGRESS
from bench.table import Row, milliseconds
from common import clock

ROUNDS = 5
# Each build lays down its own rows: some tables of the earlier one are others.
SEED = """
import sys, django
django.setup()
from accounts.models import Patient
from bench.seed import clinic_with
from progress.tasks import review_diaries
therapist, people = clinic_with(int(sys.argv[1]), int(sys.argv[2]))
review_diaries()
print(therapist.email, therapist.pk, Patient.objects.get(user=people[0]).pk)
"""


@dataclass(frozen=True)
class Subject:
    """What is asked for: a path of `patient`, its floor, in a clinic of so many patients with so many days of
    diary.
    """

    what: str
    path: str
    floor: str
    aim: float
    patients: int = 500
    days: int = 60
    less: float = 0
    """How many times less than the earlier build it has to take, too."""

    def measure(self, now: Build, before: Build, short: bool) -> Row:
        """The row: medians of rounds taken in turns, and ratios of one round each."""
        patients, rounds, seconds = (
            (min(self.patients, 60), 1, 0.3) if short else (self.patients, ROUNDS, 2.0)
        )
        clinics = [clinic(build, patients, self.days) for build in (now, before)]
        with asking(self, clinics[0]) as ours, asking(self, clinics[1]) as theirs:
            taken = [
                (ours(seconds), theirs(seconds), self.floor_of(clinics[0], seconds)) for _ in range(rounds)
            ]
        over = median(our / floor for our, _, floor in taken)
        less = median(their / our for our, their, _ in taken)
        figure, earlier, floor = (milliseconds(median(each)) for each in zip(*taken, strict=True))
        wanted = f"<= {self.aim:g}x" + (f", >= {self.less:g}x less" if self.less else "")
        met = over <= self.aim and less >= self.less
        return Row(
            self.what,
            f"{figure}, earlier {earlier} ({less:.1f}x)",
            f"{floor} SQL",
            f"{over:.2f}x",
            wanted,
            met,
        )

    def floor_of(self, one: "Clinic", seconds: float) -> float:
        """CPU seconds of one run of the floor, of the database and of the driver here."""
        today = clock.now().date()
        values = {
            "therapist": one.therapist,
            "patient": one.patient,
            "from": today - timedelta(self.days - 1),
            "to": today,
        }
        with one.build.database() as line:
            return floor_cost(one.build, lambda: line.execute(self.floor, values).fetchall(), seconds)


SUBJECTS = [
    Subject("flags, 50 lines", "/api/v1/flags/?limit=50", FLAGS, 3, less=7),
    Subject("caseload of 500, 200 lines", "/api/v1/patients/?limit=200", CASELOAD, 2.5),
    Subject("progress, 28 days", "/api/v1/patients/{patient}/progress/", PROGRESS, 2, 1, 28),
    Subject(
        "progress, 365 days",
        "/api/v1/patients/{patient}/progress/?from={from_on}&to={to_on}",
        PROGRESS,
        2.5,
        1,
        365,
    ),
    Subject("a patient's page, head", "/api/v1/patients/{patient}/", HEAD, 4, 1, 28, less=4),
]


@dataclass(frozen=True)
class Clinic:
    """A clinic in one build: the token and id of its therapist, and its first patient."""

    build: Build
    token: str
    therapist: str
    patient: str


@cache
def clinic(build: Build, patients: int, days: int) -> Clinic:
    """A clinic of so many patients with so many days of diary, whose flags are up."""
    email, therapist, patient = build.python(SEED, str(patients), str(days)).split()
    return Clinic(build, build.token(email), therapist, patient)


@contextmanager
def asking(subject: Subject, one: Clinic) -> Iterator[Callable[[float], float]]:
    """A function that asks for so many seconds and gives the CPU seconds of one call."""
    today = clock.now().date()
    path = subject.path.format(patient=one.patient, from_on=today - timedelta(subject.days - 1), to_on=today)
    line = HTTPConnection("127.0.0.1", one.build.port, timeout=60)
    for _ in range(8):  # every process has loaded the program, and every statement its plan
        _get(line, path, one.token)
    yield lambda seconds: cost(one.build, lambda: _get(line, path, one.token), seconds)
    line.close()


def _get(line: HTTPConnection, path: str, token: str) -> Any:
    line.request("GET", path, headers={"Host": "localhost", "Authorization": f"Bearer {token}"})
    answer = line.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise AssertionError((path, answer.status, told[:300]))
    return told
