"""Limits are counted in the database, and so is what Django's cache holds (the codes of an authenticator app
that were used): sign-in needs no Redis."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_clinic_phone")]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("whole_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL(
            """CREATE TABLE footing_cache (
                 cache_key varchar(255) PRIMARY KEY,
                 value text NOT NULL,
                 expires timestamptz NOT NULL
               );
               CREATE INDEX footing_cache_expires ON footing_cache (expires)""",
            "DROP TABLE footing_cache",
        ),
    ]
