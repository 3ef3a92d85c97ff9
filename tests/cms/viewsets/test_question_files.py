import pytest
from django.http import Http404

from cms.viewsets.question_files import as_file, choosable
from courses.formats.gift import read_gift
from courses.formats.questions import ImportedQuestion
from tests.support.world import QUESTIONS

ALL = [ImportedQuestion(kind, content) for kind, content in QUESTIONS.items()]


@pytest.mark.parametrize(("kind", "left_out"), [("gift", 4), ("moodle", 3)])
def test_what_a_format_cannot_say_is_counted(kind, left_out):
    file = choosable(kind, ALL)
    assert file.count == len(ALL) - left_out
    ((words, number),) = file.left_out
    assert number == left_out
    assert str(words).endswith("kennt diesen Fragetyp nicht.")


def test_a_file_is_downloaded():
    answer = as_file("gift", ALL)
    assert answer["Content-Disposition"] == 'attachment; filename="fragen.gift.txt"'
    assert len(read_gift(answer.content.decode(), QUESTIONS)) == len(ALL) - 4
    assert as_file("moodle", ALL).content.startswith(b"<?xml")
    with pytest.raises(Http404):
        as_file("exe", ALL)
