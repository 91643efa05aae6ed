"""Sums by patient and local day, for many patients at once: each query is one statement.

Every window is read through the index (patient, local date), so its cost does not grow with the older
history. Dates are the patient's own and both ends are included. Deleted entries are left out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from diary.rules.series import MOMENT_OF, SESSION_WITHOUT_SETS
from diary.rules.session import count_sets, sets_by_foot

RECEIVED_LAST = 8  # entries considered for the last one: a phone that was offline sends several at once


@dataclass(frozen=True, slots=True)
class DayPain:
    """The pain scores of one moment on one day: number, sum, and highest (0-10)."""

    patient_id: UUID
    local_date: date
    moment: str
    n: int
    total: int
    highest: int


class ToldSets(NamedTuple):
    """The sets of one session by the step's id and the foot, as `ID/left`, `ID/right` and `ID/both` (see
    `session.sets_by_foot`), and their total; a set recorded as `each` counts as a left and a right one.
    """

    patient_id: UUID
    local_date: date
    assignment_id: UUID | None
    sets: dict[str, int]
    told: int


def pain_by_day(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[DayPain]:
    """The pain scores by patient, day and moment, in that order. Moments are never mixed."""
    rows = _rows(
        """
        SELECT patient_id, local_date, series, count(*), sum(score), max(score)
        FROM diary_entry
        WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted AND series = ANY(%s)
        GROUP BY patient_id, local_date, series
        ORDER BY patient_id, local_date, series
        """,
        [list(patient_ids), from_on, to_on, list(MOMENT_OF)],
    )
    return [DayPain(patient, on, MOMENT_OF[series], *told) for patient, on, series, *told in rows]


def sets_by_session(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[ToldSets]:
    """The sets of each session that has steps, in no order. Sessions of one patient that are alike share one
    `sets`: most days are done alike, and are read once.
    """
    rows = _rows(
        """
        SELECT patient_id, assignment_id, days, (
            SELECT json_object_agg(
                lower(step ->> 'step_id'), jsonb_path_query_array(step, '$.sets[*].side'))::text
            FROM jsonb_array_elements(steps) AS step)
        FROM (
            SELECT patient_id, assignment_id, data -> 'steps' AS steps,
                string_agg(local_date::text, ' ') AS days
            FROM diary_entry
            WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted AND kind = 'session'
                AND data -> 'steps' <> '[]'
            GROUP BY patient_id, assignment_id, data -> 'steps'
        ) AS alike
        """,
        [list(patient_ids), from_on, to_on],
    )
    return [told for row in rows for told in _told_sets(*row)]


def _told_sets(patient_id: UUID, of: UUID | None, days: str, steps: str) -> list[ToldSets]:
    sides_of: dict[str, list[str]] = orjson.loads(steps)
    sets = {
        f"{step}/{foot}": number
        for step, sides in sides_of.items()
        for foot, number in sets_by_foot(sides).items()
    }
    told = sum(count_sets(sides) for sides in sides_of.values())
    return [ToldSets(patient_id, date.fromisoformat(on), of, sets, told) for on in days.split()]


def kinds_by_day(
    patient_ids: Collection[UUID], from_on: date, to_on: date
) -> dict[tuple[UUID, date, str], int]:
    """What each patient wrote of each day, by patient, day and kind: sessions with at least one set, foot
    checks, and scores of pain. One statement.

    A score given before a session counts as a score of pain too, as on the phone (`domain/checkIn`), unless
    the session took it over from an entry made within half an hour before it.
    """
    rows = _rows(
        """
        WITH entry AS (
            SELECT * FROM diary_entry
            WHERE patient_id = ANY(%(patients)s) AND local_date BETWEEN %(from_on)s AND %(to_on)s
                AND NOT deleted
        )
        SELECT patient_id, local_date, kind, count(*) FROM (
            SELECT patient_id, local_date, kind FROM entry WHERE series IS DISTINCT FROM %(without_sets)s
            UNION ALL
            SELECT patient_id, local_date, 'pain' FROM entry session
            WHERE kind = 'session' AND data ->> 'pain_before' IS NOT NULL AND NOT EXISTS (
                SELECT FROM entry pain
                WHERE pain.patient_id = session.patient_id AND pain.moment = 'now'
                    AND pain.score = (session.data ->> 'pain_before')::int
                    AND (session.data ->> 'started_at')::timestamptz - pain.recorded_at
                        BETWEEN interval '0' AND interval '30 minutes')
        ) AS told
        GROUP BY patient_id, local_date, kind
        """,
        {
            "patients": list(patient_ids),
            "from_on": from_on,
            "to_on": to_on,
            "without_sets": SESSION_WITHOUT_SETS,
        },
    )
    return {(patient, on, kind): number for patient, on, kind, number in rows}


def last_entry_at(patient_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each patient's latest entry happened; patients without entries are left out.

    A wrong clock never determines the last entry: for a skewed entry the time of its first receipt counts.
    The query considers the few last received and the last by date with a right clock, so that neither a clock
    that ran ahead nor a late correction hides the last entry.
    """
    rows = _rows(
        """
        SELECT asked.patient_id, greatest(received.happened_at, dated.happened_at)
        FROM unnest(%(patients)s::uuid[]) AS asked (patient_id)
        CROSS JOIN LATERAL (
            SELECT max(CASE WHEN skewed THEN first_received_at ELSE least(recorded_at, first_received_at) END)
                AS happened_at, max(received_at) AS received_at
            FROM (
                SELECT skewed, recorded_at, first_received_at, received_at FROM diary_entry
                WHERE patient_id = asked.patient_id AND NOT deleted
                ORDER BY seq DESC LIMIT %(received_last)s
            ) AS few
        ) AS received
        LEFT JOIN LATERAL (
            SELECT least(recorded_at, first_received_at) AS happened_at FROM diary_entry
            WHERE patient_id = asked.patient_id AND NOT deleted AND NOT skewed
                AND local_date <= received.received_at::date + 1
            ORDER BY local_date DESC, recorded_at DESC LIMIT 1
        ) AS dated ON true
        WHERE received.happened_at IS NOT NULL
        """,
        {"patients": list(patient_ids), "received_last": RECEIVED_LAST},
    )
    return dict(rows)


def _rows(statement: str, values: list[Any] | dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
