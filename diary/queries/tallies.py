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

from diary.rules.series import MOMENT_OF
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


@dataclass(frozen=True, slots=True)
class DaySets:
    """The sets of one step on one day, over all its sessions.

    `sets`: their number; a set recorded as `each` counts as a left and a right one. `pain`: the highest score
    during the step (0-10), or None. `skipped`: the last reason (`session.Skip`), or None. `assignment_id` and
    `version` are those that the session followed, or None.
    """

    patient_id: UUID
    local_date: date
    assignment_id: UUID | None
    version: int | None
    step_id: UUID
    sets: int
    pain: int | None
    skipped: str | None


class ToldSets(NamedTuple):
    """The sets of one session by the step's id and the foot, as `ID/left`, `ID/right` and `ID/both` (see
    `session.sets_by_foot`), and their total, counted as in `DaySets`.
    """

    patient_id: UUID
    local_date: date
    assignment_id: UUID | None
    sets: dict[str, int]
    told: int


@dataclass(frozen=True, slots=True)
class SessionTold:
    """One session: what it followed, its pain scores and effort (0-10 or None), whether it came late, and
    whether it is done: it has at least one set.
    """

    patient_id: UUID
    entry_id: UUID
    local_date: date
    recorded_at: datetime
    assignment_id: UUID | None
    version: int | None
    pain_before: int | None
    pain_worst: int | None
    pain_after: int | None
    effort: int | None
    late: bool
    done: bool


@dataclass(frozen=True, slots=True)
class DayEntries:
    """The number of entries of one day: of any kind, sessions, and late ones."""

    patient_id: UUID
    local_date: date
    entries: int
    sessions: int
    late: int


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


def sets_by_day(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[DaySets]:
    """The sets by patient, day and step, in that order; a step without sets has a row with 0."""
    rows = _rows(
        """
        SELECT patient_id, local_date, assignment_id, version, step_id,
               sum(jsonb_array_length(step -> 'sets')
                   + CASE WHEN step @> '{"sets": [{"side": "each"}]}' THEN jsonb_array_length(
                       jsonb_path_query_array(step, '$.sets[*] ? (@.side == "each")')) ELSE 0 END),
               max((step ->> 'pain')::int),
               (array_agg(step ->> 'skipped' ORDER BY recorded_at DESC)
                   FILTER (WHERE step ->> 'skipped' IS NOT NULL))[1]
        FROM (
            SELECT patient_id, local_date, recorded_at, (data ->> 'assignment_id')::uuid AS assignment_id,
                   (data ->> 'version')::int AS version, (step ->> 'step_id')::uuid AS step_id, step
            FROM diary_entry CROSS JOIN LATERAL jsonb_array_elements(data -> 'steps') AS step
            WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted AND kind = 'session'
        ) AS told
        GROUP BY patient_id, local_date, assignment_id, version, step_id
        ORDER BY patient_id, local_date, step_id
        """,
        [list(patient_ids), from_on, to_on],
    )
    return [DaySets(*row) for row in rows]


def sets_by_session(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[ToldSets]:
    """The sets of each session that has steps, in no order.

    The steps are combined row by row: if they were grouped by entry, a planner with old statistics would read
    the whole table along its primary key.
    """
    rows = _rows(
        """
        SELECT patient_id, local_date, (data ->> 'assignment_id')::uuid, (
            SELECT json_object_agg(
                lower(step ->> 'step_id'), jsonb_path_query_array(step, '$.sets[*].side'))::text
            FROM jsonb_array_elements(data -> 'steps') AS step)
        FROM diary_entry
        WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted AND kind = 'session'
            AND data -> 'steps' <> '[]'
        """,
        [list(patient_ids), from_on, to_on],
    )
    return [_told_sets(patient_id, on, of, orjson.loads(steps)) for patient_id, on, of, steps in rows]


def _told_sets(patient_id: UUID, on: date, of: UUID | None, steps: dict[str, list[str]]) -> ToldSets:
    sets = {
        f"{step}/{foot}": number
        for step, sides in steps.items()
        for foot, number in sets_by_foot(sides).items()
    }
    return ToldSets(patient_id, on, of, sets, sum(count_sets(sides) for sides in steps.values()))


def sessions_between(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[SessionTold]:
    """The sessions by patient and time."""
    rows = _rows(
        """
        SELECT patient_id, entry_id, local_date, recorded_at, (data ->> 'assignment_id')::uuid,
               (data ->> 'version')::int, (data ->> 'pain_before')::int, (data ->> 'pain_worst')::int,
               (data ->> 'pain_after')::int, (data ->> 'effort')::int, late,
               jsonb_path_exists(data, '$.steps[*].sets[*]')
        FROM diary_entry
        WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted AND kind = 'session'
        ORDER BY patient_id, recorded_at, seq
        """,
        [list(patient_ids), from_on, to_on],
    )
    return [SessionTold(*row) for row in rows]


def days_with_entries(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[DayEntries]:
    """The days with entries, by patient and day."""
    rows = _rows(
        """
        SELECT patient_id, local_date, count(*), count(*) FILTER (WHERE kind = 'session'),
               count(*) FILTER (WHERE late)
        FROM diary_entry
        WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted
        GROUP BY patient_id, local_date
        ORDER BY patient_id, local_date
        """,
        [list(patient_ids), from_on, to_on],
    )
    return [DayEntries(*row) for row in rows]


def kinds_by_day(
    patient_ids: Collection[UUID], from_on: date, to_on: date
) -> dict[tuple[UUID, date, str], int]:
    """The number of entries of each kind, by patient and day. One statement."""
    rows = _rows(
        """
        SELECT patient_id, local_date, kind, count(*)
        FROM diary_entry
        WHERE patient_id = ANY(%s) AND local_date BETWEEN %s AND %s AND NOT deleted
        GROUP BY patient_id, local_date, kind
        """,
        [list(patient_ids), from_on, to_on],
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
