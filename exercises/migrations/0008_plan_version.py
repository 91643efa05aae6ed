"""The plan's stamp is called its version; the table and its column are renamed with their rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exercises", "0007_causes_and_first_days")]

    operations = [
        migrations.RenameModel("PlanStamp", "PlanVersion"),
        migrations.RenameField("planversion", "stamp", "version"),
    ]
