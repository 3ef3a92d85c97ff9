"""What only an operator can put right, found by looking."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from cms.models import StandardPage
from courses.actions.pdf_signing import file_signer
from courses.actions.signing import SigningError, name_key, proof_key, token_key
from lms.accounts.models import User
from lms.common.health import broker, cache_store, database, disk
from lms.common.pdf import pdf_available
from lms.records.models import MailPriority, MailState, OutboxMessage
from lms.settings.security import DEVELOPMENT_SECRET

PATIENCE = timedelta(minutes=10)
WARNING = timedelta(days=30)  # so long before a certificate ends


class Level(StrEnum):
    """How much something matters, in the word that is printed."""

    MUST = "MUSS"  # keeps the site from doing its work
    SHOULD = "SOLLTE"
    MAY = "KANN"  # a choice that an operator should know of


@dataclass(frozen=True)
class Finding:
    """One thing to do."""

    text: str
    level: Level = Level.MUST


def findings(*, at: datetime) -> list[Finding]:
    """Look at services, settings, keys, mail and pages; costs nine queries."""
    return [*_services(), *_keys(), *_seal(at), *_settings(), *_mail(at), *_pages(), *_people()]


def _services() -> Iterator[Finding]:
    if not database():
        yield Finding("Die Datenbank antwortet nicht (DATABASE_URL).")
    if not cache_store():
        yield Finding("Der Zwischenspeicher antwortet nicht (CACHE_URL).")
    if not broker():
        yield Finding("Die Aufgabenwarteschlange ist nicht erreichbar (BROKER_URL).")
    if not disk():
        yield Finding("Auf der Festplatte ist kaum noch Platz (DATA_DIR).")
    if not pdf_available():
        yield Finding("Zertifikate sind nicht als PDF möglich: die Pango-Bibliotheken fehlen.")


def _keys() -> Iterator[Finding]:
    for key in (proof_key, token_key):
        try:
            key()
        except SigningError as error:
            yield Finding(f"Zertifikate können nicht signiert werden: {error}")
    try:
        name_key()
    except SigningError as error:
        yield Finding(f"Namen auf Zertifikaten können nicht verglichen werden: {error}")


def _seal(at: datetime) -> Iterator[Finding]:
    try:
        signer = file_signer(at=at)
    except SigningError as error:
        yield Finding(f"PDF-Dateien von Zertifikaten können nicht signiert werden: {error}")
        return
    if signer is None:
        yield Finding(
            "PDF-Dateien von Zertifikaten tragen kein Siegel; nur die Angaben darin sind signiert. "
            "Ein Siegel nennt PDF_SIGNER (docs/operate.md).",
            Level.MAY,
        )
    elif not signer.is_valid(at + WARNING):
        end = signer.certificate.not_valid_after_utc
        yield Finding(
            f"Das Zertifikat, das PDF-Dateien signiert, endet am {end:%d.%m.%Y} (PDF_SIGNER).",
            Level.SHOULD,
        )


def _settings() -> Iterator[Finding]:
    if settings.SECRET_KEY == DEVELOPMENT_SECRET:
        level = Level.MUST if settings.IS_PRODUCTION else Level.SHOULD
        yield Finding("SECRET_KEY ist der aus dem Quelltext.", level)
    if "localhost" in settings.ACCESSIBILITY_MAILBOX:
        yield Finding("ACCESSIBILITY_MAILBOX fehlt: Meldungen von Barrieren erreichen niemanden.")


def _mail(at: datetime) -> Iterator[Finding]:
    waiting = OutboxMessage.objects.filter(
        state=MailState.PENDING, priority__lt=MailPriority.MANY, due_at__lt=at - PATIENCE
    )
    if number := waiting.count():
        yield Finding(f"{number} E-Mails warten länger als zehn Minuten. Läuft der Worker?")
    if number := OutboxMessage.objects.filter(state=MailState.FAILED).count():
        yield Finding(f"{number} E-Mails konnten nicht zugestellt werden.", Level.SHOULD)


def _pages() -> Iterator[Finding]:
    pages = StandardPage.objects.filter(live=True, is_placeholder=True).order_by("path")
    for title, language in pages.values_list("title", "locale__language_code"):
        yield Finding(f"Die Seite „{title}“ ({language}) ist noch ein Platzhalter.", Level.SHOULD)


def _people() -> Iterator[Finding]:
    if not User.objects.filter(is_city_staff=True, is_active=True).exists():
        yield Finding("Es gibt noch kein Konto der Stadtverwaltung: manage.py create_staff.")
