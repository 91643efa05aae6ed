"""The rules in a patient's plan, so that a phone knows them offline."""

# An SQL expression beside a row `me` with the patient's `id`; the settings name it (PLAN_PARTS).
# A change of a rule bumps the plan version.
REMINDERS = """
coalesce((
  SELECT json_agg(r) FROM (
    SELECT id, kind, times, days, channels, enabled FROM reminders_reminder
    WHERE patient_id = me.id ORDER BY id) r
), '[]')
"""
