"""What a house says on a certificate, in the language of the certificate."""

import pytest
from django.utils.translation import override

from courses.queries.wording import own_wording, usual_sentences, wording
from tests.factories.certificates import facts
from tests.factories.network import PartnerFactory
from tests.factories.wording import CertificateTemplateFactory

pytestmark = pytest.mark.django_db


def test_facts_stand_in_the_places_of_their_words():
    template = CertificateTemplateFactory.build(partner=None)
    assert wording(template, facts(kind="attendance")) == {
        "before": "Bibliothek Cottbus/Chóśebuz bestätigt hiermit, dass",
        "after": "vom 1. Oktober 2026 bis 20. November 2026 dabei war (2 Std. 30 Min.):",
        "closing": "Chóśebuz, den 24. November 2026, zum Kurs Sicher im Netz",
        "signatory": "Leitung der Volkshochschule",
    }
    assert wording(template, facts())["after"] == "alles bestanden hat:"


def test_dates_are_written_in_the_language_of_the_certificate():
    template = CertificateTemplateFactory.build(partner=None, closing="{datum}, {umfang}")
    with override("de"):
        words = wording(template, facts(language="en"))
    assert words["closing"] == "24 November 2026, 2 h 30 min"


def test_a_course_without_effort_leaves_its_place_empty():
    template = CertificateTemplateFactory.build(partner=None, closing="({umfang})")
    assert wording(template, facts(effort_minutes=0))["closing"] == "()"


def test_a_title_that_looks_like_a_word_in_braces_stays_a_title():
    template = CertificateTemplateFactory.build(partner=None, closing="{kurs} im {haus}")
    words = wording(template, facts(course="{haus} {kurs} {{ settings.SECRET_KEY }} %(x)s"))
    expected = "{haus} {kurs} {{ settings.SECRET_KEY }} %(x)s im Bibliothek Cottbus/Chóśebuz"
    assert words["closing"] == expected


def test_only_the_house_and_the_language_count(django_assert_num_queries):
    house, other = PartnerFactory(), PartnerFactory()
    CertificateTemplateFactory(partner=house, closing="Von hier")
    CertificateTemplateFactory(partner=other, locale="en", closing="Not from here")
    with django_assert_num_queries(1):
        assert own_wording(house, facts())["wording"]["closing"] == "Von hier"
    assert own_wording(house, facts(language="en")) == {}
    assert own_wording(other, facts()) == {}


def test_words_for_the_other_kind_only_leave_this_one_as_usual():
    nothing = {"before_achievement": "", "after_achievement": "", "closing": ""}
    template = CertificateTemplateFactory(**nothing, signatory_role="")
    assert own_wording(template.partner, facts()) == {}
    assert own_wording(template.partner, facts(kind="attendance"))["wording"]["signatory"] == ""


def test_the_usual_sentences_are_in_the_language_of_the_reader():
    assert usual_sentences()["before_achievement"] == "Hiermit wird bescheinigt, dass"
    with override("en"):
        assert usual_sentences()["before_achievement"] == "This certifies that"
