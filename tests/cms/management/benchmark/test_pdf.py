"""P8 measures what it names: each way of making a file, the floor, and many names."""

import pytest

from cms.management.benchmark import paper
from cms.management.benchmark.pdf import BUDGET_BYTES, measure_certificates
from tests.factories.courses import NOW, CourseFactory, LessonFactory
from tests.support.signers import install, key_of, own, pem

pytestmark = pytest.mark.django_db


@pytest.fixture
def _course():
    LessonFactory(course=CourseFactory())


@pytest.mark.usefixtures("_course")
def test_each_way_is_measured_beside_the_floor(settings, tmp_path):
    install(settings, tmp_path, pem(key_of("ec"), own(days=9000)))
    found = {one.name: one for one in measure_certificates(NOW, rounds=2, many=10)}
    assert list(found) == ["floorp", "P8", "P8c", "P8s", "P8b"]
    assert found["P8"].bytes == found["P8c"].bytes < BUDGET_BYTES
    assert 0 < found["P8s"].bytes - found["P8"].bytes < 6_000
    assert found["P8"].ratio == round(found["P8"].cpu_ms / found["floorp"].cpu_ms, 2) > 0
    assert "memory held grew by" in found["P8b"].notes[0]


@pytest.mark.usefixtures("_course")
def test_what_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(paper, "find_spec", lambda name: None)
    found = measure_certificates(NOW, rounds=2, many=10)
    assert [one.name for one in found] == ["P8", "P8c", "P8b"]
    assert "floor not measured" in found[0].notes[1]
    assert found[1].notes == ["files are not signed as a whole: no PDF_SIGNER"]
