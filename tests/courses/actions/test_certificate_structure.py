"""How a certificate's file is built: for readers that see nothing, for archives, for programs."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import override
from pypdf import PdfReader

from courses.actions.certificate_pdf import certificates_pdf, unsigned_pdf
from courses.actions.pdf_signing import signed_pdf
from courses.queries.certificate_differences import page_facts, plain
from tests.courses.actions.test_certificate_pdf import PIXEL
from tests.factories.certificates import CertificateFactory, facts
from tests.support.pdf import text_of
from tests.support.pdf_structure import claims, elements, faults, kids, outline
from tests.support.signers import install, key_of, own, pem, root

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NAME = "Měrćin Müller-Łužyca"
LONG = facts(
    holder="W" * 120,
    course="Ein sehr langer Titel über Sicherheit & „Vertrauen“ " * 4,
    rule="Alle Pflichtlektionen bearbeitet und jeden Test bestanden. " * 5,
    competences=facts()["competences"] * 15,
    results=facts()["results"] * 6,
    partners=[
        {"name": f"Haus {n} Chóśebuz", "logo_url": "/media/logos/p.png", "logo_alt": ""}
        for n in range(9)
    ],
    stages=["Grundschule", "Erwachsenenbildung"],
)
SHORT = facts(
    kind="attendance", language="en", results=[], competences=[], stages=[], effort_minutes=0
)


@pytest.fixture(autouse=True)
def _logo():
    default_storage.save("logos/p.png", ContentFile(PIXEL))


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def made(values=None, holder=NAME):
    return unsigned_pdf(CertificateFactory(facts=values or facts()), holder=holder, credential="{}")


def test_the_tree_is_what_the_page_means():
    document = opened(made())
    (top,) = kids(document.Root.StructTreeRoot)
    item = ["LI", ["LBody"]]
    assert outline(top) == [
        "Document",
        [
            "Div",
            ["NonStruct", ["P"], ["P"]],
            [
                "Part", ["H1"], ["P"], ["P"], ["P"], ["H2"], ["L", *[item] * 10],
                ["Sect", ["H3"], ["L", item]],
            ],
            [
                "NonStruct",
                ["Div", ["P"], ["H3"], ["L", item]],
                ["Div", ["Figure"], ["P"], ["P", ["Link"], ["Link"]]],
            ],
        ],
    ]  # fmt: skip
    (figure,) = (one for one in elements(document) if one.S == "/Figure")
    assert str(figure.Alt) == "QR-Code zur Prüfseite"


@pytest.mark.parametrize("values", [facts(), LONG, SHORT], ids=["usual", "long", "short"])
def test_the_file_earns_what_it_claims(values):
    data = made(values, values["holder"])
    document = opened(data)
    assert document.check_pdf_syntax() == []
    assert claims(document) == ("3", "A", "1")
    assert faults(document) == []


def test_so_does_a_file_for_a_whole_class():
    rows = [(CertificateFactory(), name) for name in (NAME, "", "Jana Nowak")]
    assert faults(opened(certificates_pdf(rows))) == []


def test_and_a_signed_one(settings, tmp_path):
    install(settings, tmp_path, pem(key_of("ec"), own(), root()))
    document = opened(signed_pdf(made(), moment=NOW, at=NOW))
    assert document.check_pdf_syntax() == []
    assert faults(document) == []
    assert len(document.Root.AcroForm.Fields) == 1


def test_a_letter_that_no_font_has_takes_the_claims_but_not_the_text():
    holder = "Jana 𒀀 Nowak"
    document = opened(made(holder=holder))
    assert claims(document) == (None, None, None)
    assert "7.21.8: letters that the font does not have" in faults(document)
    assert plain(holder) in plain(text_of(document))


@pytest.mark.parametrize("values", [facts(), SHORT], ids=["usual", "short"])
@pytest.mark.parametrize(
    "words",
    [
        "Sicher im Netz",
        "Größe & „Maß“ <b>",
        "ńśźŕóěčšžł ŃŚŹŔÓĚČŠŽŁ ẞ",
        "fi ffi fl Ṽẽ",
        "1 \u2009 2\u00a03 – 4",
    ],
)
def test_the_text_is_the_registers(values, words):
    """By the fonts' own tables, and as a program of others reads it."""
    certificate = CertificateFactory(facts={**values, "course": words, "rule": words})
    data = unsigned_pdf(certificate, holder=words, credential="{}")
    read = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    with override(values["language"]):
        told = [words, *(one for every in page_facts(certificate).values() for one in every)]
    for text in (text_of(opened(data)), read):
        assert [one for one in told if plain(one) not in plain(text)] == []
        assert plain(text).count(plain(words)) == 3


def test_it_stays_small():
    assert len(made()) < 20_000
    assert len(made(LONG, "W" * 120)) < 25_000


def break_language(document):
    del document.Root.Lang


def break_alt(document):
    next(one for one in elements(document) if one.S == "/Figure").Alt = pikepdf.String("")


def break_heading(document):
    next(one for one in elements(document) if one.S == "/H2").S = pikepdf.Name.H3


def break_list(document):
    next(one for one in elements(document) if one.S == "/LI").S = pikepdf.Name.Div


def break_tabs(document):
    del document.pages[0].Tabs


def break_content(document):
    stream = document.pages[0].Contents.read_bytes()
    document.pages[0].Contents = document.make_stream(stream + b"\n0 0 10 10 re f")


def break_tree(document):
    next(one for one in elements(document) if one.S == "/P").K = pikepdf.Array()


def break_link(document):
    document.pages[0].Annots[0].Contents = pikepdf.String("")


def break_font(document):
    for font in document.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def break_letters(document):
    for font in document.pages[0].Resources.Font.values():
        font.ToUnicode = document.make_stream(b"")


def break_title(document):
    document.docinfo["/Title"] = "Anderes"


@pytest.mark.parametrize(
    "damage",
    [
        break_language, break_alt, break_heading, break_list, break_tabs, break_content, break_tree,
        break_link, break_font, break_letters, break_title,
    ],
)  # fmt: skip
def test_each_kind_of_damage_is_found(damage):
    """Negative controls: the rules above would see what they are there for."""
    document = opened(made())
    damage(document)
    assert faults(document) != []
