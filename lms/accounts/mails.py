"""Mails: rendered from templates in the reader's language, plain and as HTML, sent by the outbox.

Every mail of the house comes through here. Its HTML is made of its plain text, so that both say
the same; a template ``<name>_message.html`` may stand in its place.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override

from lms.accounts.enums import AccountKind, MailKind
from lms.accounts.mail_forms import Forms, Words, render, write
from lms.accounts.models import User
from lms.accounts.preferences import switch_off_path, wanted_by, wants
from lms.common.keys import new_key
from lms.records.actions import Attachment, Mail, queue_mail, queue_mails, queued_keys
from lms.records.models import MailPriority

PRIORITIES = {
    None: MailPriority.AWAITED,
    MailKind.ANNOUNCEMENT: MailPriority.MANY,
    MailKind.DIGEST: MailPriority.MANY,
}  # the others go as usual


# Stands for an address of the reader's own while a mail to many is rendered once.
PLACE = "0-{}-of-the-reader-0"
SWITCH = PLACE.format("switch")


# Paths of pages that each reader has for themselves, by name.
Pages = Mapping[str, Callable[[User], str]]


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
    """Queue one mail; nothing without an address, or to who switched this kind off.

    Args:
        template: Path without ending, such as ``email/invitation``; see ``write``.
        recipient: One address.
        context: For the templates.
        language: Language code to write in.
        key: Makes sending the same mail twice harmless; without it each call sends one.
        attachment: A file that goes with it.
        person: Who gets it, where that is somebody with an account.
        kind: The kind that people may switch off; None for what always comes.
        at: When.
    """
    if not recipient or (person and kind and not wants(person, kind)):
        return
    post(
        write(template, context, language),
        recipient=recipient, key=key, attachment=attachment, person=person, kind=kind, at=at,
    )  # fmt: skip


def post(  # noqa: PLR0913  (the parts of a mail)
    words: Words,
    *,
    recipient: str,
    key: str = "",
    attachment: Attachment | None = None,
    person: User | None = None,
    kind: MailKind | None = None,
    at: datetime,
) -> None:
    """Queue a mail whose words are there already, as ``send`` does with those of a template."""
    switch = _switch(person, kind, words.language)
    # Who was entered by somebody else neither has an account nor began anything.
    is_own = person is not None and person.kind != AccountKind.GUEST
    forms = render(words, kind=kind, is_own=is_own, switch=switch)
    mail = _mail(
        words,
        forms,
        recipient=recipient,
        key=key or f"{words.name}:{new_key()}{new_key()}",
        person=person,
        kind=kind,
        switch=switch,
        attachment=attachment,
    )
    queue_mail(mail, at=at)


def send_many(  # noqa: PLR0913  (the parts of a mail)
    template: str,
    *,
    people: Iterable[User],
    context: Callable[[str], dict[str, Any]],
    kind: MailKind | None = None,
    pages: Pages | None = None,
    key: str,
    at: datetime,
) -> int:
    """Queue one mail for each of the people who want this kind; their addresses alone differ.

    Two queries, and one statement for each batch of rows. Without an address nobody gets one.

    Args:
        template: See ``send``.
        people: Who might get it.
        context: Makes what the templates need, in a language; nothing about one of the people.
        kind: The kind that people may switch off; None for what always comes.
        pages: The readers' own pages by their name in the context.
        key: Of the occasion; each person gets it once, however often this runs.
        at: When.

    Returns:
        How many were queued.
    """
    readers = [user for user in (wanted_by(people, kind) if kind else people) if user.email]
    known = queued_keys(f"{key}:{user.key}" for user in readers)
    readers = [user for user in readers if f"{key}:{user.key}" not in known]
    pages = pages or {}
    forms = {
        code: _form(template, context, code, kind=kind, pages=pages)
        for code in {language_of(user) for user in readers}
    }
    mails = [
        _for(user, *forms[language_of(user)], kind=kind, key=key, pages=pages) for user in readers
    ]
    queue_mails(mails, at=at)
    return len(mails)


def send_to_entered(
    template: str,
    *,
    addresses: Mapping[User, str],
    context: Callable[[str], dict[str, Any]],
    key: str,
    at: datetime,
    kind: MailKind | None = None,
) -> int:
    """Queue one mail for each of the people whom somebody else entered, at the address given then.

    They have no account: nothing in the mail leads to one, and its foot says why it came. Each
    person gets it once. ``kind`` decides how urgent it is. Two queries.

    Returns:
        How many were queued.
    """
    known = queued_keys(f"{key}:{user.key}" for user in addresses)
    waiting = [(user, to) for user, to in addresses.items() if f"{key}:{user.key}" not in known]
    if not waiting:
        return 0
    language = language_of(None)
    words = write(template, context(language), language)
    forms = render(words, kind=None, is_own=False, switch="")
    mails = [
        _mail(
            words, forms, recipient=to, key=f"{key}:{user.key}", person=user, kind=kind, switch=""
        )
        for user, to in waiting
    ]  # fmt: skip
    queue_mails(mails, at=at)
    return len(mails)


def _form(
    template: str,
    context: Callable[[str], dict[str, Any]],
    language: str,
    *,
    kind: MailKind | None,
    pages: Pages,
) -> tuple[Words, Forms]:
    """What all readers of a language get, with places for the addresses of their own."""
    places = {name: absolute(f"/{PLACE.format(name)}") for name in pages}
    with override(language):
        words = write(template, {**context(language), **places}, language)
    return words, render(words, kind=kind, is_own=True, switch=SWITCH if kind else "")


def _for(
    user: User, words: Words, forms: Forms, *, kind: MailKind | None, key: str, pages: Pages
) -> Mail:
    """One reader's copy of what was rendered once: only the addresses are their own."""
    switch = _switch(user, kind, words.language)
    text, html = forms.text.replace(SWITCH, switch), forms.html.replace(SWITCH, switch)
    with override(words.language):
        for name, path in pages.items():
            place, page = f"/{PLACE.format(name)}", path(user)
            text, html = text.replace(place, page), html.replace(place, page)
    own = Forms(text, html)
    return _mail(
        words, own, recipient=user.email, key=f"{key}:{user.key}", person=user, kind=kind,
        switch=switch,
    )  # fmt: skip


def _mail(  # noqa: PLR0913  (the parts of a mail)
    words: Words,
    forms: Forms,
    *,
    recipient: str,
    key: str,
    person: User | None,
    kind: MailKind | None,
    switch: str,
    attachment: Attachment | None = None,
) -> Mail:
    return Mail(
        key=key,
        kind=words.name,
        recipient=recipient,
        subject=words.subject,
        text=forms.text,
        html=forms.html,
        attachment=attachment,
        person_key=person.key if person else "",
        topic=kind or "",
        unsubscribe_url=switch,
        priority=PRIORITIES.get(kind, MailPriority.USUAL),
    )


def _switch(person: User | None, kind: MailKind | None, language: str) -> str:
    """Where the reader switches this kind off; "" where they cannot."""
    if person is None or kind is None:
        return ""
    with override(language):
        return absolute(switch_off_path(person, kind))
