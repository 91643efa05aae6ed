"""Histories of any length, laid down in one statement a kind, in a database of the bench's own."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection

from accounts.models import CareTeamMember, Clinic, Episode, Membership, Patient, User
from common import clock
from exercises.models import Assignment, AssignmentStep, AssignmentVersion, Exercise
from exercises.services.library import load_library

STEPS = ("toe-curls", "marble-pickups", "towel-scrunches", "plantar-fascia-stretch")

PAIN = """
INSERT INTO diary_entry (patient_id, clinic_id, entry_id, kind, seq, deleted, schema, recorded_at,
    utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed,
    score, moment, device_id, digest, data)
SELECT p.id, %(clinic)s, gen_random_uuid(), 'pain', d.n * 2 - 1, false, 1, d.day + time '19:00',
    60, 'Europe/Madrid', d.day::date, d.day + time '19:01', d.day + time '19:01', false, false,
    (d.n + p.number) %% 9, 'average_24h',
    %(clinic)s, gen_random_uuid(),
    jsonb_build_object('score', (d.n + p.number) %% 9, 'moment', 'average_24h')
FROM unnest(%(patients)s::uuid[]) WITH ORDINALITY AS p (id, number),
    LATERAL (SELECT n, (%(today)s::date - n)::timestamp AS day FROM generate_series(1, %(days)s) AS n) AS d
"""

SESSIONS = """
INSERT INTO diary_entry (patient_id, clinic_id, entry_id, kind, seq, deleted, schema, recorded_at,
    utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed,
    score, moment, device_id, digest, data)
SELECT p.id, %(clinic)s, gen_random_uuid(), 'session', d.n * 2, false, 1, d.day + time '10:00',
    60, 'Europe/Madrid', d.day::date, d.day + time '10:01', d.day + time '10:01', false, false, NULL, NULL,
    %(clinic)s, gen_random_uuid(),
    jsonb_build_object('assignment_id', a.id, 'version', 1, 'started_at', d.day, 'finished_at', d.day,
        'pain_before', 3, 'pain_worst', 4, 'pain_after', 3, 'steps', a.steps)
FROM unnest(%(patients)s::uuid[]) WITH ORDINALITY AS p (id, number)
    JOIN LATERAL (
        SELECT a.id, jsonb_agg(jsonb_build_object('step_id', s.id, 'pain', 3, 'skipped', NULL, 'sets',
            jsonb_build_array(jsonb_build_object('side', 'both', 'reps', 10, 'seconds', NULL),
                              jsonb_build_object('side', 'both', 'reps', 10, 'seconds', NULL)))) AS steps
        FROM exercises_assignment a JOIN exercises_assignmentversion v ON v.assignment_id = a.id
            JOIN exercises_assignmentstep s ON s.version_id = v.id
        WHERE a.patient_id = p.id GROUP BY a.id
    ) AS a ON true,
    LATERAL (SELECT n, (%(today)s::date - n)::timestamp AS day FROM generate_series(1, %(days)s) AS n
             WHERE (n + p.number) %% 4 <> 0) AS d
"""

# Every entry came in by a change, and the diary remembers it.
CHANGES = """
INSERT INTO diary_change (patient_id, change_id, entry_id, device_id, action, digest, verdict, seq,
    recorded_at, utc_offset_minutes, time_zone, local_date, received_at, data)
SELECT patient_id, gen_random_uuid(), entry_id, device_id, 'put', digest, 'new', seq,
    recorded_at, utc_offset_minutes, time_zone, local_date, received_at, data
FROM diary_entry WHERE patient_id = ANY(%(patients)s::uuid[])
"""

HEADS = """
INSERT INTO diary_diaryhead (patient_id, seq) SELECT id, %(days)s * 2
FROM unnest(%(patients)s::uuid[]) AS p (id)
ON CONFLICT (patient_id) DO UPDATE SET seq = EXCLUDED.seq
"""


@contextmanager
def bench_database() -> Iterator[None]:
    """An empty migrated database beside the real one, dropped at the end."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{before}_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def library() -> None:
    """The exercises that the histories are about."""
    load_library(now=clock.now())


def clinic_with(patients: int, days: int) -> tuple[User, list[User]]:
    """A therapist and so many patients, each with an assignment of four steps and `days` days of history."""
    now = clock.now()
    place = Clinic.objects.create(name="Bench clinic", created_at=now)
    therapist = User.objects.create(email=f"t{uuid.uuid4().hex}@example.org", name="Tess", created_at=now)
    Membership.objects.create(user=therapist, clinic=place, role="therapist", created_at=now)
    people = User.objects.bulk_create(
        User(
            email=f"p{n}.{uuid.uuid4().hex}@example.org",
            name=f"Patient {n}",
            time_zone="Europe/Madrid",
            created_at=now,
        )
        for n in range(patients)
    )
    rows = Patient.objects.bulk_create(
        Patient(user=person, foot="right", created_at=now) for person in people
    )
    _care(rows, place, therapist, days)
    _history(rows, place, now.date(), days)
    return therapist, people


def _care(rows: list[Patient], place: Clinic, therapist: User, days: int) -> None:
    now = clock.now()
    start = now.date() - timedelta(days=days)
    common = {"created_at": now}
    episodes = Episode.objects.bulk_create(
        Episode(patient=row, clinic=place, condition="metatarsalgia", started_on=start, **common)
        for row in rows
    )
    CareTeamMember.objects.bulk_create(
        CareTeamMember(episode=one, user=therapist, **common) for one in episodes
    )
    plans = Assignment.objects.bulk_create(
        Assignment(patient=one.patient, episode=one, clinic=place, name="Daily", starts_on=start, **common)
        for one in episodes
    )
    versions = AssignmentVersion.objects.bulk_create(
        AssignmentVersion(assignment=plan, version=1, valid_from=start, days=[1, 2, 3, 4, 5, 6, 7], **common)
        for plan in plans
    )
    exercises = [Exercise.objects.get(slug=slug, clinic=None) for slug in STEPS]
    AssignmentStep.objects.bulk_create(
        AssignmentStep(version=version, position=place, exercise=exercise, sets=2, reps=10, side="both")
        for version in versions
        for place, exercise in enumerate(exercises)
    )


def _history(rows: list[Patient], place: Clinic, today: date, days: int) -> None:
    values: dict[str, Any] = {
        "patients": [row.pk for row in rows],
        "clinic": place.pk,
        "today": today,
        "days": days,
    }
    with connection.cursor() as cursor:
        for statement in (PAIN, SESSIONS, CHANGES, HEADS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
