"""Erasing a person: asked for, thought over, done everywhere, and done again after a restore."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from courses.actions.certificate import issue_certificates
from courses.models import Certificate, CourseRun
from courses.queries.certificate import UNKNOWN, verification
from lms.accounts.actions.erasure import (
    cancel_erasure,
    erase_all,
    erase_person,
    replay_deletions,
    request_erasure,
)
from lms.accounts.models import User
from lms.accounts.privacy import due
from lms.accounts.privacy.erasing import in_order
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, DeletionEntry
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory
from tests.support.mails import mails_to
from tests.support.planted import NOW, Planter, two_people
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


def test_one_may_think_again():
    user = UserFactory()
    request_erasure(user=user, keeps_certificates=True, at=NOW)
    cancel_erasure(user=user, at=NOW + DAY)
    cancel_erasure(user=user, at=NOW + DAY)
    user.refresh_from_db()
    assert (user.erase_at, user.keeps_certificates) == (None, False)
    actions = AuditEvent.objects.filter(object_key=user.key).values_list("action", flat=True)
    assert sorted(actions) == ["person.ask-erasure", "person.keep-account"]


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
    first, second = UserFactory(), UserFactory()
    from lms.accounts.actions import erasure

    real = erasure.erase_rows

    def broken(user):
        if user == first:
            raise ValueError
        real(user)

    monkeypatch.setattr(erasure, "erase_rows", broken)
    assert erase_all(people=[first, second], at=NOW) == 1
    assert list(User.objects.all()) == [first]
    assert first.username not in caplog.text


def test_pages_a_person_locked_are_open_again(planted):
    nadja, _bogumil = planted
    Page.objects.filter(depth=2).update(locked=True, locked_by=nadja, owner=nadja)
    erase_person(user=nadja, at=NOW)
    page = Page.objects.filter(depth=2).first()
    assert (page.locked, page.locked_by_id, page.owner_id) == (False, None, None)


def test_seats_are_free_again():
    run = EnrolmentFactory().run
    CourseRun.objects.filter(pk=run.pk).update(capacity=1, seats_taken=1)
    user = run.enrolments.get().user
    assert issue_certificates(enrolment=run.enrolments.get(), at=NOW) is None
    erase_person(user=user, at=NOW)
    run.refresh_from_db()
    assert (run.seats_taken, run.enrolments.count()) == (0, 0)
