"""The patient's plan as the phone keeps it: one statement makes the JSON, a tiny one tells if it changed.

Both read the patient's own row, person and open episode in place, because a plan is one document and one
statement is what makes it fast; they look at no other patient.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from exercises.rules import zones

DAYS_SHOWN_AFTER_END = 14
DEFAULT_ZONES = json.dumps(asdict(zones.DEFAULT))

# In the statements `days` and `zones` are the two constants above.
# Who it is for, and everything beside the prescriptions themselves that the document depends on.
_ME = """
WITH me AS (
  SELECT p.id, u.name, u.time_zone, p.foot, c.condition,
    (p.diabetes IN ('yes', 'unsure') OR p.loss_of_feeling IN ('yes', 'unsure')) IS TRUE AS may_feel_less,
    (SELECT version FROM exercises_planversion WHERE patient_id = p.id) AS version,
    (SELECT digest FROM exercises_loadedlibrary) AS library,
    k.name AS clinic, nullif(k.phone, '') AS phone, coalesce(k.urgent_help, '') AS words, w.*
  FROM accounts_patient p
  JOIN accounts_user u ON u.id = p.user_id
  LEFT JOIN accounts_episode c ON c.patient_id = p.id AND c.ended_on IS NULL
  LEFT JOIN accounts_clinic k ON k.id = c.clinic_id
  LEFT JOIN exercises_warningstate w ON w.patient_id = p.id
  WHERE p.id = %(patient)s
)
"""
_TAG = "SELECT me::text FROM me"

_SHOWN = """
, shown AS MATERIALIZED (
  SELECT a.id, a.name, a.condition, a.starts_on, a.first_day_counts,
    least(a.ends_on, care.ended_on) AS ends_on, h.*, (
      SELECT json_agg(v) FROM (
        SELECT v.version, v.valid_from, v.days, v.times_per_day, v.note, (
            SELECT json_agg(s) FROM (
              SELECT s.id, e.slug AS exercise, s.sets, s.reps, s.hold_seconds, s.duration_seconds,
                s.rest_seconds, s.side, s.note
              FROM exercises_assignmentstep s JOIN exercises_exercise e ON e.id = s.exercise_id
              WHERE s.version_id = v.id ORDER BY s.position) s
          ) AS steps
        FROM exercises_assignmentversion v WHERE v.assignment_id = a.id ORDER BY v.version) v
    ) AS versions
  FROM exercises_assignment a
  JOIN accounts_episode care ON care.id = a.episode_id,
  LATERAL (
    SELECT json_agg(hold ORDER BY from_on, id) AS holds,
      (array_agg(hold ORDER BY reason = 'warning' DESC, from_on, id)
        FILTER (WHERE %(today)s BETWEEN from_on AND coalesce(until_on, 'infinity')))[1] AS held
    FROM exercises_pause WHERE assignment_id = a.id
  ) h
  WHERE a.patient_id = %(patient)s
    AND coalesce(least(a.ends_on, care.ended_on)
      >= greatest(a.starts_on, %(today)s::date - %(days)s::int), true)
)
"""
_DOCUMENT = """
SELECT me::text, concat(
  '{"patient":', (SELECT row_to_json(p) FROM (SELECT me.id, me.name, me.time_zone, me.foot) p),
  ',"today":"', %(today)s::date,
  '","assignments":', (
    SELECT coalesce(json_agg(x), '[]') FROM (
      SELECT a.id, a.name, a.condition, a.starts_on, a.first_day_counts, a.ends_on,
        v.days, v.times_per_day, v.note,
        a.held, coalesce(a.holds, '[]') AS holds, a.versions
      FROM shown a, LATERAL (
        SELECT * FROM exercises_assignmentversion,
          LATERAL (SELECT valid_from - least(%(today)s::date, a.ends_on) AS ahead) w
        WHERE assignment_id = a.id
        ORDER BY ahead > 0, abs(ahead), sign(ahead - 0.5) * version
        LIMIT 1) v
      ORDER BY a.starts_on, a.id) x
  ),
  ',"exercises":{', (
    SELECT string_agg(concat('"', slug, '":', document), ',' ORDER BY slug)
    FROM exercises_exercise WHERE id IN (
      SELECT s.exercise_id
      FROM shown a
      JOIN exercises_assignmentversion v ON v.assignment_id = a.id
      JOIN exercises_assignmentstep s ON s.version_id = v.id
      UNION
      SELECT s.exercise_id
      FROM exercises_routine r JOIN exercises_routinestep s ON s.routine_id = r.id
      WHERE r.condition = me.condition AND r.starter AND r.clinic_id IS NULL AND r.retired_at IS NULL)
  ),
  '},"conditions":[', (
    SELECT string_agg(CASE WHEN slug = me.condition THEN document
      ELSE json_build_object('slug', slug, 'name', name)::text END, ',' ORDER BY slug)
    FROM exercises_condition WHERE retired_at IS NULL
  ),
  '],"care_cards":[', (
    SELECT string_agg(document, ',' ORDER BY slug)
    FROM exercises_carecard WHERE retired_at IS NULL AND me.condition = ANY(conditions)
  ),
  '],"zones":', coalesce((
    SELECT row_to_json(z)::text FROM (
      SELECT green_to, amber_to, next_morning_rule, nerve_rule
      FROM exercises_painzones WHERE patient_id = %(patient)s) z
  ), %(zones)s::text),
  ',', /* parts */
  (SELECT ltrim(row_to_json(t)::text, '{') FROM (
    SELECT me.may_feel_less,
      me.on_hold,
      CASE WHEN since IS NOT NULL THEN json_build_object('since', since, 'from_on', from_on,
        'may_resume', me.clinic IS NULL, 'cause', me.cause) END AS warning_hold,
      me.lifted_at AS warning_lifted_at,
      (SELECT row_to_json(h) FROM (
        SELECT clinic, phone, words, %(emergency)s::text AS emergency_number) h) AS help) t))
FROM me
"""
_CHANGED = _ME + _TAG


# What a layer above adds to the plan: a field's name, and an SQL expression of its JSON beside a row `me`
# with the patient's `id`. That layer bumps the plan's version when its rows change.
Parts = tuple[tuple[str, str], ...]


@cache
def whole_plan(parts: Parts = ()) -> str:
    """The whole statement, with the parts that layers above add.

    On one line it is short enough for the driver to remember how it read it (4,096 characters).
    """
    added = "".join(f"""'"{name}":', {sql}, ',',""" for name, sql in parts)
    return " ".join((_ME + _SHOWN + _DOCUMENT.replace("/* parts */", added)).split())


@cache
def _shape(parts: Parts) -> bytes:
    """Another statement makes another document."""
    return blake2b(whole_plan(parts).encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as JSON text, and the tag that stays the same as long as the text does, in one language."""

    tag: str
    text: str


def plan_of(patient_id: UUID, today: date, parts: Parts = ()) -> Plan:
    """The plan of a patient on their local date `today` in the language that is active, with the `parts` of
    layers above, in one statement.

    It shows the assignments that have not ended more than 14 days before, with all their versions and holds,
    and only the exercises that these and the condition's starter routine use.
    """
    constants = {"days": DAYS_SHOWN_AFTER_END, "zones": DEFAULT_ZONES}
    settled = {"emergency": settings.EMERGENCY_NUMBER or None, **constants}
    me, text = _row(whole_plan(parts), {"patient": patient_id, "today": today, **settled})
    return Plan(_tag(me, today, parts), text)


def plan_tag(patient_id: UUID, today: date, parts: Parts = ()) -> str:
    """The tag that `plan_of` would give with the same `parts`, in one small statement."""
    return _tag(_row(_CHANGED, {"patient": patient_id})[0], today, parts)


def _tag(me: str, today: date, parts: Parts) -> str:
    return blake2b(
        f"{me}{today}{settings.EMERGENCY_NUMBER}{get_language()}".encode(),
        digest_size=12,
        key=_shape(parts),
    ).hexdigest()


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()[0]
