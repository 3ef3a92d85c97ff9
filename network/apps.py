"""App configuration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Partners and who acts for them."""

    name = "network"

    def ready(self) -> None:
        """Connect the receivers."""
        from network import receivers  # noqa: F401  (models must be loaded first)
