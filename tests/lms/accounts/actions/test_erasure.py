"""Erasing a person: asked for, thought over, done everywhere, and done again after a restore."""

from datetime import timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from courses.actions.certificate import issue_certificates
from courses.actions.school_class.leads import hand_over
from courses.models import Certificate, CourseRun
from courses.queries.verification import UNKNOWN, verification
from lms.accounts.actions.erasure import (
    cancel_erasure,
    erase_all,
    erase_person,
    replay_deletions,
    request_erasure,
)
from lms.accounts.models import PendingConfirmation, User
from lms.accounts.privacy import due
from lms.accounts.privacy.erasing import in_order
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent, DeletionEntry, OutboxMessage
from network.actions.membership import grant_role
from network.enums import Role
from tests.factories.accounts import PASSWORD, UserFactory, sign_in
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory
from tests.support.consent import child
from tests.support.mails import mails_to
from tests.support.planted import NOW, Planter, two_people
from tests.support.school_class import lead_of, room
from tests.support.searching import cached_with, files_with, left_of, tables_with

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What waits for the commit, such as files, happens at the end of the block."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def planted():
    nadja, bogumil = two_people()
    list(Planter(nadja, bogumil).plant())
    list(Planter(bogumil, nadja).plant())
    return nadja, bogumil


def test_marks_are_found_before_and_nowhere_after(planted, client, caplog, commits):
    nadja, bogumil = planted
    sign_in(client, nadja).get(reverse("accounts:profile"))
    profile = UserProfile.objects.get(user=nadja)
    profile.avatar.save("bild.png", ContentFile(b"Marke-nadjanadja-Bild"))
    assert len(left_of(nadja)) > 15
    assert [name[-8:] for name in files_with("Marke-nadjanadja")] == ["bild.png"]
    with commits():
        assert erase_person(user=nadja, at=NOW)
    assert left_of(nadja) == []
    assert files_with("Marke-nadjanadja") == []
    assert cached_with("Marke-nadjanadja") == []
    assert "nadja" not in caplog.text
    assert not Session.objects.exists()
    assert not User.objects.filter(pk=nadja.pk).exists()
    assert len(left_of(bogumil)) > 15, "the other person loses nothing"


def test_erasing_twice_changes_nothing_more(planted):
    nadja, _bogumil = planted
    erase_person(user=nadja, at=NOW)
    events = AuditEvent.objects.count()
    assert not erase_person(user=nadja, at=NOW + DAY)
    assert AuditEvent.objects.count() == events
    assert DeletionEntry.objects.get(object_key=nadja.key).object_type == "user"


def test_no_key_points_into_nothing(planted):
    nadja, _bogumil = planted
    erase_person(user=nadja, at=NOW)
    connection.check_constraints()
    for model in connection.introspection.installed_models(connection.introspection.table_names()):
        for field in model._meta.local_fields:
            if field.related_model is User:
                rows = model._base_manager.filter(**{f"{field.attname}": nadja.pk})
                assert not rows.exists(), f"{model._meta.label}.{field.name}"


def test_rows_that_point_at_others_go_first():
    labels = [entry.label for entry in in_order()]
    assert labels.index("wagtailcore.CommentReply") < labels.index("wagtailcore.Comment")
    assert "accounts.User" not in labels


def test_the_wish_to_keep_certificates_outlives_a_restore():
    certificate = CertificateFactory()
    user = certificate.enrolment.user
    DeletionEntry.objects.create(at=NOW, object_type="user-keeps-certificates", object_key=user.key)
    assert replay_deletions(at=NOW) == 1
    assert verification(certificate.code).state == "valid"
    assert not User.objects.filter(pk=user.pk).exists()


def test_asking_gives_fourteen_days_and_a_mail():
    user = UserFactory()
    goes_at = request_erasure(user=user, keeps_certificates=True, at=NOW)
    user.refresh_from_db()
    assert goes_at == user.erase_at == NOW + 14 * DAY
    assert user.keeps_certificates
    assert "8. Dezember 2026" in mails_to(user.email)[0].text
    assert not due.to_erase(at=NOW + 13 * DAY).exists()
    assert due.to_erase(at=NOW + 14 * DAY).get() == user
    with pytest.raises(ConflictError):
        request_erasure(user=user, keeps_certificates=False, at=NOW)


def test_who_alone_leads_a_class_or_administers_a_house_hands_over_first():
    here = room(seats=0)
    grant_role(partner=here.house, user=here.lead, role=Role.ADMIN, actor=None, at=NOW)
    with pytest.raises(ConflictError) as refusal:
        request_erasure(user=here.lead, keeps_certificates=False, at=NOW)
    assert "Nur Sie leiten „7b“." in str(refusal.value)
    assert f"Nur Sie verwalten „{here.house.name}“." in str(refusal.value)
    here.lead.refresh_from_db()
    assert here.lead.erase_at is None
    other = lead_of(here.house)
    hand_over(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    grant_role(partner=here.house, user=other, role=Role.ADMIN, actor=None, at=NOW)
    assert request_erasure(user=here.lead, keeps_certificates=False, at=NOW) == NOW + 14 * DAY


def test_the_city_may_ask_for_them_and_hears_what_is_left_alone():
    here, city = room(seats=0), UserFactory(is_city_staff=True)
    grant_role(partner=here.house, user=here.lead, role=Role.ADMIN, actor=None, at=NOW)
    request_erasure(user=here.lead, keeps_certificates=False, at=NOW, actor_key=city.key)
    erase_person(user=here.lead, at=NOW + 14 * DAY)
    kinds = {mail.kind for mail in mails_to(city.email)}
    assert kinds == {"class_without_lead", "house_without_admin"}


def test_one_may_think_again():
    user = UserFactory()
    request_erasure(user=user, keeps_certificates=True, at=NOW)
    cancel_erasure(user=user, at=NOW + DAY)
    cancel_erasure(user=user, at=NOW + DAY)
    user.refresh_from_db()
    assert (user.erase_at, user.keeps_certificates) == (None, False)
    actions = AuditEvent.objects.filter(object_key=user.key).values_list("action", flat=True)
    assert sorted(actions) == ["person.ask-erasure", "person.keep-account"]


def test_a_child_does_not_keep_what_a_guardian_wants_deleted():
    user = UserFactory(age_band="under_14")
    request_erasure(
        user=user, keeps_certificates=False, actor_key="elternteil", role="guardian", at=NOW
    )
    with pytest.raises(NotAllowedError):
        cancel_erasure(user=user, at=NOW + DAY)
    user.refresh_from_db()
    assert user.erase_at == NOW + 14 * DAY
    cancel_erasure(user=user, actor_key="elternteil", role="guardian", at=NOW + DAY)
    user.refresh_from_db()
    assert user.erase_at is None
    kept = AuditEvent.objects.get(action="person.keep-account")
    assert (kept.actor_key, kept.person_key, kept.data) == (
        "elternteil", user.key, {"case": "", "role": "guardian"},
    )  # fmt: skip


def test_a_guardian_joins_what_the_child_asked_for_and_the_day_stays():
    user = UserFactory(age_band="under_14")
    request_erasure(user=user, keeps_certificates=True, at=NOW)
    again = request_erasure(
        user=user, keeps_certificates=False, actor_key="elternteil", role="guardian", at=NOW + DAY
    )
    user.refresh_from_db()
    assert again == user.erase_at == NOW + 14 * DAY
    with pytest.raises(NotAllowedError):
        cancel_erasure(user=user, at=NOW + DAY)
    with pytest.raises(ConflictError):
        request_erasure(user=user, keeps_certificates=False, actor_key="andere", at=NOW + DAY)


def certified(name):
    enrolment = EnrolmentFactory(state="completed", completed_at=NOW)
    row = CertificateFactory(enrolment=enrolment, facts=facts(holder=name))
    row.pdf_name = storages["private"].save(f"certificates/{row.code}.pdf", ContentFile(b"Name"))
    row.pdf_sha256 = "0" * 64
    row.save()
    return row


def test_certificates_become_unknown(commits):
    certificate = certified("Nadja Nowak")
    name = certificate.pdf_name
    with commits():
        erase_person(user=certificate.enrolment.user, at=NOW)
    assert verification(certificate.code).state == UNKNOWN
    assert tables_with("Nadja Nowak") == []
    assert not storages["private"].exists(name)


def test_certificates_stay_without_a_name_if_wanted(commits):
    certificate = certified("Nadja Nowak")
    user = certificate.enrolment.user
    request_erasure(user=user, keeps_certificates=True, at=NOW)
    with commits():
        erase_all(people=due.to_erase(at=NOW + 14 * DAY), at=NOW + 14 * DAY)
    assert verification(certificate.code).state == "valid"
    assert tables_with("Nadja Nowak") == []
    row = Certificate.objects.get()
    assert (row.enrolment, row.holder_name, row.facts["course"]) == (None, "", "Sicher im Netz")
    assert not storages["private"].exists(certificate.pdf_name)


def test_one_who_cannot_be_erased_stops_nobody(monkeypatch, caplog):
    first, _second = UserFactory(), UserFactory()
    from lms.accounts.actions import erasure

    real = erasure.erase_rows

    def broken(user):
        if user == first:
            raise ValueError
        real(user)

    monkeypatch.setattr(erasure, "erase_rows", broken)
    assert erase_all(people=User.objects.order_by("pk"), at=NOW) == 1
    assert list(User.objects.all()) == [first]
    assert first.username not in caplog.text


def test_who_keeps_the_account_at_the_last_moment_keeps_it():
    later = NOW + 15 * DAY
    user = UserFactory()
    request_erasure(user=user, keeps_certificates=False, at=NOW)
    people = due.to_erase(at=later)
    assert list(people) == [user]  # the list the task works through
    cancel_erasure(user=user, at=later)
    assert erase_all(people=people, at=later) == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_who_signs_in_at_the_last_moment_is_unused_no_longer():
    user = UserFactory(last_login=NOW - 800 * DAY, inactivity_notice_at=NOW - 31 * DAY)
    people = due.inactive(at=NOW)
    assert list(people) == [user]
    User.objects.filter(pk=user.pk).update(last_login=NOW)
    assert erase_all(people=people, at=NOW) == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_pages_a_person_locked_are_open_again(planted):
    nadja, _bogumil = planted
    Page.objects.filter(depth=2).update(locked=True, locked_by=nadja, owner=nadja)
    erase_person(user=nadja, at=NOW)
    page = Page.objects.filter(depth=2).first()
    assert (page.locked, page.locked_by_id, page.owner_id) == (False, None, None)


def test_an_address_that_was_only_added_takes_nothing_of_its_owner(client):
    victim, newcomer = "opfer@example.org", "neu@example.org"
    child(emails=(victim,))
    form = {"band": "adult", "email": newcomer, "password1": PASSWORD}
    client.post(reverse("account_signup"), form)
    stranger = UserFactory()
    for address in (victim, newcomer):
        EmailAddress.objects.create(user=stranger, email=address, verified=False)
    before = left_of_address(victim), left_of_address(newcomer)
    assert all(before)
    erase_person(user=stranger, at=NOW)
    assert (left_of_address(victim), left_of_address(newcomer)) == before
    assert not EmailAddress.objects.filter(email=victim).exists()


def left_of_address(address):
    """How many rows of others hold it: mails, registrations, sessions."""
    pending = [session.get_decoded().get("pending_email") for session in Session.objects.all()]
    return (
        OutboxMessage.objects.filter(recipient=address).count()
        + PendingConfirmation.objects.filter(email=address).count()
        + pending.count(address)
    )


def test_seats_are_free_again():
    run = EnrolmentFactory().run
    CourseRun.objects.filter(pk=run.pk).update(capacity=1, seats_taken=1)
    user = run.enrolments.get().user
    assert issue_certificates(enrolment=run.enrolments.get(), at=NOW) is None
    erase_person(user=user, at=NOW)
    run.refresh_from_db()
    assert (run.seats_taken, run.enrolments.count()) == (0, 0)
