"""Keeps invented people and known passwords out of production."""

from django.conf import settings
from django.core.management.base import CommandError


def refuse_in_production() -> None:
    """Stop a command that creates accounts with known passwords.

    Raises:
        CommandError: The settings are those of production.
    """
    if settings.IS_PRODUCTION:
        msg = "This command makes accounts with known passwords: never with production settings."
        raise CommandError(msg)
