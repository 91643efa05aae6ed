"""A second token for each invitation, for screens, and every address in its one normal form."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from django.conf import settings
from django.db import migrations, models

from common.addresses import normal_address


def give_tokens(apps, schema_editor):
    for row in apps.get_model("accounts", "Invitation").objects.iterator():
        message = f"shown invitation:{row.pk}:{row.attempt}".encode()
        token = urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), message, "sha256")).decode()
        row.shown_hash = hashlib.sha256(token.rstrip("=").encode()).hexdigest()
        row.save(update_fields=["shown_hash"])


def make_normal(apps, schema_editor):
    """An address that would become that of somebody else is left alone: which account is meant, only its
    person can say.
    """
    user, invitation = apps.get_model("accounts", "User"), apps.get_model("accounts", "Invitation")
    address = apps.get_model("account", "EmailAddress")
    for row in user.objects.exclude(email__regex=r"^[ -~]*$"):
        email = normal_address(row.email)
        if not user.objects.filter(email__iexact=email).exclude(pk=row.pk).exists():
            address.objects.filter(user=row, email__iexact=row.email).update(email=email)
            user.objects.filter(pk=row.pk).update(email=email)
    for row in invitation.objects.exclude(email__regex=r"^[ -~]*$"):
        invitation.objects.filter(pk=row.pk).update(email=normal_address(row.email))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_membership_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField("invitation", "shown_hash", models.CharField(max_length=64, null=True)),
        migrations.RunPython(give_tokens, migrations.RunPython.noop),
        migrations.AlterField("invitation", "shown_hash", models.CharField(max_length=64, unique=True)),
        migrations.RunPython(make_normal, migrations.RunPython.noop),
    ]
