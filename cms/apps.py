"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """How things are presented and edited."""

    name = "cms"

    def ready(self) -> None:
        """Connect the receivers."""
        from cms import page_receivers, receivers  # noqa: F401  (models must be loaded first)
