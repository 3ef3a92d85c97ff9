import pytest
from django.core.management import CommandError, call_command

from cms import compiling
from courses.models import Course, LessonContent
from lms.records.models import StaleMark
from network.models import PartnerText
from tests.factories.cms import course_page, framed_house, lesson_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def course():
    page = course_page(framed_house()[1])
    publish(lesson_page(page), page)
    return Course.objects.get()


def test_everything_is_rendered_anew(course, capsys):
    LessonContent.objects.update(segments=[{"kind": "html", "html": "alt"}])
    Course.objects.update(content_hash="of an older template")
    PartnerText.objects.update(html="alt")
    call_command("recompile")
    assert "1 courses compiled" in capsys.readouterr().out
    newest = LessonContent.objects.latest("version")
    assert "Chóśebuz" in newest.segments[0]["html"]
    assert not PartnerText.objects.filter(html="alt").exists()


def test_unchanged_courses_keep_their_version(course):
    call_command("recompile")
    assert Course.objects.get().content_version == course.content_version


def test_a_broken_course_is_told_and_stays_marked(course, monkeypatch, caplog):
    def broken(key):
        raise ValueError

    monkeypatch.setattr(compiling, "compile_marked", broken)
    with pytest.raises(CommandError, match="1 courses"):
        call_command("recompile")
    assert StaleMark.objects.filter(object_key=str(course.source_key)).exists()
    assert "could not be compiled" in caplog.text
