"""App configuration."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What must never be lost."""

    name = "lms.records"
    label = "records"
