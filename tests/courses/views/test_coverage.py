"""The table of what there is to learn over HTTP: page, file, paper."""

import io
import re

import pikepdf
import pytest

from lms.common.pdf import pdf_available
from tests.courses.queries.test_coverage import city, course, partner  # noqa: F401
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
SUPPLY = "/de/netzwerk/angebot/"


@pytest.fixture
def klara():
    return admin.signed_in(admin.coordinator("energy", name="klara"))


def page(client, address=SUPPLY):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_only_who_steers_comes_in(client):
    addresses = (SUPPLY, f"{SUPPLY}angebot.csv", f"{SUPPLY}angebot.pdf")
    for address in addresses:
        assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    for address in addresses:
        assert client.get(address).status_code == 404


def test_cells_lead_to_courses_and_partners(klara, city):  # noqa: F811
    html = page(klara)
    assert 'href="/de/kurse/?stufe=primary&amp;feld=energy">3 Kurse</a>' in html
    assert 'href="/de/partner/?stufe=primary&amp;feld=energy">2 Partner</a>' in html
    assert "Am dringendsten" in html
    assert "Lücke: weder Kurs noch Partner." in html
    assert html.count('<th scope="row">') == 6
    assert "Kompetenzbereiche" in html


@pytest.mark.parametrize("columns", ["felder", "kompetenzen"])
def test_every_cell_leads_somewhere(klara, city, columns):  # noqa: F811
    html = page(klara, f"{SUPPLY}?spalten={columns}")
    cells = re.findall(r'<td class="heat__cell.*?</td>', html, re.DOTALL)
    assert len(cells) == 6 * (7 if columns == "felder" else 5)
    links = [re.findall(r'href="([^"]+)"', cell) for cell in cells]
    assert all(links)
    assert "Wer passt zu wem?" in page(klara, links[-1][0])  # of a gap without partners


def test_columns_and_district_stand_in_the_address(klara, city):  # noqa: F811
    html = page(klara, f"{SUPPLY}?spalten=kompetenzen&ortsteil=sandow")
    assert '<option value="sandow" selected>' in html
    assert "spalten=kompetenzen&amp;ortsteil=sandow" in html
    assert page(klara, f"{SUPPLY}?spalten=x&ortsteil=nirgends")


def test_file_says_what_the_page_says(klara, city):  # noqa: F811
    text = klara.get(f"{SUPPLY}angebot.csv").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + 6 * 7
    assert '"3";"3";"2";"Gut: Kurse mit freien Plätzen und Partner."' in text


@pytest.mark.skipif(not pdf_available(), reason="no native libraries for PDFs")
def test_paper_is_a_tagged_document(klara, city):  # noqa: F811
    response = klara.get(f"{SUPPLY}angebot.pdf")
    assert response["Content-Type"] == "application/pdf"
    document = pikepdf.open(io.BytesIO(response.content))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "de"
    assert "/StructTreeRoot" in document.Root


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(klara, number):
    for _ in range(number):
        course(partner("sandow"))
    assert statements(lambda: page(klara, f"{SUPPLY}?ortsteil=sandow")) == 15
