from datetime import timedelta

import pytest
from django.http import Http404, HttpResponse
from django.utils import timezone

from courses.models import CourseRun
from courses.views.run_team import run_team, title_of
from tests.factories.accounts import UserFactory
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db


@run_team
def view(request, run):
    return HttpResponse(title_of(run))


def test_the_team_finds_its_run_until_sixty_days_after_the_end(rf):
    world = some_run(dates=0)
    request = rf.get("/")
    request.user = world.member
    assert view(request, run=world.run.key).content.decode() == "Sicher im Netz"
    past = timezone.now() - timedelta(days=60)
    for spare, found in ((timedelta(minutes=1), True), (timedelta(0), False)):
        CourseRun.objects.filter(pk=world.run.pk).update(starts_at=None, ends_at=past + spare)
        if found:
            assert view(request, run=world.run.key).status_code == 200
        else:
            with pytest.raises(Http404):
                view(request, run=world.run.key)


def test_for_everybody_else_it_is_absent_like_what_is_not_there(rf):
    world = some_run(dates=0)
    request = rf.get("/")
    request.user = UserFactory()
    for key in (world.run.key, "bbbbbbbbbb"):
        with pytest.raises(Http404):
            view(request, run=key)
    assert world.run.team.count() == 1
