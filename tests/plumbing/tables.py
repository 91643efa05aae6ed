"""Every table of ours, by app, the lowest layer first."""

from django.apps import apps
from django.db import models

APPS = (
    "audit",
    "accounts",
    "notifications",
    "exercises",
    "diary",
    "progress",
    "reminders",
    "summaries",
)


def tables() -> list[type[models.Model]]:
    """All models of our apps."""
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def foreign_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every column of `model` that points at another table, one-to-one ones too."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
