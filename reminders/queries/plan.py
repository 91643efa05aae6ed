"""What a patient's plan shows of what we say: the rules, so that a phone knows them without a network."""

# An SQL expression beside a row `me` with the patient's `id`; the settings name it (PLAN_PARTS).
# Whoever changes a rule touches the plan's stamp.
REMINDERS = """
coalesce((
  SELECT json_agg(r) FROM (
    SELECT id, kind, times, days, channels, enabled FROM reminders_reminder
    WHERE patient_id = me.id ORDER BY id) r
), '[]')
"""
