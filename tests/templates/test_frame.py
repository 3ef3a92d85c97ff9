"""The frame around every page, and the components pages are made of."""

import re
from dataclasses import replace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from courses.queries.cards import CourseCard
from network.queries.cards import PartnerCard
from tests.factories.accounts import UserFactory

FIELD = {"code": "energy", "title": "Energie", "colour": "yellow", "icon": "energy"}
CARD = CourseCard(
    key="k",
    stamp="s",
    title="Strom <sparen>",
    url="/de/kurse/k-strom/",
    summary="Kurz.",
    lang="de",
    partner_names=[
        ("Kita Ströbitz", "data:image/webp;base64,QQ=="),
        ("Bücherei", ""),
        ("VHS", ""),
    ],
    image_url="/media/bild.webp",
    fields=[FIELD],
    stages=["Kita"],
    effort_minutes=150,
)
PARTNER = PartnerCard(
    "Bücherei", "/de/partner/b/", "Bibliothek", "Info", "en", "", "", 0, 0, [], []
)


class Question(forms.Form):
    """One field of each kind the component tells apart."""

    name = forms.CharField(help_text="Wie Sie heißen.")
    age = forms.ChoiceField(choices=[("y", "Ja"), ("n", "Nein")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Einverstanden")
    note = forms.CharField(required=False)


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


@pytest.fixture
def frame(db):
    def render(user=None, path="/de/kurse/"):
        request = RequestFactory().get(path)
        if user is not None:
            request.user = user
        return render_to_string("layouts/page.html", request=request)

    return render


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


def test_a_stranger_gets_no_token_and_no_form_but_the_way_to_sign_in(frame):
    page = frame()
    assert "csrf" not in page.lower()
    assert "hx-headers" not in page
    assert page.count('href="/de/konto/anmelden/"') == 2  # in the bar and in the small menu
    assert "Abmelden" not in page


def test_who_is_signed_in_signs_out_by_a_form(frame):
    page = frame(UserFactory.build(pk=1))
    assert re.search(r'<body hx-headers=\'{"X-CSRFToken": "\w{64}"}\'>', page)
    assert page.count('<form method="post" action="/de/konto/abmelden/">') == 2
    assert "Anmelden" not in page


def test_the_first_thing_on_a_page_leads_to_its_content(frame):
    page = frame()
    first = re.search(r"<a [^>]*href=\"([^\"]+)\"", page)
    assert first is not None
    assert first[1] == "#inhalt"
    assert '<main id="inhalt"' in page


def test_the_menu_marks_where_one_is(frame):
    marked = re.findall(r'href="([^"]+)" aria-current="page"', frame())
    assert set(marked) == {"/de/kurse/"}


def test_htmx_runs_without_inline_code_and_keeps_no_pages(frame):
    config = re.search(r'name="htmx-config"\s+content=\'([^\']+)\'', frame())
    assert config is not None
    for setting in ('"includeIndicatorStyles":false', '"allowEval":false', '"historyCacheSize":0'):
        assert setting in config[1]


def test_the_style_sheet_is_whole_or_in_parts(frame, settings):
    assert "/lms/css/lernkette.css" in frame()
    settings.DEBUG = True
    assert "/lms/css/parts.css" in frame()


def test_a_course_card_names_every_provider_once_and_shows_its_logo():
    card = component("course-card", card=CARD)
    assert [card.count(name) for name, _logo in CARD.partner_names] == [1, 1, 1]
    assert re.findall(r'<img src="([^"]+)" alt=""', card) == ["data:image/webp;base64,QQ=="]
    assert "Strom &lt;sparen&gt;" in card
    assert "2 Std. 30 Min." in card
    assert "tag--yellow" in card
    assert "lang=" not in card


def test_a_course_card_shows_its_picture_only_where_asked():
    assert "/media/bild.webp" not in component("course-card", card=CARD)
    assert "/media/bild.webp" in component("course-card", card=CARD, with_picture=True)


def test_cards_in_another_language_say_so():
    assert component("course-card", card=replace(CARD, lang="en")).count('lang="en"') == 2
    assert component("partner-card", card=PARTNER).count('lang="en"') == 1


def test_errors_stand_at_the_field_and_link_to_it_from_the_summary():
    form = Question({"name": "", "note": ""})
    summary = component("form-errors", form=form)
    assert re.findall(r'href="#(\w+)"', summary) == ["id_name", "id_age", "id_agreed"]
    assert 'role="alert"' in summary
    page = render_to_string("accounts/fields.html", {"form": form})
    for link in ("id_name", "id_age", "id_agreed"):
        assert f'id="{link}"' in page
        assert f'id="{link}_error"' in page
    assert page.count("(freiwillig)") == 1


def test_hint_and_error_are_tied_to_the_input():
    page = component("field", field=Question({"name": ""})["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_without_errors_has_no_summary():
    assert "alert" not in component("form-errors", form=Question())


def test_pagination_only_where_there_is_more_than_one_page():
    pages = Paginator(range(30), 20)
    assert "<nav" not in component("pagination", page=Paginator(range(3), 20).page(1))
    last = component("pagination", page=pages.page(2), query="q=x")
    assert "Seite 2 von 2" in last
    assert re.findall(r'href="([^"]+)"', last) == ["?q=x&amp;seite=1"]


def test_an_alert_maps_djangos_levels():
    assert "kern-alert--danger" in component("alert", kind="error", text="Nein")
    assert '<p class="kern-body">Mehr</p>' in component("alert", kind="x", title="A", text="Mehr")


def test_progress_says_in_words_what_the_bar_shows():
    bar = component("progress", share=0.4, label="2 von 5 Lektionen")
    assert 'value="40"' in bar
    assert bar.count("2 von 5 Lektionen") == 2
