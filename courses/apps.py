"""App configuration."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught and learnt."""

    name = "courses"

    def ready(self) -> None:
        """Connect the receivers."""
        from courses import receivers  # noqa: F401  (models must be loaded first)
