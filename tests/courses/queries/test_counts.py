"""Counts of facet values."""

from datetime import UTC, datetime

import pytest

from courses.actions.course import store_course
from courses.enums import Facet
from courses.queries.counts import TOTAL, counts, narrowed
from courses.queries.labels import catalogue_stamp
from courses.queries.search import Search
from tests.factories import drafts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NOTHING = Search(())


def publish(**values):
    return store_course(draft=drafts.course_draft(**values), at=NOW)


def test_one_query_counts_everything_and_is_remembered(django_assert_num_queries):
    publish(level="advanced", stage_ids=(drafts.stage(),))
    publish(level="beginner")
    stamp = catalogue_stamp()
    chosen = ((Facet.LEVEL, ("advanced",)), (Facet.LANGUAGE, ("de",)))
    with django_assert_num_queries(1):
        found = counts(stamp, chosen, NOTHING)
    with django_assert_num_queries(0):
        assert counts(stamp, chosen, NOTHING) is found
    assert found[TOTAL] == {"": 1}
    assert found["level"] == {"advanced": 1, "beginner": 1}
    assert found["language"] == {"de": 1}
    assert found["stage"] == {"primary": 1}
    assert found["audience"] == {}


def test_publishing_makes_counts_true_at_once():
    publish()
    assert counts(catalogue_stamp(), (), NOTHING)[TOTAL] == {"": 1}
    publish()
    assert counts(catalogue_stamp(), (), NOTHING)[TOTAL] == {"": 2}


def test_a_word_nobody_wrote_finds_nothing():
    publish()
    found = counts(catalogue_stamp(), ((Facet.LEVEL, ("beginner",)),), Search(((),)))
    assert found[TOTAL].get("", 0) == 0
    assert not narrowed((), Search(((),))).exists()
