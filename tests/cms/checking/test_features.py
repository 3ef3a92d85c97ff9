import pytest

from cms.checking.features import proven_features
from tests.factories.cms import document, image
from tests.factories.courses import QuestionVersionFactory
from tests.factories.written import block, written
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db

HEADING = block("heading", {"text": "H", "level": "2"})
SKIPPED = block("heading", {"text": "H", "level": "3"})


def picture(alt, *, is_decorative=False):
    return block("picture", {"image": image().pk, "alt": alt, "is_decorative": is_decorative})


def film(*, has_captions):
    captions = document("film.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA")
    value = {"title": "Film", "file": document("film.mp4").pk, "transcript": "Text"}
    return block("video", {**value, "captions": captions.pk if has_captions else None})


def test_nothing_is_claimed_of_what_is_not_there():
    assert proven_features([written([block("text", "<p>Hallo</p>")])]) == frozenset()
    assert proven_features([written([picture("", is_decorative=True)])]) == frozenset()
    assert proven_features([]) == frozenset()


def test_what_the_check_proves_is_a_feature():
    body = [HEADING, picture("Feld"), film(has_captions=True)]
    proven = {"alternativeText", "structuralNavigation", "captions", "transcript"}
    assert proven_features([written(body)]) == proven
    assert proven_features([written([film(has_captions=False)])]) == {"transcript"}
    assert proven_features([written([picture("Feld"), picture("")])]) == frozenset()
    assert proven_features([written([SKIPPED])]) == frozenset()


def quiz(**settings):
    return block(
        "quiz", {"title": "Test", "pass_percent": 60, "attempts": 0, "parts": [], **settings}
    )


def test_tests_without_a_time_limit_are_a_feature():
    free, limited = quiz(), quiz(time_limit=20)
    assert proven_features([written([free], [quiz(time_limit=0)])]) == {"noTimeLimit"}
    assert proven_features([written([free], [limited])]) == frozenset()
    assert proven_features([written([free]), written([limited], language="en")]) == frozenset()


def test_images_one_chooses_as_answers_are_described():
    version = QuestionVersionFactory(type="image_choice", content=QUESTIONS["image_choice"])
    asked = quiz(parts=[{"version": version.pk}])
    assert proven_features([written([asked])]) == {"alternativeText", "noTimeLimit"}


def test_a_feature_holds_in_every_language():
    german, english = written([HEADING, picture("Feld")]), written([HEADING], language="en")
    assert proven_features([german, english]) == {"structuralNavigation"}
