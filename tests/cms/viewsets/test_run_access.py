import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from cms.scope import Scope
from cms.viewsets.run_access import course_of, dated_or_404, page_of, places_of, run_or_404
from courses.models import CourseProvider
from tests.factories.courses import CourseFactory
from tests.factories.network import PlaceFactory
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def test_whose_page_it_is_decides(world):
    scopes = {
        name: Scope(world.people[name]) for name in ("admin_a", "author_a", "admin_b", "city")
    }
    assert page_of(scopes["admin_a"], world.course.pk) == world.course
    assert page_of(scopes["city"], world.course.pk) == world.course
    with pytest.raises(PermissionDenied):
        page_of(scopes["author_a"], world.course.pk)
    with pytest.raises(Http404):
        page_of(scopes["admin_b"], world.course.pk)


def test_runs_are_those_of_the_published_course(world):
    scope = Scope(world.people["admin_a"])
    assert course_of(world.course) is None
    course = CourseFactory(partner=world.a, source_key=world.course.translation_key)
    own, foreign = course.runs.get(), CourseFactory(partner=world.a).runs.get()
    assert run_or_404(scope, world.course.pk, own.key) == own
    for key, find in ((foreign.key, run_or_404), (own.key, dated_or_404)):
        with pytest.raises(Http404):
            find(scope, world.course.pk, key)


def test_places_are_those_of_all_houses_of_the_course(world):
    course = CourseFactory(partner=world.a)
    ours, theirs = PlaceFactory(partner=world.a), PlaceFactory(partner=world.b)
    assert list(places_of(course)) == [ours]
    CourseProvider.objects.create(course=course, partner=world.b)
    assert set(places_of(course)) == {ours, theirs}
