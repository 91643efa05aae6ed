"""The models of reaching a person are those of `notifications` now; their tables went with them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0009_membership_letters"),
        ("notifications", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Delivery"),
                migrations.DeleteModel("Notice"),
                migrations.DeleteModel("NotificationSettings"),
                migrations.DeleteModel("PushSubscription"),
                migrations.DeleteModel("StreamStop"),
            ]
        )
    ]
