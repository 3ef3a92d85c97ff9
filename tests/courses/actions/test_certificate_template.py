"""Keeping the words of a house, and what they change: only certificates to come."""

import pytest
from django.db import IntegrityError, transaction

from courses.actions.achievement import describe_achievement
from courses.actions.certificate import issue_certificates
from courses.actions.certificate_template import (
    reset_certificate_template,
    save_certificate_template,
)
from courses.models import CertificateTemplate
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.certificates import facts
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.network import NOW, PartnerFactory
from tests.factories.wording import WORDS, CertificateTemplateFactory

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(WORDS, "")


def save(house, actor=None, **words):
    save_certificate_template(
        partner=house,
        locale="de",
        words={**EMPTY, **words},
        actor=actor or UserFactory(),
        at=NOW,
    )


def issued(course):
    user = UserFactory(certificate_name="Měrćin Müller", certificate_name_confirmed_at=NOW)
    row = EnrolmentFactory(course=course, user=user, state="completed", completed_at=NOW)
    return issue_certificates(enrolment=row, at=NOW)


def events():
    return list(
        AuditEvent.objects.filter(object_type="certificate_template")
        .order_by("pk")
        .values_list("action", "object_key", "partner_key", "actor_key", "data")
    )


def test_words_are_kept_once_for_each_language_and_written_in_the_log():
    house, actor = PartnerFactory(), UserFactory()
    save(house, actor, **WORDS)
    save(house, actor, **{**WORDS, "closing": "Anders"})
    row = CertificateTemplate.objects.get()
    assert (row.partner, row.locale, row.changed_at, row.closing) == (house, "de", NOW, "Anders")
    assert row.before_attendance == WORDS["before_attendance"]
    line = ("certificate_template.change", house.key, house.key, actor.key, {"locale": "de"})
    assert events() == [line, line]


def test_saving_nothing_is_going_back_to_the_usual():
    house, actor = PartnerFactory(), UserFactory()
    save(house, actor)
    assert events() == []
    other = CertificateTemplateFactory()
    save(house, actor, closing="Kurz da")
    save(house, actor)
    assert list(CertificateTemplate.objects.all()) == [other]
    assert [action for action, *_rest in events()] == [
        "certificate_template.change", "certificate_template.reset",
    ]  # fmt: skip


def test_going_back_twice_is_going_back_once():
    row = CertificateTemplateFactory()
    english = CertificateTemplateFactory(partner=row.partner, locale="en")
    for _time in range(2):
        reset_certificate_template(partner=row.partner, locale="de", actor=UserFactory(), at=NOW)
    assert CertificateTemplate.objects.get() == english
    assert len(events()) == 1


@pytest.mark.parametrize("half", ["after_attendance", "before_achievement"])
def test_the_database_takes_no_half_of_a_pair(half):
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateTemplateFactory(**{half: ""})


def test_what_was_issued_keeps_its_words_whatever_comes_later():
    course = CourseFactory(effort_minutes=0)
    plain = issued(course)
    assert "wording" not in plain.facts
    save(course.partner, closing="Erste Fassung", signatory_role="Leitung")
    first = issued(course)
    save(course.partner, closing="Zweite Fassung")
    second = issued(course)
    reset_certificate_template(partner=course.partner, locale="de", actor=UserFactory(), at=NOW)
    for row in (plain, first, second):
        row.refresh_from_db()
    usual = {"before": "", "after": ""}
    assert first.facts["wording"] == {
        **usual, "closing": "Erste Fassung", "signatory": "Leitung",
    }  # fmt: skip
    assert second.facts["wording"] == {**usual, "closing": "Zweite Fassung", "signatory": ""}
    assert "wording" not in issued(course).facts
    assert len({row.achievement_id for row in (plain, first, second)}) == 1


def test_words_of_the_house_are_no_part_of_the_achievement():
    usual = describe_achievement(facts=facts(), at=NOW)
    own = describe_achievement(facts=facts(wording={"closing": "Sentinel"}), at=NOW)
    assert own == usual
    assert "Sentinel" not in str(own.facts)
