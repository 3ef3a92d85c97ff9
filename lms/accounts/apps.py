"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "lms.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect to allauth's signals."""
        from lms.accounts import receivers  # noqa: F401
