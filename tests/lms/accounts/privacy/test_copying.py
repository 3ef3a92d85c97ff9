import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group

from lms.accounts.privacy.copying import allowed, plain, tables_of
from lms.accounts.privacy.registry import entries
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db


def names(label, path):
    return [field.name for field in allowed(entries()[label], path)]


def test_all_means_neither_secrets_nor_other_people():
    assert "password" not in names("accounts.User", "self")
    assert "email" in names("accounts.User", "self")
    assert names("cms.CourseGuest", "user") == ["id", "key", "page", "email", "invited_at"]


def test_who_only_acted_gets_what_is_named():
    assert names("courses.TextGrade", "graded_by") == ["revision", "graded_at"]
    assert "comment" in names("courses.TextGrade", "response__attempt__enrolment__user")


def test_rows_name_what_they_belong_to_by_its_key():
    enrolment = EnrolmentFactory()
    tables = {table.entry.label: table for table in tables_of(enrolment.user)}
    (row,) = tables["courses.Enrolment"].rows.values()
    assert (row["course"], row["run"]) == (enrolment.course.key, enrolment.run.key)
    assert "user" not in row
    assert tables["courses.Enrolment"].columns[:2] == ["id", "key"]


def test_relations_to_many_are_words():
    user = UserFactory()
    user.groups.add(Group.objects.create(name="gruppe"))
    tables = {table.entry.label: table for table in tables_of(user)}
    assert tables["accounts.User"].rows[user.pk]["groups"] == ["gruppe"]


def test_values_are_plain():
    key = uuid.uuid4()
    values = [date(2026, 1, 2), Decimal("1.50"), key, None, ["a"]]
    assert [plain(value) for value in values] == ["2026-01-02", "1.50", str(key), None, ["a"]]
