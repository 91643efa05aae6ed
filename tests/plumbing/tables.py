"""Every table of ours, by floor."""

from django.apps import apps
from django.db import models

FLOORS = ("audit", "accounts", "exercises", "diary", "progress", "reminders")


def tables() -> list[type[models.Model]]:
    """All models of our apps."""
    return [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]


def foreign_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every column of `model` that points at another table, one-to-one ones too."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
