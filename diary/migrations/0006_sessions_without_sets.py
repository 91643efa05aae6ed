from django.db import migrations, models


class Migration(migrations.Migration):
    """The expression of a generated column is not altered: the column is made anew, and its index with it."""

    dependencies = [("diary", "0005_sessions_on_the_day_they_began")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="entry_by_day"),
        migrations.RemoveField(model_name="entry", name="series"),
        migrations.AddField(
            model_name="entry",
            name="series",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        models.Q(
                            models.Func(
                                models.F("data"),
                                output_field=models.BooleanField(),
                                template="jsonb_path_exists(%(expressions)s, '$.steps[*].sets[*]')",
                            )
                        ),
                        kind="session",
                        then=models.Value(0),
                    ),
                    models.When(kind="session", then=models.Value(8)),
                    models.When(moment="after", then=models.Value(1)),
                    models.When(moment="average_24h", then=models.Value(2)),
                    models.When(moment="during", then=models.Value(3)),
                    models.When(moment="first_steps", then=models.Value(4)),
                    models.When(moment="next_morning", then=models.Value(5)),
                    models.When(moment="now", then=models.Value(6)),
                    models.When(moment="worst_24h", then=models.Value(7)),
                    models.When(kind="foot_check", then=models.Value(20)),
                ),
                output_field=models.SmallIntegerField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("deleted", False)),
                fields=["patient", "local_date"],
                include=("series", "score", "assignment_id"),
                name="entry_by_day",
            ),
        ),
    ]
