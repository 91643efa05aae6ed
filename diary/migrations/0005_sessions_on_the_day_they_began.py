from datetime import datetime

from django.db import migrations

from common.zones import ZoneInfo

BATCH = 1000


def date_by_start(apps, schema_editor):
    """A session over midnight was of the day it ended on."""
    entries = apps.get_model("diary", "Entry").objects.filter(kind="session", deleted=False)
    rows = entries.values_list("id", "time_zone", "local_date", "data__started_at").iterator(BATCH)
    moved = {}
    for key, zone, on, started_at in rows:
        if not started_at:
            continue
        began = datetime.fromisoformat(started_at.replace("Z", "+00:00")).astimezone(ZoneInfo(zone)).date()
        if began != on:
            moved.setdefault(began, []).append(key)
    for began, keys in moved.items():
        entries.filter(id__in=keys).update(local_date=began)


class Migration(migrations.Migration):
    dependencies = [("diary", "0004_series")]

    operations = [migrations.RunPython(date_by_start, migrations.RunPython.noop, elidable=True)]
