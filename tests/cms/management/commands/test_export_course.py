import zipfile

import pytest
from django.core.management import CommandError, call_command

from courses.models import Course
from tests.factories.cms import course_page, framed_house, lesson_page, partner_with_page, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_by_key_and_never_by_guess(tmp_path):
    course = course_page(framed_house("haus-a", "Haus A")[1])
    lesson = lesson_page(course)
    course_page(partner_with_page("haus-b", "Haus B")[1])
    with pytest.raises(CommandError, match="2 Kurse"):
        call_command("export_course", course.slug, tmp_path / "k.zip")
    publish(lesson, course)
    call_command("export_course", Course.objects.get().key, tmp_path / "k.zip", verbosity=0)
    with zipfile.ZipFile(tmp_path / "k.zip") as archive:
        assert archive.namelist() == ["manifest.json"]
    with pytest.raises(CommandError, match="0 Kurse"):
        call_command("export_course", "nichts", tmp_path / "x.zip")
