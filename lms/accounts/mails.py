"""Mails about accounts: rendered from templates in the person's language, sent by the outbox."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from lms.accounts.enums import MailKind
from lms.accounts.models import User
from lms.common.keys import new_key
from lms.records.actions import Attachment, queue_mail


def absolute(path: str) -> str:
    """An address for a mail: never built from the request, whose Host header anyone can set."""
    return f"{settings.SITE_URL}{path}"


def language_of(user: User | None) -> str:
    """The language a person chose, else the one of the page they are on."""
    chosen = user.language if user else ""
    return chosen if chosen in dict(settings.LANGUAGES) else get_language() or "de"


def send(  # noqa: PLR0913  (the parts of a mail)
    template: str,
    *,
    recipient: str,
    context: dict[str, Any],
    language: str,
    key: str = "",
    attachment: Attachment | None = None,
    person: User | None = None,
    kind: MailKind | None = None,
    at: datetime,
) -> None:
    """Queue the mail ``<template>_subject.txt`` and ``<template>_message.txt``.

    Args:
        template: Path without ending, such as ``email/invitation``.
        recipient: One address.
        context: For both templates; ``site_name`` and ``site_url`` are added.
        language: Language code to write in.
        key: Makes sending the same mail twice harmless; without it each call sends one.
        attachment: A file that goes with it.
        person: Who gets it, where that is somebody with an account.
        kind: The kind that people may switch off; None for what always comes.
        at: When.
    """
    name = template.rpartition("/")[2]
    full = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context}
    with override(language):
        subject = render_to_string(f"{template}_subject.txt", full)
        text = render_to_string(f"{template}_message.txt", full)
    queue_mail(
        key=key or f"{name}:{new_key()}{new_key()}",
        kind=name,
        recipient=recipient,
        subject=subject,
        text=text.strip() + "\n",
        attachment=attachment,
        person_key=person.key if person else "",
        at=at,
    )
