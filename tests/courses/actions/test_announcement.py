from datetime import timedelta

import pytest

from courses.actions.announcement import announce, mail_announcement, unsent_announcements
from courses.enums import EnrolmentState
from courses.models import Announcement
from lms.accounts.enums import MailKind
from lms.accounts.models import MailPreference
from lms.records.models import AuditEvent, MailPriority, OutboxMessage
from tests.support import conversation as scene
from tests.support.conversation import NOW
from tests.support.mails import mails_to
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Raum\r\nBcc: eve@example.org", "text": "Wir sind in Raum 3.\n"}


@pytest.fixture
def run():
    return scene.dated_run(scene.course_with_lessons())


@pytest.fixture
def author(run):
    return scene.team_member(run)


def tell(run, author, key="abcdefghjk"):
    row = announce(run=run, key=key, author=author, at=NOW, **WORDS)
    mail_announcement(key=row.key, at=NOW)
    return row


def test_everybody_in_the_run_hears_of_it_once(run, author):
    reader, gone, off = scene.learner(run), scene.learner(run), scene.learner(run)
    gone.state = EnrolmentState.LEFT
    gone.save()
    MailPreference.objects.create(user=off.user, kind=MailKind.ANNOUNCEMENT, is_on=False)
    for _ in range(2):
        row = tell(run, author)
    assert (row.subject, row.text, row.is_mailed) == (
        "Raum Bcc: eve@example.org", "Wir sind in Raum 3.", True,
    )  # fmt: skip
    assert Announcement.objects.count() == AuditEvent.objects.count() == 1
    (mail,) = OutboxMessage.objects.all()
    assert (mail.recipient, mail.priority) == (reader.user.email, MailPriority.MANY)
    assert mail.subject == "Sicher im Netz: Raum Bcc: eve@example.org"
    assert "Wir sind in Raum 3." in mail.text
    assert "http://testserver/de/lernen/" in mail.html


def test_telling_marks_what_is_to_be_mailed_and_mailing_takes_the_mark_away(run, author):
    scene.learner(run)
    announce(run=run, key="abcdefghjk", author=author, at=NOW, **WORDS)
    assert not OutboxMessage.objects.exists()
    assert [mark.object_key for mark in unsent_announcements()] == ["abcdefghjk"]
    assert [mail_announcement(key="abcdefghjk", at=NOW) for _time in range(2)] == [1, 0]
    assert not unsent_announcements().exists()
    assert mail_announcement(key="gibtsnicht", at=NOW) == 0


def test_each_reads_it_in_their_language(run, author):
    german, english = scene.learner(run, language="de"), scene.learner(run, language="en")
    tell(run, author)
    assert "/de/lernen/" in mails_to(german.user.email)[0].text
    assert "/en/lernen/" in mails_to(english.user.email)[0].text


def test_a_class_reads_it_on_the_site_and_no_mail_goes():
    course = scene.course_with_lessons()
    found = scene.school_class(course.partner)
    group, leader = scene.class_run(course, found), scene.lead(found)
    scene.learner(group, user=scene.seat(found).user)
    assert tell(group, leader).is_mailed is False
    assert not OutboxMessage.objects.exists()


def test_it_costs_the_same_for_one_and_for_three(run, author):
    scene.learner(run)
    one = statements(lambda: tell(run, author, "aaaaaaaaaa"))
    scene.learner(run)
    scene.learner(run)
    assert statements(lambda: tell(run, author, "bbbbbbbbbb")) == one
    assert OutboxMessage.objects.filter(created_at__gt=NOW - timedelta(days=1)).count() == 4
