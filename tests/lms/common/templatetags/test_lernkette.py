"""The small words of templates."""

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from django.utils.html import escape

from lms.common.templatetags import lernkette as tags


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def context(address="/de/kurse/?q=netz&feld=a&feld=b&seite=3&leer=", **more):
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path)
    return Context({"request": request, **more})


def test_the_icon_travels_with_the_page():
    address = tags.site_icon()
    assert address.startswith("data:image/svg+xml,%3Csvg")
    html = Template('{% load lernkette %}<link href="{% site_icon %}">').render(Context())
    assert html == f'<link href="{escape(address)}">'


def test_words_in_another_language_say_so():
    assert tags.foreign("en") == ' lang="en"'
    assert (tags.foreign("de"), tags.foreign(""), tags.foreign(None)) == ("", "", "")
    with translation.override("en"):
        assert (tags.foreign("en"), tags.foreign("de")) == ("", ' lang="de"')


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "0 Min."), (0, "0 Min."), (45, "45 Min."), (60, "1 Std."), (150, "2 Std. 30 Min.")],
)
def test_minutes(value, words):
    assert tags.minutes(value) == words


@pytest.mark.parametrize(
    ("share", "words"), [(None, "0 %"), (0.5, "50 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_percent_is_rounded_down(share, words):
    assert tags.percent(share) == words
    assert f"{tags.whole_percent(share)} %" == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 Kurse"), (1, "1 Kurs"), (12, "12 Kurse")])
def test_courses_are_counted_in_words(number, words):
    assert tags.count_courses(number) == words


@pytest.mark.parametrize(
    ("kind", "tone"),
    [("error", "danger"), ("success", "success"), ("debug", "info"), ("", "info"), (None, "info")],
)
def test_alert_tone(kind, tone):
    assert tags.alert_tone(kind) == tone


def test_query_with_replaces_and_drops_what_is_empty():
    assert tags.query_with(context(), seite=4, q="neu") == "?q=neu&feld=a&feld=b&seite=4"


def test_query_without_one_value_or_all_starts_at_page_one():
    assert tags.query_without(context(), "feld", "a") == "?q=netz&feld=b"
    assert tags.query_without(context(), "feld") == "?q=netz"


def test_page_address_keeps_the_query_or_takes_another():
    assert tags.page_address(context(), 4) == "?q=netz&feld=a&feld=b&seite=4"
    assert tags.page_address(context(), 2, "q=x") == "?q=x&seite=2"
    assert tags.page_address(Context(), 2) == "?seite=2"


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("/de/kurse/", ' aria-current="page"'),
        ("/de/", ' aria-current="true"'),
        ("/de/partner/", ""),
        ("", ""),
    ],
)
def test_current_page(address, mark):
    assert tags.current_page(context(), address) == mark


def test_without_a_request_no_link_is_current():
    assert tags.current_page(Context(), "/de/") == ""


def test_in_language_keeps_page_and_query():
    assert tags.in_language(context("/de/kurse/?q=x"), "en") == "/en/kurse/?q=x"


def test_in_language_leads_home_without_request_match_or_translation():
    request = RequestFactory().get("/de/gibt-es-nicht/")
    assert tags.in_language(Context(), "en") == "/en/"
    assert tags.in_language(Context({"request": request}), "en") == "/en/"
    assert tags.in_language(context("/de/impressum/"), "en") == "/en/"


def test_in_language_leads_home_after_a_form():
    request = RequestFactory().post("/de/kurse/")
    request.resolver_match = resolve("/de/kurse/")
    assert tags.in_language(Context({"request": request}), "en") == "/en/"


def test_in_language_takes_translations_a_page_names():
    page = context("/de/impressum/", translations={"en": "/en/imprint/"})
    assert tags.in_language(page, "en") == "/en/imprint/"
    assert tags.in_language(page, "dsb") == "/dsb/"


def test_icon_is_decorative_and_escaped():
    assert tags.icon('a"b') == (
        '<span class="kern-icon kern-icon--a&quot;b" aria-hidden="true"></span>'
    )


def test_the_library_loads_in_a_template():
    template = Template("{% load lernkette %}{{ 90|minutes }}{% query_with a=1 %}")
    request = RequestFactory().get("/de/")
    assert isinstance(request.GET, QueryDict)
    assert template.render(Context({"request": request})) == "1 Std. 30 Min.?a=1"
