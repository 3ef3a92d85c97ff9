"""What follows from events."""

from datetime import UTC, datetime

import pytest

from courses.actions.course import store_course
from courses.actions.school_class.ending import delete_class
from courses.models import CatalogueVersion, Certificate, ClassSeat, CourseTerm, SchoolClass
from courses.signals import enrolment_completed
from lms.accounts.actions.erasure import replay_deletions
from lms.accounts.models import User
from lms.accounts.signals import progress_asked
from lms.records.models import DeletionEntry, OutboxMessage
from lms.records.signals import deletion_replayed
from lms.taxonomy.models import ActionField
from network.models import Partner
from network.signals import partner_changed
from tests.factories import drafts
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory
from tests.factories.network import PartnerFactory
from tests.support.school_class import assigned, room

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_completing_issues_renders_and_mails():
    user = UserFactory(certificate_name="Jana Jung", certificate_name_confirmed_at=NOW)
    enrolment = EnrolmentFactory(user=user, state="completed", completed_at=NOW)
    enrolment_completed.send(sender=None, enrolment=enrolment, at=NOW)
    certificate = Certificate.objects.get()
    assert certificate.pdf_name
    assert OutboxMessage.objects.get().key == f"certificate:{certificate.code}"


@pytest.mark.django_db
def test_a_changed_partner_is_shown_at_once():
    partner = PartnerFactory(name="Altname")
    store_course(draft=drafts.course_draft(partner=partner), at=NOW)
    partner.name = "Frischname"
    partner.save()
    partner_changed.send(sender=Partner, partner=partner, at=NOW)
    assert CourseTerm.objects.filter(word="Frischname").exists()


@pytest.mark.django_db
def test_a_renamed_field_makes_memories_stale():
    store_course(draft=drafts.course_draft(), at=NOW)
    stamp = CatalogueVersion.objects.get().stamp
    field = ActionField.objects.create(code="neu", title_de="Neu", title_en="New")
    changed = CatalogueVersion.objects.get().stamp
    field.delete()
    assert len({stamp, changed, CatalogueVersion.objects.get().stamp}) == 3


@pytest.mark.django_db
def test_guardians_are_told_how_far_a_child_is_and_nothing_it_answered():
    enrolment = EnrolmentFactory(completed_at=NOW, state="completed")
    EnrolmentFactory()
    answers = progress_asked.send(sender=User, user=enrolment.user, language="de")
    (line,) = [line for _receiver, lines in answers for line in lines]
    assert line.is_finished
    assert vars(line).keys() == {"title", "lang", "share", "words", "is_finished", "certificates"}


@pytest.mark.django_db
def test_a_class_that_comes_back_with_a_backup_goes_again():
    here, other = assigned(room(seats=2)), assigned(room(seats=1))
    backup = SchoolClass.objects.filter(pk=here.school_class.pk).values().get()
    assert delete_class(school_class=here.school_class, at=NOW) == 2
    SchoolClass.objects.create(**backup)
    user = UserFactory(kind="seat", email="")
    ClassSeat.objects.create(
        school_class_id=backup["id"], user=user, alias="x", symbol="y", card_hash="a",
        picture_hash="b", created_at=NOW,
    )  # fmt: skip
    assert replay_deletions(at=NOW) == 1
    assert not User.objects.filter(pk=user.pk).exists()
    assert SchoolClass.objects.get() == other.school_class
    assert replay_deletions(at=NOW) == 0
    assert DeletionEntry.objects.count() == 1


@pytest.mark.django_db
def test_what_is_no_class_is_left_to_others():
    here = room(seats=0)
    answers = deletion_replayed.send(
        sender=None, object_type="run", object_key=here.school_class.key, at=NOW
    )
    assert [number for _receiver, number in answers] == [0]
    assert SchoolClass.objects.count() == 1
