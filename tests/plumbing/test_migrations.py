"""Migrations are complete, and each app's are one line."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.plumbing.tables import APPS

pytestmark = pytest.mark.django_db


def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.parametrize("app", APPS)
def test_migrations_follow_one_line(app):
    loader = MigrationLoader(connection)
    assert len(loader.graph.leaf_nodes(app)) == 1
    own = [name for label, name in loader.disk_migrations if label == app]
    numbers = sorted(name.split("_")[0] for name in own)
    assert numbers == [f"{number:04}" for number in range(1, len(own) + 1)]
