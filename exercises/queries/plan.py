"""The patient's plan as the phone keeps it: one statement makes the JSON, a tiny one tells if it changed.

Both read the patient's own row, person and open episode in place, because a plan is one document and one
statement is what makes it fast; they look at no other patient.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import connection

from exercises import zones

DAYS_SHOWN_AFTER_END = 14
_DEFAULT_ZONES = json.dumps(asdict(zones.DEFAULT))

# In the statements `days` and `zones` are the two constants above.
# Who it is for, and everything beside the prescriptions themselves that the document depends on.
_ME = """
WITH me AS (
  SELECT p.id, u.name, u.time_zone, coalesce(c.foot, p.foot) AS foot, c.condition,
    (p.diabetes IN ('yes', 'unsure') OR p.loss_of_feeling IN ('yes', 'unsure')) IS TRUE AS may_feel_less,
    (SELECT stamp FROM exercises_planstamp WHERE patient_id = p.id) AS stamp,
    (SELECT digest FROM exercises_loadedlibrary) AS library
  FROM accounts_patient p
  JOIN accounts_user u ON u.id = p.user_id
  LEFT JOIN accounts_episode c ON c.patient_id = p.id AND c.ended_on IS NULL
  WHERE p.id = %(patient)s
)
"""
_TAG = "SELECT me::text FROM me"

_SHOWN = """
, shown AS MATERIALIZED (
  SELECT a.id, a.name, a.condition, a.starts_on, least(a.ends_on, care.ended_on) AS ends_on, h.*,
    (SELECT json_agg(json_build_object('version', v.version, 'valid_from', v.valid_from, 'days', v.days,
        'times_per_day', v.times_per_day, 'note', v.note, 'steps', (
          SELECT json_agg(json_build_object('id', s.id, 'exercise', e.slug, 'sets', s.sets, 'reps', s.reps,
            'hold_seconds', s.hold_seconds, 'duration_seconds', s.duration_seconds,
            'rest_seconds', s.rest_seconds, 'side', s.side, 'note', s.note) ORDER BY s.position)
          FROM exercises_assignmentstep s JOIN exercises_exercise e ON e.id = s.exercise_id
          WHERE s.version_id = v.id)) ORDER BY v.version)
      FROM exercises_assignmentversion v WHERE v.assignment_id = a.id) AS versions
  FROM exercises_assignment a
  JOIN accounts_episode care ON care.id = a.episode_id,
  LATERAL (
    SELECT json_agg(hold ORDER BY from_on, id) AS holds,
      (array_agg(hold ORDER BY from_on, id)
        FILTER (WHERE %(today)s BETWEEN from_on AND coalesce(until_on, 'infinity')))[1] AS held,
      min(from_on) FILTER (WHERE reason = 'warning' AND until_on IS NULL) AS warned_on
    FROM (
      SELECT *, json_build_object('from_on', from_on, 'until_on', until_on, 'reason', reason) AS hold
      FROM exercises_hold
      WHERE assignment_id = a.id AND (until_on IS NULL OR until_on >= from_on)) placed
  ) h
  WHERE a.patient_id = %(patient)s
    AND coalesce(least(a.ends_on, care.ended_on)
      >= greatest(a.starts_on, %(today)s::date - %(days)s::int), true)
)
"""
_DOCUMENT = """
SELECT me::text, concat(
  '{"patient":', json_build_object('id', me.id, 'name', me.name, 'time_zone', me.time_zone, 'foot', me.foot),
  ',"today":"', %(today)s::date,
  '","assignments":', (
    SELECT coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'condition', a.condition,
      'starts_on', a.starts_on, 'ends_on', a.ends_on,
      'days', v.days, 'times_per_day', v.times_per_day, 'note', v.note,
      'held', a.held,
      'holds', coalesce(a.holds, '[]'), 'versions', a.versions) ORDER BY a.starts_on, a.id), '[]')
    FROM shown a, LATERAL (
      SELECT days, times_per_day, note FROM exercises_assignmentversion
      WHERE assignment_id = a.id
      ORDER BY valid_from <= least(%(today)s, a.ends_on) DESC,
        CASE WHEN valid_from <= least(%(today)s, a.ends_on) THEN -version ELSE version END
      LIMIT 1) v
  ),
  ',"exercises":{', (
    SELECT string_agg(concat('"', e.slug, '":', e.document), ',' ORDER BY e.slug)
    FROM exercises_exercise e
    WHERE e.id IN (
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
    SELECT json_build_object('green_to', green_to, 'amber_to', amber_to,
      'next_morning_rule', next_morning_rule, 'nerve_rule', nerve_rule)::text
    FROM exercises_painzones WHERE patient_id = %(patient)s
  ), %(zones)s::text),
  ',"may_feel_less":', me.may_feel_less::text,
  ',"reminders":[]',
  ',"on_hold":', coalesce((
    SELECT json_build_object('reason', 'warning', 'since_on', min(warned_on))::text
    FROM shown HAVING min(warned_on) IS NOT NULL
  ), 'null'),
  '}')
FROM me
"""

# On one line they are short enough for the driver to remember how it read them.
_CHANGED = " ".join((_ME + _TAG).split())
_WHOLE = " ".join((_ME + _SHOWN + _DOCUMENT).split())
_SHAPE = blake2b(_WHOLE.encode(), digest_size=8).digest()  # another statement makes another document


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as JSON text, and the tag that stays the same as long as the text does."""

    tag: str
    text: str


def plan_of(patient_id: UUID, today: date) -> Plan:
    """The plan of a patient on their local date `today`, in one statement.

    It shows the assignments that have not ended more than 14 days before, with all their versions and holds,
    and only the exercises that these and the condition's starter routine use.
    """
    constants = {"days": DAYS_SHOWN_AFTER_END, "zones": _DEFAULT_ZONES}
    me, text = _row(_WHOLE, {"patient": patient_id, "today": today, **constants})
    return Plan(_tag(me, today), text)


def plan_tag(patient_id: UUID, today: date) -> str:
    """The tag that `plan_of` would give, in one small statement."""
    return _tag(_row(_CHANGED, {"patient": patient_id})[0], today)


def _tag(me: str, today: date) -> str:
    return blake2b(f"{me}{today}".encode(), digest_size=12, key=_SHAPE).hexdigest()


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()[0]
