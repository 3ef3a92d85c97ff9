"""Reads what waits in the outbox."""

import re

from lms.records.models import OutboxMessage


def mails_to(address):
    """Every mail to an address, oldest first."""
    return list(OutboxMessage.objects.filter(recipient=address))


def link_in(message):
    """The path of the first address in a mail that is more than the site's own."""
    return re.search(r"http://testserver(/\S+)", message.text)[1]


def code_in(message):
    """The confirmation code of a mail."""
    return re.search(r"^\s+(\w{4}-\w{4})$", message.text, re.MULTILINE)[1]
