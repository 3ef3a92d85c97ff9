import pytest
from allauth.account.models import EmailAddress

from courses.models import LessonSignal
from lms.accounts.privacy.persons import addresses_of, rows_of
from lms.accounts.privacy.registry import entries
from lms.records.actions import Mail, queue_mail, record_event
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


def rows(label, path, user):
    return list(rows_of(entries()[label], path, user))


def test_foreign_keys_lead_to_the_rows_of_one_person():
    mine, other = EnrolmentFactory(), EnrolmentFactory()
    lesson = LessonFactory(course=mine.course)
    signal = LessonSignal.objects.create(
        enrolment=mine, lesson=lesson, kind="broken", created_at=NOW
    )
    assert rows("courses.LessonSignal", "enrolment__user", mine.user) == [signal]
    assert rows("courses.LessonSignal", "enrolment__user", other.user) == []


def test_keys_and_addresses_lead_there_too():
    user = UserFactory(email="Anna@example.org")
    EmailAddress.objects.create(user=user, email="neu@example.org", verified=True)
    event = record_event(action="a.b", object_type="c", object_key="d", actor_key=user.key, at=NOW)
    assert rows("records.AuditEvent", "key:actor_key", user) == [event]
    assert addresses_of(user) == ["anna@example.org", "neu@example.org"]
    assert len(rows("account.EmailAddress", "email:email", user)) == 2


def test_an_address_that_was_only_typed_leads_nowhere():
    user = UserFactory(email="fremd@example.org", confirmed=False)
    EmailAddress.objects.create(user=user, email="fremd@example.org", primary=True, verified=False)
    queue_mail(Mail("k", "x", "fremd@example.org", subject="s", text="t"), at=NOW)
    assert addresses_of(user) == []
    assert rows("records.OutboxMessage", "email:recipient", user) == []
    assert len(rows("account.EmailAddress", "user", user)) == 1


def test_who_has_no_address_finds_nothing_by_one():
    nobody = UserFactory(email="")
    assert rows("account.EmailAddress", "email:email", nobody) == []
    assert rows("accounts.User", "self", nobody) == [nobody]
