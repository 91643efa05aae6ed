"""Constraints, indexes and the column of a delivery are named after the notification; no row is touched."""

from django.db import migrations, models
from django.db.models import Q

CONSTRAINTS = {
    "notice_lease_is_whole": "notification_lease_is_whole",
    "notice_final_says_when": "notification_final_says_when",
}


def _rename(old: str, new: str) -> migrations.RunSQL:
    statement = "ALTER TABLE notifications_notification RENAME CONSTRAINT {} TO {}"
    return migrations.RunSQL(statement.format(old, new), statement.format(new, old))


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.RenameField("delivery", "notice", "notification"),
        migrations.RenameIndex(
            "notification", new_name="notification_unsettled", old_name="notice_unsettled"
        ),
        migrations.RenameIndex(
            "notification", new_name="notification_by_person", old_name="notice_by_person"
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[_rename(old, new) for old, new in CONSTRAINTS.items()],
            state_operations=[
                *[migrations.RemoveConstraint("notification", old) for old in CONSTRAINTS],
                migrations.AddConstraint(
                    "notification",
                    models.CheckConstraint(
                        condition=Q(state="leased", lease_token__isnull=False, leased_until__isnull=False)
                        | Q(~Q(state="leased"), lease_token=None, leased_until=None),
                        name="notification_lease_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    "notification",
                    models.CheckConstraint(
                        condition=Q(settled_at=None, state__in=["waiting", "leased"])
                        | Q(~Q(state__in=["waiting", "leased"]), settled_at__isnull=False),
                        name="notification_final_says_when",
                    ),
                ),
            ],
        ),
    ]
