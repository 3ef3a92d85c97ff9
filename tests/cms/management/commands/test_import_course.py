import pytest
from django.core.management import CommandError, call_command

from cms.models import CoursePage
from tests.factories.cms import framed_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_text("# Los\n\n<script>x</script>\n\n![x](fehlt.png)\n")
    (tmp_path / "README.md").write_text("x")
    return tmp_path


@pytest.fixture
def _partner():
    framed_house("bibliothek")


@pytest.mark.usefixtures("_partner")
def test_report_names_numbers_and_losses(folder, capsys):
    call_command(
        "import_course", folder, partner="bibliothek", title="Los geht’s", licence="CC-BY-4.0"
    )
    page = CoursePage.objects.get()
    assert (page.title, page.licence) == ("Los geht’s", "CC-BY-4.0")
    out = capsys.readouterr().out
    for expected in (
        f"/admin/pages/{page.pk}/",
        "1 Lektion, 0 Fragen, 0 Bilder",
        "Nicht gelesen: README.md",
        "Verluste: 2",
        "a.md:3: Skript entfernt",
        "a.md:5: Bild fehlt im Ordner (fehlt.png)",
    ):
        assert expected in out


@pytest.mark.usefixtures("_partner")
def test_errors_are_sentences(folder, tmp_path):
    with pytest.raises(CommandError, match="Einen Partner „fremd“ gibt es nicht"):
        call_command("import_course", folder, partner="fremd")
    with pytest.raises(CommandError, match="kein Ordner"):
        call_command("import_course", folder / "fehlt", partner="bibliothek")
    assert not CoursePage.objects.exists()
