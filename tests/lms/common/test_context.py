"""What every page knows."""

from django.test import RequestFactory

from lms.common.context import site


def test_every_page_knows_name_languages_and_files(settings):
    settings.SITE_NAME = "Lernkette Probe"
    settings.LANGUAGES = [("de", "Deutsch")]
    settings.DEBUG = True
    assert site(RequestFactory().get("/")) == {
        "site_name": "Lernkette Probe",
        "languages": [("de", "Deutsch")],
        "are_files_joined": False,
    }
