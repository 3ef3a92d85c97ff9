"""Which facts two documents state differently."""

import pytest
from django.utils.translation import override

from courses.queries.certificate_differences import (
    differing_in_credential,
    differing_on_page,
    labels,
    page_facts,
    plain,
    text_between,
)
from tests.factories.certificates import CertificateFactory, facts
from tests.support.credentials import credential
from tests.support.leave import LEAVE

pytestmark = pytest.mark.django_db


def page(certificate):
    return " ".join(word for words in page_facts(certificate).values() for word in words)


def test_the_page_states_each_fact():
    wording = {"before": "Gern sagen wir, dass", "after": ""}
    row = CertificateFactory(facts=facts(wording=wording, leave=LEAVE, valid_until="2028-11-24"))
    assert set(page_facts(row)) == set(labels()) - {"name", "other"}
    text = page(row)
    assert differing_on_page(text, row, text) == []
    for name, words in page_facts(row).items():
        less = text.replace(words[0], "")
        assert name in differing_on_page(less, row, text)


def test_what_never_fitted_on_the_page_is_not_missed():
    row = CertificateFactory()
    text = page(row)
    short = text.replace("Daten bewerten", "")
    assert differing_on_page(short, row, short) == []


def test_where_lines_break_says_nothing():
    row = CertificateFactory()
    text = page(row)
    assert differing_on_page(text.replace(" ", "\n"), row, text) == []
    assert plain(" a\n b\u00a0c ") == "abc"


def test_facts_are_in_the_language_of_the_certificate():
    row = CertificateFactory(facts=facts(language="en"))
    with override("de"):
        assert page_facts(row)["results"] == ["Test: 7.5 of 10 points (75 %)"]
        assert labels()["course"] == "Kurs"


def test_what_stands_between_is_found_whatever_the_spaces():
    assert text_between("dass Jana  Novák den Kurs", "dass", "den\nKurs") == "Jana  Novák"
    assert text_between("dass den Kurs", "dass", "den Kurs") == ""
    assert text_between("dass Jana den Lehrgang", "dass", "den Kurs") is None
    assert text_between("dass", "dass", "den Kurs") is None


def test_documents_differ_in_named_facts():
    issued = credential()
    assert differing_in_credential(issued, issued) == []
    assert differing_in_credential({**issued, "proof": {"proofValue": "z"}}, issued) == []
    assert differing_in_credential({**issued, "invented": 1}, issued) == ["other"]
    assert differing_in_credential({**issued, "name": "x", "id": "y"}, issued) == [
        "course",
        "number",
    ]
    everything = differing_in_credential({}, issued)
    assert {"name", "course", "results", "rule", "competences", "partners"} <= set(everything)
