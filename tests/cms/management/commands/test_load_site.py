import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.models import HomePage

pytestmark = pytest.mark.django_db


def test_every_language_gets_a_home_once(settings, capsys):
    call_command("load_site")
    made = Page.objects.count()
    call_command("load_site")
    assert Page.objects.count() == made
    languages = {home.locale.language_code for home in HomePage.objects.select_related("locale")}
    assert languages == {code for code, _name in settings.LANGUAGES}
    assert capsys.readouterr().out.splitlines()[-1] == "· page tree: 0 pages made"


def test_home_answers_in_both_languages(client):
    call_command("load_site")
    for address in ("/de/", "/en/"):
        assert client.get(address).status_code == 200
