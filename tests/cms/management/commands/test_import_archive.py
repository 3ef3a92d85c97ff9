import pytest
from django.core.management import CommandError, call_command

from cms.models import CoursePage
from tests.factories.cms import course_page, framed_house, lesson_page, partner_with_page
from tests.support import zips

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = course_page(framed_house("haus-a", "Haus A")[1])
    lesson_page(course)
    partner_with_page("haus-b", "Haus B")
    return course


def test_out_and_in(course, tmp_path, capsys):
    call_command("export_course", course.slug, tmp_path / "k.zip")
    assert "1 Sprachen, 0 Fragen, 0 Medien" in capsys.readouterr().out
    call_command("import_archive", tmp_path / "k.zip", partner="haus-b")
    page = CoursePage.objects.exclude(pk=course.pk).get()
    out = capsys.readouterr().out
    assert f"/admin/pages/{page.pk}/" in out
    assert "Übernommen: 2 Seiten" in out
    assert "Verluste: 0" in out


@pytest.mark.usefixtures("course")
def test_refusals_are_sentences(tmp_path):
    hostile = zips.packed(tmp_path / "a.zip", ("../x", b"x"))
    with pytest.raises(CommandError, match="außerhalb"):
        call_command("import_archive", hostile, partner="haus-b")
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_archive", hostile, partner="nirgends")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_archive", tmp_path / "fehlt.zip", partner="haus-b")
