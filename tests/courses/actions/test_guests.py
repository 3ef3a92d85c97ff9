"""People without an account in a run of a team."""

from datetime import timedelta

import pytest

from courses.actions.announcement import announce, mail_announcement
from courses.actions.attendance import note_attendance
from courses.actions.guests import (
    MOST,
    ListFaultsError,
    add_guests,
    faults_in,
    forget_contacts,
)
from courses.formats.people_list import Entry
from courses.models import Certificate, CourseRun, Enrolment, RunContact
from courses.queries.invariants import overbooked_runs
from courses.rules import TEAM_STAYS
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, MailPriority, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.support.runs import FIRST, some_run

pytestmark = pytest.mark.django_db
ADA = Entry(1, "Ada Lovelace", "ada@example.org", "0355 1")
BO = Entry(2, "Bo")
SECOND = timedelta(seconds=1)


def add(world, *people):
    return add_guests(run=world.run, people=people, actor=world.member, at=NOW)


def test_guests_are_enrolled_and_known_to_the_team_only():
    world = some_run(capacity=3)
    assert add(world, ADA, BO) == 2
    rows = Enrolment.objects.filter(run=world.run).select_related("user", "contact").order_by("pk")
    facts = [(r.contact.name, r.contact.email, r.contact.phone, r.origin) for r in rows]
    assert facts == [
        ("Ada Lovelace", "ada@example.org", "0355 1", "team"),
        ("Bo", "", "", "team"),
    ]
    for row in rows:
        assert row.contact.is_entered_by_team
        assert (row.user.kind, row.user.email, row.user.display_name) == ("guest", "", "")
        assert not row.user.has_usable_password()
        assert "lovelace" not in row.user.username.lower()
    assert CourseRun.objects.get(pk=world.run.pk).seats_taken == 2
    event = AuditEvent.objects.get(action="run.guests")
    assert event.data == {"people": 2}


def test_who_gave_an_address_is_told_of_the_seat_and_of_the_data_once():
    world = some_run(capacity=9)
    house = world.run.course.partner
    house.contact_mailbox = "kurse@example.org"
    house.save()
    add(world, ADA, BO)
    add(world, Entry(1, "Cy", "cy@example.org"))
    mails = OutboxMessage.objects.order_by("pk")
    assert [mail.recipient for mail in mails] == ["ada@example.org", "cy@example.org"]
    text = mails[0].text
    for words in (house.name, "24.03.2027", "60 Tage", "kurse@example.org", "„Datenschutz“"):
        assert words in text
    for words in ("Ada", "Lovelace", "0355 1", "Konto oder etwas", "/lernen/"):
        assert words not in text
    assert "diese Adresse bei uns eingetragen" in text


def test_an_announcement_reaches_guests_at_their_address():
    world = some_run()
    add(world, ADA, BO)
    for _time in range(2):
        announce(
            run=world.run, key="abcdefghjk", subject="Raum", text="Wir sind oben.",
            author=world.member, at=NOW,
        )  # fmt: skip
        mail_announcement(key="abcdefghjk", at=NOW)
    mail = OutboxMessage.objects.get(kind="announcement")
    assert (mail.recipient, mail.priority) == ("ada@example.org", MailPriority.MANY)
    assert "Wir sind oben." in mail.text
    assert "/lernen/" not in mail.text


def test_an_address_with_an_account_is_nothing_special():
    world, known = some_run(), UserFactory(email="ada@example.org")
    assert not faults_in([ADA])
    add(world, ADA)
    assert not Enrolment.objects.filter(user=known).exists()
    assert RunContact.objects.get().email == "ada@example.org"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry(7, ""), "fehlt der Name"),
        (Entry(7, "ada@example.org"), "steht der Name"),
        (Entry(7, "Ada", "ada-at-home"), "E-Mail-Adresse"),
        (Entry(7, "Ada", "", "keins"), "Telefonnummer"),
        (Entry(7, "A" * 81), "zu lang"),
        (Entry(7, "A\x00da"), "unlesbare Zeichen"),
        (Entry(7, "ada lovelace", "ADA@example.org"), "schon weiter oben"),
    ],
)
def test_a_list_with_a_fault_stores_nothing(entry, said):
    world = some_run()
    with pytest.raises(ListFaultsError) as refused:
        add(world, ADA, entry)
    (fault,) = refused.value.faults
    assert fault.line == 7
    assert said in fault.message
    assert not Enrolment.objects.exists()
    assert not User.objects.filter(kind="guest").exists()


def test_a_list_has_an_end():
    people = [Entry(line, f"Name {line}") for line in range(1, MOST + 2)]
    assert [fault.line for fault in faults_in(people)] == [MOST + 1]
    assert not faults_in(people[:MOST])


def test_without_a_seat_for_all_nobody_comes_in():
    world = some_run(capacity=1)
    with pytest.raises(ConflictError):
        add(world, ADA, BO)
    assert not Enrolment.objects.exists()
    assert not User.objects.filter(kind="guest").exists()
    assert CourseRun.objects.get(pk=world.run.pk).seats_taken == 0


@pytest.mark.parametrize("case", ["class", "self_paced", "cancelled"])
def test_names_are_taken_in_runs_at_given_dates_only(case):
    world = some_run()
    run = world.run
    if case == "cancelled":
        run.cancelled_at = NOW
    else:
        run.kind = case
    with pytest.raises(ConflictError):
        add(world, ADA)
    assert not RunContact.objects.exists()


def over(world):
    return CourseRun.objects.get(pk=world.run.pk).ends_at + TEAM_STAYS


def test_contacts_go_sixty_days_after_the_end_and_guests_with_them():
    world = some_run()
    add(world, ADA, BO)
    own = world.person()
    RunContact.objects.create(enrolment=own, name="Nadja", email="n@example.org")
    assert forget_contacts(at=over(world) - SECOND) == 0
    assert RunContact.objects.count() == 3
    assert forget_contacts(at=over(world)) == 3
    assert forget_contacts(at=over(world)) == 0
    assert not RunContact.objects.exists()
    assert not User.objects.filter(kind="guest").exists()
    assert list(Enrolment.objects.all()) == [own]
    assert overbooked_runs(NOW) == []
    assert AuditEvent.objects.get(action="run.contacts_deleted").data == {"contacts": 3}


def test_a_guest_of_a_second_run_stays_and_a_certificate_outlives_its_guest():
    world, later = some_run(dates=1, required_attendance=1), some_run()
    add(world, ADA, BO, Entry(3, "Cy"))
    ada, bo, _cy = Enrolment.objects.filter(run=world.run).order_by("pk")
    Enrolment.objects.create(
        user=ada.user, run=later.run, course=later.run.course, enrolled_at=NOW, last_seen_at=NOW
    )
    CourseRun.objects.filter(pk=later.run.pk).update(ends_at=None, seats_taken=1)
    note_attendance(
        appointment=world.dates[0], presences={bo.key: "present"}, actor=world.member, at=FIRST
    )
    assert Certificate.objects.filter(enrolment=bo).exists()
    assert forget_contacts(at=over(world)) == 3
    kept = User.objects.filter(kind="guest").order_by("pk")
    assert list(kept) == [ada.user]
    certificate = Certificate.objects.get()
    assert (certificate.state, certificate.enrolment, certificate.reason) == ("valid", None, "")
    assert not RunContact.objects.exists()


def test_a_cancelled_run_is_forgotten_sixty_days_later():
    world = some_run()
    add(world, ADA)
    CourseRun.objects.filter(pk=world.run.pk).update(cancelled_at=NOW)
    assert forget_contacts(at=NOW + TEAM_STAYS - SECOND) == 0
    assert forget_contacts(at=NOW + TEAM_STAYS) == 1
    assert not User.objects.filter(kind="guest").exists()
