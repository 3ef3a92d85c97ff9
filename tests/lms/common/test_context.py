"""What every page knows."""

from django.test import RequestFactory

from lms.common.context import site


def test_every_page_knows_name_languages_and_style_sheet(settings):
    settings.SITE_NAME = "Lernkette Probe"
    settings.LANGUAGES = [("de", "Deutsch")]
    settings.DEBUG = True
    assert site(RequestFactory().get("/")) == {
        "site_name": "Lernkette Probe",
        "languages": [("de", "Deutsch")],
        "css_is_joined": False,
    }
