import pytest
from django.contrib.sessions.models import Session

from cms.management.benchmark.pdf import measure_certificates
from cms.management.benchmark.seed import seed
from courses.models import Course, Enrolment
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.once
def test_the_seeded_world_answers_the_workloads(client):
    world = seed(courses=8, at=NOW)
    assert Course.objects.count() == 8
    assert Enrolment.objects.count() == 14
    assert client.get(world.course_path).status_code == 200
    assert Session.objects.count() == 2
    client.cookies["sessionid"] = world.small_learner
    assert client.get("/de/lernen/").status_code == 200
    measured, *_others = measure_certificates(NOW, rounds=2, many=10)[1:]  # past the floor
    assert measured.bytes > 5000
    assert measured.cpu_ms > 0
