"""Every form that asks for personal data says so beside it (duty L04): a new one must, too."""

import re

import pytest

from tests.factories.cms import frame
from tests.templates.test_markup import TEMPLATES, own_pages, text

POST = re.compile(r"<form[^>]*method=\"post\"")
FIELD = re.compile(
    r"components/field\.html|accounts/fields\.html|<textarea|<select|for field in"
    r"|type=\"(?:text|email|tel|number|date|file|radio|checkbox|password)\""
)
# The second holds the first, for two pages of enrolling.
NOTICES = ("components/privacy-notice.html", "courses/enrol-seen.html")
# Folders and templates without a notice, each with why.
NONE_NEEDED = {
    "mfa/": "secures an account that exists; the device gives a key or a number",
    "account/login.html": "compares what is stored already",
    "account/password_": "changes a secret of which only a hash is kept",
    "account/reauthenticate.html": "compares what is stored already",
    "accounts/age.html": "says itself what the band is for",
    "accounts/confirm.html": "a code we sent",
    "accounts/recover.html": "a code from the sheet and a new password",
    "accounts/guardian-child.html": "the age band; consent has its notice in consent-forms.html",
    "accounts/consent-texts.html": "staff write a text",
    "accounts/waiting.html": "the guardians have their notice in waiting-guardians.html",
    "accounts/privacy/": "one's own rights, and staff who give a reason that is told",
    "courses/class/card.html": "opens a seat that exists",
    "courses/class/new.html": "names a class; names of people are refused",
    "courses/class/facts.html": "names a class; names of people are refused",
    "courses/class/groups.html": "aliases only",
    "courses/class/seats.html": "aliases only",
    "courses/class/meeting": "aliases only",
    "courses/class/certificates-form.html": "says itself that names go on paper only",
    "courses/class/tasks.html": "a date for aliases",
    "courses/class/leads.html": "chooses among people of the house",
    "courses/class/office.html": "chooses among people of the house",
    "courses/class/joining-box.html": "opens joining for a class",
    "courses/announcements.html": "a team writes to people",
    "courses/attendance.html": "a team notes who was there; told when enrolling",
    "courses/bridges.html": "about courses",
    "courses/grading-form.html": "a team or a lead grades; told when enrolling",
    "courses/path-": "about courses",
    "courses/question.html": "a team answers",
    "courses/run-": "a team looks after people who were told when enrolling",
    "courses/seat-request.html": "told when asking for the seat",
    "courses/verify.html": "looks a certificate up; nothing is stored",
    "network/": "people of houses write about houses; roles and mailboxes, no private data",
}
# Inside those folders, forms that do ask people.
ASK = {
    "courses/run-guests.html",
    "courses/run-offer.html",
    "network/own-apply.html",
    "network/own-contact.html",
}
# Collect without a field: who signed in presses a button.
BUTTONS = {
    "components/calendar-address.html", "courses/attend.html", "network/own-claim.html",
}  # fmt: skip


def is_without(name):
    return name not in ASK and any(name.startswith(start) for start in NONE_NEEDED)


def says(source):
    return any(notice in source for notice in NOTICES)


def names():
    return {str(file.relative_to(TEMPLATES)): text(file) for file in own_pages()}


def asks(source):
    return bool(POST.search(source) and FIELD.search(source))


def test_each_form_has_its_notice():
    without = [
        name for name, source in names().items()
        if (asks(source) or name in BUTTONS) and not says(source) and not is_without(name)
    ]  # fmt: skip
    assert without == []


def test_no_reason_is_left_of_a_form_that_went():
    forms = [name for name, source in names().items() if asks(source)]
    unused = [start for start in NONE_NEEDED if not any(name.startswith(start) for name in forms)]
    assert unused == []


def test_a_form_without_a_notice_would_be_found():
    planted = '<form class="a" method="post">{% include "components/field.html" %}</form>'
    assert asks(planted)
    assert not asks(planted.replace("post", "get"))


@pytest.mark.django_db
def test_a_form_shows_whom_it_is_for_and_leads_to_the_page(client):
    frame()
    html = client.get("/de/barriere-melden/").content.decode()
    notice = html.split('class="privacy-notice', 1)[1].split("</p>")[0]
    assert "liest, wer diese Seite betreibt" in notice
    assert 'href="/de/datenschutz/"' in notice
