"""Addresses that certificates name and that have to hold for decades; without a language."""

from django.conf import settings
from django.urls import reverse

from courses.models import Achievement, StatusList


def short_address(code: str) -> str:
    """Of a certificate: in the QR code, on paper, and as the name of its credential."""
    return f"{settings.SITE_URL}{reverse('certificate-short', args=[code])}"


def issuer_address(partner_key: str) -> str:
    """Of a house as issuer; its document holds the keys that may sign in its name."""
    return f"{settings.SITE_URL}{reverse('issuer', args=[partner_key])}"


def method_address(partner_key: str, kid: str) -> str:
    """Of a key as one house's; proofs name it."""
    return f"{issuer_address(partner_key)}#{kid}"


def achievement_address(achievement: Achievement) -> str:
    """Of what certificates state alike."""
    return f"{settings.SITE_URL}{reverse('achievement', args=[achievement.key])}"


def status_list_address(row: StatusList) -> str:
    """Of a list that says which certificates of a house do not hold any more."""
    return f"{settings.SITE_URL}{reverse('status-list', args=[row.issuer_key, row.number])}"
