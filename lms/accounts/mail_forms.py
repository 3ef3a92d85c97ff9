"""What a mail says, in its plain form and as HTML made of it.

A template ``<name>_message.html`` may stand in place of the HTML made of the plain text.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from lms.accounts.enums import MailKind
from lms.common.mail_text import blocks


@dataclass(frozen=True)
class Forms:
    """Both forms of a mail as they leave."""

    text: str
    html: str


@dataclass(frozen=True)
class Words:
    """What a mail says, the same for everybody who reads it in this language."""

    name: str  # of its template
    subject: str
    text: str
    language: str
    html: str = ""  # body in place of the one made of the text


def write(template: str, context: dict[str, Any], language: str) -> Words:
    """Render ``<template>_subject.txt``, ``…_message.txt`` and, where there is one, ``….html``.

    ``site_name`` and ``site_url`` are added to the context.
    """
    full = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context}
    with override(language):
        return Words(
            name=template.rpartition("/")[2],
            subject=" ".join(render_to_string(f"{template}_subject.txt", full).split()),
            text=render_to_string(f"{template}_message.txt", full).strip(),
            language=language,
            html=_body(f"{template}_message.html", full),
        )


def plain(words: Words) -> str:
    """The plain form as it leaves for a mailbox, for previews."""
    return render(words, kind=None, is_own=False, switch="").text


def render(words: Words, *, kind: MailKind | None, is_own: bool, switch: str) -> Forms:
    """Both forms, with who sends it, why somebody gets it, and how to switch it off."""
    footer = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "is_own": is_own,
        "kind": kind,
        "switch": switch,
    }
    with override(words.language):
        foot = render_to_string("email/footer.txt", footer).strip()
        html = render_to_string("email/frame.html", {"words": words, **_parts(words), **footer})
    return Forms(f"{words.text}\n\n-- \n{foot}\n", html)


def _parts(words: Words) -> dict[str, Any]:
    return {} if words.html else {"blocks": blocks(words.text, site=settings.SITE_URL)}


def _body(template: str, context: dict[str, Any]) -> str:
    try:
        return get_template(template).render(context)
    except TemplateDoesNotExist:
        return ""
