"""Reads what waits in the outbox, and what has left it."""

import re

from django.core import mail

from lms.records.models import OutboxMessage


def mails_to(address, kind=""):
    """Every mail to an address, or those of one kind, oldest first."""
    found = OutboxMessage.objects.filter(recipient=address)
    return list(found.filter(kind=kind) if kind else found)


def sent_to(address):
    """Every mail that left for an address; the words of its row are gone by then."""
    return [message for message in mail.outbox if message.to == [address]]


def link_in(message):
    """The path of the first address in a mail that is more than the site's own."""
    return re.search(r"http://testserver(/\S+)", message.text)[1]


def code_in(message):
    """The confirmation code of a mail, waiting or sent."""
    text = message.text if isinstance(message, OutboxMessage) else message.body
    return re.search(r"^\s+(\w{4}-\w{4})$", text, re.MULTILINE)[1]
