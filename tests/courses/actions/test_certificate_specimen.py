"""The words of a house on paper: on a specimen, and on the one page of a certificate."""

import io

import pikepdf
import pytest
from django.template.loader import render_to_string

from courses.actions.certificate_pdf import page_context, unsigned_pdf
from courses.actions.certificate_specimen import CODE, NAME, specimen_pdf
from courses.models import Certificate, CertificateTemplate
from courses.queries.verification import UNKNOWN, grouped, verification
from courses.queries.wording import usual_sentences, wording
from lms.records.models import AuditEvent
from tests.factories.certificates import NOW, CertificateFactory, facts
from tests.factories.network import PartnerFactory
from tests.factories.wording import WORDS, CertificateTemplateFactory, longest
from tests.support.pdf import text_of

pytestmark = pytest.mark.django_db
MM = 96 / 25.4  # pixels


def plain(text):
    return "".join(text.split())


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def printed(template, **values):
    """The page of a certificate with the words of a house filled in."""
    made = facts(**values)
    made["wording"] = wording(template, made)
    row = CertificateFactory(kind=made["kind"], facts=made)
    return opened(unsigned_pdf(row, holder=made["holder"], credential="{}"))


def specimen(locale="de", **words):
    house = PartnerFactory(name="Bibliothek Cottbus/Chóśebuz")
    template = CertificateTemplate(partner=house, locale=locale, **words)
    return opened(specimen_pdf(partner=house, template=template, at=NOW))


def test_a_specimen_shows_both_kinds_and_says_what_it_is():
    document = specimen(**WORDS)
    assert len(document.pages) == 2
    assert not document.attachments
    text = plain(text_of(document))
    for words in (NAME, grouped(CODE), "MUSTER", "Bibliothek Cottbus/Chóśebuz bestätigt gern"):
        assert plain(words) in text
    assert text.count("MUSTER") == 2
    assert text.count(plain("LeitungderVolkshochschule")) == 2
    assert plain("zum Kurs Sicher im Netz (erfundener Kurs)") in text
    assert plain("bis 24. November 2026 dabei war (2 Std. 30 Min.):") in text


def test_a_specimen_leaves_nothing_behind_and_proves_nothing():
    specimen(**WORDS)
    assert not Certificate.objects.exists()
    assert not CertificateTemplate.objects.exists()
    assert not AuditEvent.objects.exists()
    assert verification(CODE).state == UNKNOWN


def test_without_words_of_its_own_the_usual_ones_are_printed():
    text = plain(text_of(specimen()))
    assert [words for words in usual_sentences().values() if plain(words) not in text] == []


def test_a_specimen_is_in_the_language_of_the_words():
    document = specimen(locale="en", closing="Done on {datum}")
    assert document.Root.Lang == "en"
    text = plain(text_of(document))
    assert plain("Done on 24 November 2026") in text
    assert plain("Hiermit") not in text


def test_a_real_certificate_is_no_specimen_and_says_the_name_once():
    template = CertificateTemplateFactory()
    for kind in ("attendance", "achievement"):
        document = printed(template, kind=kind)
        text = plain(text_of(document))
        assert len(document.pages) == 1
        assert "MUSTER" not in text
        assert text.count(plain("Měrćin Müller-Łužyca")) == 1
        assert plain("Hiermit wird") not in text
        assert plain("zum Kurs Sicher im Netz") in text


@pytest.mark.parametrize(
    "words",
    [
        "<img src=file:///etc/passwd>",
        "{{ settings.SECRET_KEY }} {% load static %}",
        "{0.__class__} {user.__class__} %(x)s",
        '<link rel=attachment href="file:///etc/hostname">',
        "</p><style>@import url(file:///etc/hostname)</style>",
    ],
)
def test_words_are_printed_as_they_are(words):
    """Past the form, which refuses some of them."""
    template = CertificateTemplateFactory.build(
        partner=None, before_achievement=words, after_achievement="{kurs}", closing=words,
        signatory_role=words,
    )  # fmt: skip
    document = printed(template, course="Titel mit {kurs} und {haus}")
    assert len(document.pages) == 1
    assert list(document.attachments) == ["zertifikat.json"]
    text = plain(text_of(document))
    assert text.count(plain(words)) == 3
    assert text.count(plain("Titel mit {kurs} und {haus}")) == 2


def longest_facts():
    base = facts()
    return facts(
        holder="W" * 120, course="W" * 200, rule="Wort " * 60,
        issuer={"key": "k2f7m9x3bc", "name": "W" * 150},
        partners=[{"name": "W" * 150, "logo_url": "", "logo_alt": ""}] * 9,
        competences=base["competences"] * 30, results=base["results"] * 12,
    )  # fmt: skip


def test_the_longest_words_with_the_longest_facts_fit_on_one_page():
    template = CertificateTemplateFactory.build(partner=None, **longest())
    assert len(printed(template, **longest_facts()).pages) == 1


@pytest.mark.parametrize("values", [facts(), longest_facts()])
def test_nothing_on_the_page_overlaps(values):
    import weasyprint

    template = CertificateTemplateFactory.build(partner=None, **longest())
    values = {**values, "wording": wording(template, values)}
    context = page_context(Certificate(code=CODE, facts=values), values["holder"])
    html = render_to_string("pdf/certificate.html", context)
    css = weasyprint.CSS(string=render_to_string("pdf/certificate.css"))
    (page,) = weasyprint.HTML(string=html).render(stylesheets=[css]).pages
    places = [places_of(page, name) for name in ("header", "main", "signature", "footer")]
    assert all(len(found) == 1 for found in places)
    borders = [border for ((top, bottom),) in places for border in (top, bottom)]
    assert borders == sorted(borders)
    assert borders[-1] <= 297 * MM
    inside = [places_of(page, name)[0] for name in ("closing", "signatory")]
    (top, bottom), (closing, role) = places[2][0], inside
    assert top <= closing[0] < closing[1] <= role[0] < role[1] <= bottom + 0.01


def places_of(page, name):
    """From where to where on the page the boxes of an element or class reach, in pixels."""
    return [
        (box.border_box_y(), box.border_box_y() + box.border_height())
        for box in page._page_box.descendants(placeholders=True)
        if getattr(box, "element", None) is not None
        and name in {box.element_tag, *box.element.get("class", "").split()}
        and type(box).__name__ == "BlockBox"
    ]
