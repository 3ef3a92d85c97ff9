"""Rows about people who sign in."""

from lms.accounts.models.consent import (
    ConsentEvent,
    ConsentText,
    Guardian,
    GuardianCode,
    PaperForm,
)
from lms.accounts.models.privacy import Incident, MailPreference, PrivacyCase
from lms.accounts.models.user import PendingConfirmation, RecoveryCode, User

__all__ = [
    "ConsentEvent",
    "ConsentText",
    "Guardian",
    "GuardianCode",
    "Incident",
    "MailPreference",
    "PaperForm",
    "PendingConfirmation",
    "PrivacyCase",
    "RecoveryCode",
    "User",
]
