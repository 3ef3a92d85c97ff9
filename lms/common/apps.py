"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Helpers without models."""

    name = "lms.common"
    label = "common"
