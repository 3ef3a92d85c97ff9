from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.digest import send_digest
from courses.models import CourseText
from lms.accounts.actions import record_consent
from lms.accounts.enums import Decision, MailKind, Purpose
from lms.accounts.models import ConsentEvent
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def reader(**values):
    user = UserFactory(**values)
    record_consent(
        user=user, purpose=Purpose.DIGEST, decision=Decision.GIVEN, version=1, at=IN_NOVEMBER
    )
    return user


def course(published_at=IN_NOVEMBER, **values):
    return CourseFactory(published_at=published_at, **values)


def test_who_asked_for_it_reads_once_a_month_what_is_new():
    user = reader(language="de")
    UserFactory()
    course(text__title="Neu im November")
    course(datetime(2026, 10, 30, tzinfo=UTC), text__title="Schon älter")
    course(FIRST, text__title="Erst im Dezember")
    course(state="retired", text__title="Zurückgezogen")
    assert [send_digest(at=FIRST + timedelta(hours=hours)) for hours in (0, 1, 30)] == [1, 0, 0]
    (mail,) = OutboxMessage.objects.all()
    assert (mail.recipient, mail.topic) == (user.email, MailKind.DIGEST)
    assert "- Neu im November (" in mail.text
    for other in ("Schon älter", "Erst im Dezember", "Zurückgezogen"):
        assert other not in mail.text
    assert "/de/kurse/" in mail.html


def test_each_reads_of_courses_in_their_own_language_or_gets_nothing():
    german, english = reader(language="de"), reader(language="en")
    found = course(text__title="Sicher im Netz")
    assert send_digest(at=FIRST) == 1
    assert "Sicher im Netz" in mails_to(german.email)[0].text
    assert mails_to(english.email) == []
    CourseText.objects.create(course=found, locale="en", title="Safe online", slug="safe-online")
    assert send_digest(at=FIRST) == 1
    assert "Safe online" in mails_to(english.email)[0].text
    assert "/en/kurse/" in mails_to(english.email)[0].text


@pytest.mark.parametrize("at", [IN_NOVEMBER, FIRST.replace(hour=4), FIRST + timedelta(days=3)])
def test_it_goes_out_as_a_month_begins_and_by_day(at):
    reader()
    course()
    assert send_digest(at=at) == 0
    assert not OutboxMessage.objects.exists()


def test_a_consent_given_counts_and_one_withdrawn_ends_it():
    user = UserFactory(language="de")
    course()
    for number, decision in enumerate(("given", "withdrawn")):
        ConsentEvent.objects.create(
            at=IN_NOVEMBER, person_key=user.key, party="person", purpose="digest", version=1,
            decision=decision, method="online",
        )  # fmt: skip
        assert send_digest(at=FIRST + timedelta(days=31 * number)) == (0 if number else 1)
    assert OutboxMessage.objects.count() == 1


def test_who_switches_it_off_gets_no_more(client):
    reader(language="de")
    course()
    send_digest(at=FIRST)
    client.post(OutboxMessage.objects.get().unsubscribe_url)
    course(FIRST + timedelta(days=3))
    assert send_digest(at=datetime(2027, 1, 1, 9, 0, tzinfo=UTC)) == 0
    assert OutboxMessage.objects.count() == 1
