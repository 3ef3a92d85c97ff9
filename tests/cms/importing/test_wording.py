import pytest
from django.utils.translation import override

from cms.importing.wording import error_in_words, loss_in_words, summary_in_words
from courses.formats.markdown_course import CourseFormatError, Loss, LossKind


@pytest.mark.parametrize("kind", list(LossKind))
def test_every_loss_has_words(kind):
    with override("de"):
        assert loss_in_words(Loss("a.md", 3, kind, "x")).startswith("a.md:3: ")


def test_losses_of_a_whole_file_name_no_line():
    with override("de"):
        assert loss_in_words(Loss("a.md", 0, LossKind.SCRIPT)) == "a.md: Skript entfernt"


def test_errors_name_file_and_detail():
    with override("de"):
        words = error_in_words(CourseFormatError("a.md", "lesson_missing", "b.md"))
    assert words == "a.md: Diese Lektion gibt es im Ordner nicht. (b.md)"


def test_numbers_in_words():
    with override("de"):
        words = summary_in_words(lessons=1, questions=0, pictures=2)
    assert words == "Übernommen: 1 Lektion, 0 Fragen, 2 Bilder."
