from django.db import migrations, models

import notifications.rules.notification

NUMBERS = {
    "to_on": models.DateField,
    "days_told": models.IntegerField,
    "planned": models.IntegerField,
    "done": models.IntegerField,
    "extra": models.IntegerField,
    "planned_days": models.IntegerField,
    "done_days": models.IntegerField,
    "held": models.BooleanField,
    "series": models.IntegerField,
    "scored_days": models.IntegerField,
    "scored_days_before": models.IntegerField,
    "mean": models.FloatField,
    "mean_before": models.FloatField,
    "next_on": models.DateField,
    "next_sessions": models.IntegerField,
}
# As `diary.rules.series` numbers them.
MOMENTS = "ARRAY['after','average_24h','during','first_steps','next_morning','now','worst_24h']"
TO_COLUMNS = f"""
UPDATE reminders_weeklysummary SET digest = NULL,
  to_on = (digest->>'to_on')::date, days_told = (digest->>'days_told')::int,
  planned = (digest->'sessions'->>'planned')::int, done = (digest->'sessions'->>'done')::int,
  extra = (digest->'sessions'->>'extra')::int,
  planned_days = (digest->'sessions'->>'planned_days')::int,
  done_days = (digest->'sessions'->>'done_days')::int, held = (digest->'sessions'->>'held')::boolean,
  series = array_position({MOMENTS}, digest->'pain'->>'moment'),
  scored_days = (digest->'pain'->>'scored_days')::int,
  scored_days_before = (digest->'pain'->>'scored_days_before')::int,
  mean = (digest->'pain'->>'mean')::float8, mean_before = (digest->'pain'->>'mean_before')::float8,
  next_on = (digest->'next'->>'on')::date, next_sessions = (digest->'next'->>'sessions')::int
WHERE kind = 'summary'
"""  # noqa: S608 - our own words only
TO_DOCUMENTS = f"""
UPDATE reminders_weeklysummary SET digest = jsonb_build_object(
  'from_on', to_on - 6, 'to_on', to_on, 'days_told', days_told,
  'sessions', jsonb_build_object('planned', planned, 'done', done, 'extra', extra,
    'planned_days', planned_days, 'done_days', done_days, 'held', held),
  'pain', CASE WHEN series IS NOT NULL THEN jsonb_build_object('moment', ({MOMENTS})[series],
    'mean', mean, 'mean_before', mean_before,
    'scored_days', scored_days, 'scored_days_before', scored_days_before) END,
  'next', CASE WHEN next_on IS NOT NULL THEN jsonb_build_object('on', next_on, 'sessions', next_sessions) END)
WHERE kind = 'summary'
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0007_weekly_time_changed"),
    ]

    operations = [
        migrations.RenameField(model_name="weeklysummary", old_name="content", new_name="digest"),
        migrations.AlterField(model_name="weeklysummary", name="digest", field=models.JSONField(null=True)),
        *(
            migrations.AddField(model_name="weeklysummary", name=name, field=field(null=True))
            for name, field in NUMBERS.items()
        ),
        migrations.RunSQL(TO_COLUMNS, TO_DOCUMENTS),
        migrations.AddConstraint(
            model_name="weeklysummary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("digest__isnull", True),
                    ("kind", notifications.rules.notification.Kind["SUMMARY"]),
                    ("to_on__isnull", False),
                )
                | models.Q(
                    ("digest__isnull", False),
                    ("kind", notifications.rules.notification.Kind["DIGEST"]),
                    ("to_on__isnull", True),
                ),
                name="weekly_summary_of_its_kind",
            ),
        ),
    ]
