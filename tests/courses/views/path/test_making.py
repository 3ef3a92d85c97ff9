"""Making a path over HTTP."""

import re

import pytest

from courses.models import LearningPath
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.meetings import coordinator, staff
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.factories.paths import (
    admin_of,
    agree,
    author_of,
    courses_of,
    partner_path,
    path_with,
    published_path,
)
from tests.support.admin import signed_in
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/lernpfade/"
TOKEN = re.compile(r"[A-Za-z0-9]{64}")  # against forged requests, new in each answer
SAID = {"order": "ordered", "language": "de", "title_de": "Energie verstehen"}


def browser(viewer):
    return signed_in(viewer.user)


@pytest.fixture
def own():
    return PartnerFactory(name="Windwerk")


def test_a_house_begins_a_path(own):
    author = browser(author_of(own))
    assert "Noch kein Lernpfad" in words(author.get(LIST))
    assert "Windwerk" in words(author.get(f"{LIST}neu/"))
    response = author.post(f"{LIST}neu/", {**SAID, "house": own.key})
    path = LearningPath.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{LIST}{path.key}/")
    assert path.partner == own
    html = words(author.get(response["Location"]))
    assert "Noch kein Schritt" in html
    assert "Ein Lernpfad braucht mindestens zwei Kurse" in html


def test_the_city_begins_one_and_nobody_else_may_in_its_name(own):
    assert browser(staff()).post(f"{LIST}neu/", {**SAID, "house": "stadt"}).status_code == 303
    assert LearningPath.objects.get().partner is None
    refused = browser(author_of(own)).post(f"{LIST}neu/", {**SAID, "house": "stadt"})
    assert (refused.status_code, LearningPath.objects.count()) == (422, 1)
    foreign = PartnerFactory()
    refused = browser(author_of(own)).post(f"{LIST}neu/", {**SAID, "house": foreign.key})
    assert (refused.status_code, LearningPath.objects.count()) == (422, 1)


def test_what_is_missing_stands_at_the_field_and_what_was_typed_stays(own):
    sent = {**SAID, "house": own.key, "title_de": "", "summary_de": "Von klein auf."}
    response = browser(author_of(own)).post(f"{LIST}neu/", sent)
    assert response.status_code == 422
    html = words(response)
    assert "In der ersten Sprache braucht es einen Titel." in html
    assert "Von klein auf." in html


def test_texts_change(own):
    path = partner_path(own, PartnerFactory())
    author, page = browser(author_of(own)), f"{LIST}{path.key}/texte/"
    assert 'value="Energie verstehen"' in words(author.get(page))
    assert author.post(page, {**SAID, "title_de": "Neu"}).status_code == 303
    assert path.texts.get(locale="de").title == "Neu"
    assert author.post(page, {**SAID, "title_de": ""}).status_code == 422
    author.post(f"{LIST}{path.key}/beenden/")
    assert author.post(page, SAID).status_code == 409


def test_from_asking_to_the_catalogue(own, client):
    other = PartnerFactory(name="Solarhof")
    path = partner_path(own, other)
    author, desk = browser(author_of(own)), f"{LIST}{path.key}/"
    refused = author.post(f"{desk}veroeffentlichen/")
    assert refused.status_code == 409
    assert "Es fehlt die Zustimmung von: Solarhof" in words(refused)
    assert "noch nicht gefragt" in words(author.get(desk))
    assert author.post(f"{desk}zustimmung/").status_code == 303
    html = words(author.get(desk))
    assert "Antwort steht aus" in html
    assert "Um Zustimmung bitten" in html
    agree(path, other)
    assert "Um Zustimmung bitten" not in words(author.get(desk))
    assert author.post(f"{desk}veroeffentlichen/").status_code == 303
    public = f"/de/kurse/pfade/{path.key}-energie-verstehen/"
    assert client.get(public).status_code == 200
    assert author.post(f"{desk}beenden/").status_code == 303
    assert client.get(public).status_code == 404
    assert author.post(f"{desk}beenden/").status_code == 409
    assert "Endgültig beenden" not in words(author.get(desk))


def test_a_preview_shows_the_page_to_be(own):
    path = partner_path(own, PartnerFactory())
    html = words(browser(author_of(own)).get(f"{LIST}{path.key}/vorschau/"))
    assert "So sieht der Lernpfad aus" in html
    assert "Kurs 2</a>" in html


def test_another_house_finds_nothing_of_a_draft(own):
    path = partner_path(own, PartnerFactory(), title="Geheimer Plan")
    stranger = browser(admin_of(PartnerFactory()))
    pages = ("", "texte/", "vorschau/", "antwort/", "schritt/neu/",
             f"schritt/{path.steps.first().course.key}/")  # fmt: skip
    for page in pages:
        there = stranger.get(f"{LIST}{path.key}/{page}")
        absent = stranger.get(f"{LIST}zzzzzzzzzz/{page}")
        assert (there.status_code, absent.status_code) == (404, 404), page
        same = there.content.decode().replace(path.key, "zzzzzzzzzz")
        assert TOKEN.sub("", same) == TOKEN.sub("", absent.content.decode())
    for page in ("zustimmung/", "veroeffentlichen/", "beenden/"):
        assert stranger.post(f"{LIST}{path.key}/{page}").status_code == 404
    assert "Geheimer Plan" not in words(stranger.get(LIST))
    path.refresh_from_db()
    assert path.state == "draft"


def test_who_does_not_come_in(own, client):
    partner_path(own, PartnerFactory())
    assert client.get(LIST).status_code == 302
    lead = MembershipFactory(partner=own, role=Role.LEAD).user
    for user in (UserFactory(), lead, coordinator().user):
        assert signed_in(user).get(LIST).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_desk_cost_the_same_however_many(own, rows):
    author = browser(author_of(own))
    for number in range(rows):
        path = path_with(*courses_of(own, *[None] * rows, title=f"Kurs{number}"), partner=own)
    author.get(LIST)
    # user, roles, fields; asked; paths with texts, agreements, steps
    with expect_statements(8):
        html = words(author.get(LIST))
    assert html.count("agenda__item") == rows
    author.get(f"{LIST}{path.key}/")
    # user, roles, fields; path with texts, agreements, steps; steps, texts, stamp, facets; answers
    with expect_statements(12):
        html = words(author.get(f"{LIST}{path.key}/"))
    assert html.count('class="agenda__item"') == rows + 1


def test_the_menu_leads_here(own):
    assert f'href="{LIST}"' in words(browser(author_of(own)).get("/de/netzwerk/angebote/"))
    outsider = signed_in(UserFactory()).get("/de/netzwerk/angebote/")
    assert f'href="{LIST}"' not in words(outsider)


def test_a_published_city_path_says_what_changes_do():
    path = published_path()
    html = words(browser(staff()).get(f"{LIST}{path.key}/"))
    assert "Änderungen gelten sofort." in html
    assert "Um Zustimmung bitten" not in html
