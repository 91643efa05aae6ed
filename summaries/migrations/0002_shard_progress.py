"""A weekly round is called a shard's progress; the table is renamed with its rows."""

from django.db import migrations, models
from django.db.models import Q

OLD, NEW = "weekly_round_of_a_half", "shard_progress_of_a_shard"
STATEMENT = "ALTER TABLE summaries_shardprogress RENAME CONSTRAINT {} TO {}"


class Migration(migrations.Migration):
    dependencies = [("summaries", "0001_initial")]

    operations = [
        migrations.RenameModel("WeeklyRound", "ShardProgress"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(STATEMENT.format(OLD, NEW), STATEMENT.format(NEW, OLD))],
            state_operations=[
                migrations.RemoveConstraint("shardprogress", OLD),
                migrations.AddConstraint(
                    "shardprogress", models.CheckConstraint(condition=Q(id__in=(1, 2)), name=NEW)
                ),
            ],
        ),
    ]
