"""What the flags and cursors of before say in the new columns; everything is judged again at the next review.

A flag that was seen before newer evidence came opens again then: what was seen is what had arrived by that time.
Plans that a clinic's review rested, or did not rest, stay as they are; patients without a clinic were never
judged, and are now.
"""

from django.db import migrations

FLAGS = """
UPDATE progress_flag SET
  urgency = CASE
    WHEN rule IN ('foot_check', 'red_zone', 'nerve') THEN 2
    WHEN rule IN ('next_morning', 'pain_up', 'step_skipped') THEN 3
    WHEN rule = 'silent' THEN 4
    ELSE 5 END,
  evidence_on = coalesce(
    (SELECT max(coalesce(e ->> 'on', e ->> 'to')) FROM jsonb_array_elements(evidence) e)::date,
    raised_at::date),
  evidence_seq = CASE
    WHEN rule IN ('foot_check', 'red_zone', 'nerve', 'next_morning', 'step_skipped')
    THEN coalesce(substring(key FROM ':([0-9]+)$')::bigint, 0) ELSE 0 END
"""
SEEN = """
UPDATE progress_flag f SET
  settled_on = acknowledged_at::date,
  settled_seq = coalesce((
    SELECT max(e.seq) FROM diary_entry e WHERE e.patient_id = f.patient_id AND e.received_at <= f.acknowledged_at
  ), 0)
WHERE state = 'acknowledged'
"""
EVENTS = """
INSERT INTO progress_flagevent (id, flag_id, act, at, by_id, note)
SELECT gen_random_uuid(), id, 'raised', raised_at, NULL, '' FROM progress_flag
UNION ALL
SELECT gen_random_uuid(), id, 'acknowledged', acknowledged_at, acknowledged_by_id, '' FROM progress_flag
WHERE acknowledged_at IS NOT NULL
UNION ALL
SELECT gen_random_uuid(), id, 'resolved', resolved_at, resolved_by_id, note FROM progress_flag
WHERE resolved_at IS NOT NULL
"""
CURSORS = """
UPDATE progress_reviewcursor c SET tried_seq = seq, due_at = now(), warned_seq = CASE
  WHEN EXISTS (SELECT FROM accounts_episode e
    WHERE e.patient_id = c.patient_id AND e.ended_on IS NULL AND e.clinic_id IS NOT NULL) THEN seq ELSE 0 END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0004_flags_that_reopen"),
        ("diary", "0004_series"),
        ("accounts", "0004_a_letter_came_back"),
    ]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (FLAGS, SEEN, EVENTS, CURSORS)
    ]
