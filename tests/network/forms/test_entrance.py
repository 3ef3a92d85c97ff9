"""Forms by which organisations come in."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.enums import Visibility
from network.forms.entrance import ApplyForm, ContactForm, LimitForm, ProvisionalForm, TableForm
from network.queries.duplicates import EVERYBODY
from network.queries.viewer import NOBODY
from network.queries.visibility import visible_partners
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db
ASKED = {"name": "KITA Wiese e.V.", "kind": "day_nursery", "mailbox": "kita@example.org"}


@pytest.mark.parametrize("form", [partial(ApplyForm, seen=EVERYBODY), ProvisionalForm])
def test_a_similar_name_needs_a_word_more(form):
    PartnerFactory(name="Kita Wiese")
    first = form(ASKED)
    assert not first.is_valid()
    assert [other.name for other in first.similar] == ["Kita Wiese"]
    second = form(ASKED | {"is_another": "on"})
    assert second.is_valid()
    assert "is_another" not in second.cleaned_data


def test_nobody_is_told_of_a_partner_they_may_not_see():
    PartnerFactory(name="Kita Wiese", visibility=Visibility.STAFF)
    assert ApplyForm(ASKED, seen=visible_partners(NOBODY, NOW.date())).is_valid()
    assert not ProvisionalForm(ASKED).is_valid()


def test_a_new_name_needs_no_word():
    form = ProvisionalForm(ASKED)
    assert form.is_valid()
    assert form.row().name == "KITA Wiese e.V."


def test_a_personal_mailbox_is_warned_of():
    form = ApplyForm(ASKED | {"mailbox": "erika.beispiel@example.org"}, seen=EVERYBODY)
    assert form.is_valid()
    assert len(form.warnings()) == 1


def test_a_table_is_pasted_or_uploaded():
    assert not TableForm({}).is_valid()
    file = SimpleUploadedFile("a.csv", "schluessel;name\n".encode("utf-8-sig"))
    form = TableForm({"table": "anderes"}, {"file": file})
    assert form.is_valid()
    assert form.cleaned_data["table"] == "schluessel;name\n"
    latin = SimpleUploadedFile("a.csv", "straße".encode("latin-1"))
    assert not TableForm({}, {"file": latin}).is_valid()


def test_a_message_needs_everything():
    assert not ContactForm({"subject": "x", "text": "y"}).is_valid()


def test_the_limit_begins_with_the_partners():
    assert LimitForm.of(PartnerFactory(listing_limit=20))["limit"].value() == 20
