import pytest

from cms.importing.lessons import ImportUnreadableError, LessonMaker
from cms.importing.pictures import Pictures
from courses.formats.markdown_course import FolderLesson, FolderQuestion, FolderQuiz
from courses.models import QuestionVersion
from tests.factories.cms import course_page, framed_house
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_a_lesson_with_a_question_nobody_could_grade_is_refused():
    partner, page = framed_house()
    maker = LessonMaker(partner, "de", Pictures(partner), NOW)
    question = FolderQuestion("single", {"prompt": "Wo?", "points": 1, "choices": []})
    lesson = FolderLesson(
        file="1.md", title="Eins", blocks=(), minutes=5, quizzes=(FolderQuiz((question,)),)
    )
    with pytest.raises(ImportUnreadableError, match="„Wo\\?“"):
        maker.add(course_page(page), lesson)
    assert not QuestionVersion.objects.exists()
