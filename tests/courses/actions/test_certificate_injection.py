"""T09: names and titles that attack are printed as they are, and nothing is fetched or read."""

import io
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
import weasyprint
from django.conf import settings
from django.urls import reverse
from lxml import html as lxml_html
from pypdf import PdfReader

from courses.actions.certificate_pdf import certificates_pdf, unsigned_pdf
from courses.actions.credential import signed_credential
from courses.forms.certificate import CertificateNameForm
from courses.models import Certificate
from lms.common.pdf import render_pdf
from lms.common.text import visible
from tests.factories.certificates import CertificateFactory, facts
from tests.support.pdf import text_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECRET = "was in der Datei steht, geht niemanden an"
JOINERS = "\u200c\u200d"

# {web} is an address and {file} a file that must not be opened; forty in all.
MARKUP = [
    '<img src="{web}">',
    "<img src={file}>",
    '<link rel=attachment href="{file}">',
    '<link rel="stylesheet" href="{web}">',
    "</p><a rel=attachment href={file}>x</a>",
    "<style>@import '{web}';</style>",
    "</style><style>@import url({file})</style>",
    '<p style="background:url({web})">x</p>',
    "<style>*{{background:url({web})}}</style>",
    "<svg><image href='{file}'/></svg>",
    '<svg><use xlink:href="{web}#a"/></svg>',
    "<object data={file}></object>",
    "<embed src={web}>",
    '<iframe src="{file}"></iframe>',
    "<script>fetch('{web}')</script>",
    '<meta http-equiv=refresh content="0;url={web}">',
    '<base href="{web}/">',
    "<!--<img src={web}>-->",
    "<![CDATA[<img src={web}>]]>",
    '<?xml-stylesheet href="{web}"?>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]>&e;',
    "\"><img src='{web}'>",
    "' onerror='fetch(\"{web}\")",
    "&lt;img src={web}&gt; &amp;amp; &#60;",
    "url({web})",
    "@import url('{web}');",
    "</title></head><body><img src={web}>",
    "<textarea><img src={web}>",
]
WORDS = [
    "{{{{ settings.SECRET_KEY }}}} {{% load static %}}",
    "{{{{ facts.holder|safe }}}}{{# x #}}",
    "{{0.__class__.__init__.__globals__}}",
    "%(x)s %s %n ${{7*7}} #{{7*7}}",
    "Max\u202egnp.Nowak",
    "\u2066links\u2069 \u200fX",
    "Ja\x01na\x1b[31m\x7f \x85Nowak",
    "Null\x00zeichen",
    "N\u200bull\ufeffbreite\u00ad \u200cX\u200d",
    "e\u0301\u0302\u0303\u0304\u0351Z\u036f",
    "👩‍👧 🎉 \U00012000",
    "W" * 100,
]
ATTACKS = MARKUP + WORDS


@pytest.fixture
def canary(tmp_path):
    """Where everything leads that is opened: an address and a file, and who came."""
    visits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    file = tmp_path / "k"
    file.write_text(SECRET)
    yield f"http://127.0.0.1:{server.server_port}", f"file://{file}", visits
    server.shutdown()
    thread.join()
    server.server_close()


def aimed(attacks, canary):
    web, file, _visits = canary
    return [attack.format(web=web, file=file) for attack in attacks]


def plain(text):
    return "".join(char for char in text if not char.isspace() and char not in JOINERS)


def bytes_in(data):
    """Everything in a file, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return b"".join(o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream))


def test_there_are_forty():
    assert len(ATTACKS) == len(set(ATTACKS)) == 40


def test_all_of_them_are_printed_and_nothing_is_opened(canary):
    """One file of forty pages; each attack is a name, a title and a house at once."""
    attacks = aimed(ATTACKS, canary)
    house = [{"name": one, "logo_url": canary[0], "logo_alt": one} for one in attacks]
    rows = [
        (Certificate(facts=facts(course=one, rule=one, partners=[house[at]])), one)
        for at, one in enumerate(attacks)
    ]
    data = certificates_pdf(rows)
    document, reader = pikepdf.open(io.BytesIO(data)), PdfReader(io.BytesIO(data))
    assert (len(document.pages), len(document.attachments)) == (40, 0)
    unprinted = []
    for attack, page, read in zip(attacks, document.pages, reader.pages, strict=True):
        alone = pikepdf.new()
        alone.pages.append(page)
        texts = [plain(text_of(alone)), plain(read.extract_text())]
        if max(text.count(plain(visible(attack))) for text in texts) < 4:
            unprinted.append(attack)
    assert unprinted == []
    assert canary[2] == []
    inside = bytes_in(data)
    assert SECRET.encode() not in inside
    assert settings.SECRET_KEY.encode() not in inside
    assert {
        str(one.A.URI).partition("/z/")[0] for page in document.pages for one in page.Annots
    } == {"http://testserver"}


@pytest.mark.django_db
@pytest.mark.parametrize("attack", [MARKUP[2], MARKUP[4], WORDS[0], WORDS[6], WORDS[7]])
def test_only_our_own_document_is_in_a_file(canary, attack):
    (words,) = aimed([attack], canary)
    row = CertificateFactory(facts=facts(course=words.replace("\x00", "")))
    data = unsigned_pdf(row, holder=words, credential='{"a": 1}')
    with pikepdf.open(io.BytesIO(data)) as document:
        assert [name for name, _spec in document.attachments.items()] == ["zertifikat.json"]
        assert document.attachments["zertifikat.json"].get_file().read_bytes() == b'{"a": 1}'
        assert document.check_pdf_syntax() == []
        # Titles stand in XML, too.
        assert document.docinfo["/Title"] == f"Leistungsnachweis: {visible(words)}".replace(
            "\x00", ""
        )
        assert visible(words) in document.open_metadata()["dc:title"] or "\x00" in words
    assert canary[2] == []


@pytest.mark.django_db
def test_web_pages_and_documents_say_them_as_they_are(client, canary):
    """The same elements as with a harmless title, and the title as text."""
    titles = [one.replace("\x00", "") for one in aimed(ATTACKS, canary)]  # no database keeps it
    usual, *rows = [row_of(title) for title in ["Sicher im Netz", *titles]]
    expected = {name: tags(page) for name, page in pages(client, usual).items()}
    for row, title in zip(rows, titles, strict=True):
        shown = pages(client, row)
        assert {name: tags(page) for name, page in shown.items()} == expected
        assert [
            name
            for name, page in shown.items()
            if words_of(title) not in words_of(page.text_content())
        ] == []
        document = json.loads(signed_credential(row, name=title))
        assert document["credentialSubject"]["achievement"]["name"] == title
        described = client.get(f"/leistung/{row.achievement.key}")
        assert json.loads(described.content)["name"] == title
    assert canary[2] == []


def row_of(title):
    number = row_of.number = getattr(row_of, "number", 0) + 1
    return CertificateFactory(enrolment=None, enrolment_key=f"k{number}", facts=facts(course=title))


def pages(client, row):
    addresses = {
        "verify": reverse("courses:verify", args=[row.code]),
        "achievement": reverse("courses:achievement", args=[row.achievement.key]),
    }
    answers = {
        name: client.get(address, headers={"accept": "text/html"})
        for name, address in addresses.items()
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    assert all(answer["Content-Type"].startswith("text/html") for answer in answers.values())
    return {name: lxml_html.fromstring(answer.content.decode()) for name, answer in answers.items()}


def tags(page):
    return [(one.tag, sorted(one.attrib)) for one in page.iter() if isinstance(one.tag, str)]


def words_of(text):
    """As a browser shows it: control characters are no text of HTML."""
    return plain(visible(text))


@pytest.mark.parametrize("name", ["Null\x00zeichen"])
def test_a_form_refuses_what_no_database_keeps(name):
    form = CertificateNameForm({"name": name})
    assert not form.is_valid()


def test_without_our_guards_the_canary_sings(canary):
    """Negative control: raw markup, and the library's own ways of opening addresses."""
    markup = "".join(f"<div>{one}</div>" for one in aimed(MARKUP[:14], canary))
    data = weasyprint.HTML(string=f"<body>{markup}</body>").write_pdf()
    assert len(canary[2]) >= 3
    assert SECRET.encode() in bytes_in(data)


def test_and_with_raw_markup_our_renderer_still_opens_nothing(canary):
    """The second wall: where escaping were forgotten, only embedded data could be loaded."""
    markup = "".join(f"<div>{one}</div>" for one in aimed(MARKUP, canary))
    data = render_pdf(markup, title="x", language="de")
    assert canary[2] == []
    assert SECRET.encode() not in bytes_in(data)
