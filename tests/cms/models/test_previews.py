"""Pages for writing whose face is a plain view: their drafts can be seen before anybody approves."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import CourseIndexPage, PartnerIndexPage
from cms.onboarding import pages_of
from network.models import Partner, PartnerText
from tests.support import admin

pytestmark = pytest.mark.django_db
TEXT = "Entwurf aus Chóśebuz"
PREVIEWABLE = ("house", "partners", "courses")


@pytest.fixture
def world():
    return admin.world()


def drafted(world, kind):
    """A page with a draft that nobody has published, and a browser of whoever writes it."""
    if kind == "house":
        page, person = pages_of(world.a).get(locale__language_code="de"), "author_a"
        page.summary = TEXT
        page.body = [("text", "<p>Willkommen im <b>Lesesaal</b></p>")]
        page.logo = admin.image(world.a, "Logo", by=world.people["author_a"])
    else:
        model = PartnerIndexPage if kind == "partners" else CourseIndexPage
        page, person = model.objects.get(locale__language_code="de"), "city"
        page.intro = TEXT
    page.title = "Neuer Titel"
    page.save_revision(user=world.people[person])
    return page, admin.signed_in(world.people[person])


@pytest.mark.parametrize("kind", PREVIEWABLE)
def test_the_draft_is_shown_and_nothing_is_stored(world, kind):
    page, client = drafted(world, kind)
    before = list(PartnerText.objects.values()), list(Partner.objects.values())
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    text = answer.content.decode()
    for part in ("Neuer Titel", TEXT, "Vorschau", "Gespeichert wird hier nichts."):
        assert part in text, part
    assert (list(PartnerText.objects.values()), list(Partner.objects.values())) == before
    assert Page.objects.get(pk=page.pk).title != "Neuer Titel"


def test_a_house_is_shown_with_body_and_logo(world):
    page, client = drafted(world, "house")
    text = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "<b>Lesesaal</b>" in text
    assert "partner-profile__logo" in text


@pytest.mark.parametrize("kind", PREVIEWABLE)
def test_what_is_typed_is_shown_before_it_is_saved(world, kind):
    page, client = drafted(world, kind)
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = {"title": "Getippt", "slug": page.slug, "intro": "Eben erst", "summary": "Eben erst"}
    streams = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    answer = client.post(path, form | streams)
    assert answer.json()["is_valid"], answer.json()
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Getippt" in answer.content.decode()
    assert "Eben erst" in answer.content.decode()


@pytest.mark.parametrize("kind", PREVIEWABLE)
def test_an_empty_page_can_be_seen(world, kind):
    page, client = drafted(world, kind)
    page = type(page).objects.get(pk=page.pk)
    page.save_revision()
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    assert "Vorschau" in answer.content.decode()
