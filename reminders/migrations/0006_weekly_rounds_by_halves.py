from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0005_people_without_a_foreign_key"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="weeklyround",
            name="weekly_round_one_row",
        ),
        migrations.AlterField(
            model_name="weeklyround",
            name="id",
            field=models.PositiveSmallIntegerField(editable=False, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            model_name="weeklyround",
            constraint=models.CheckConstraint(
                condition=models.Q(("id__in", (1, 2))), name="weekly_round_of_a_half"
            ),
        ),
        # The second half goes on where the round of everybody was.
        migrations.RunSQL(
            "INSERT INTO reminders_weeklyround (id, next_at) SELECT 2, next_at FROM reminders_weeklyround",
            "DELETE FROM reminders_weeklyround WHERE id = 2",
        ),
    ]
