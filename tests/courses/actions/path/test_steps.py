"""Steps: added, explained, moved, removed; who is asked anew for that."""

import pytest

from courses.actions.path import steps as steps_module
from courses.actions.path.making import PathFaultError
from courses.actions.path.steps import add_step, change_step, move_step, remove_step
from courses.models import PathAgreement
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.bridges import course
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import (
    admin_of,
    agree,
    agreed_path,
    author_of,
    courses_of,
    partner_path,
    path_with,
    published_path,
    step_words,
)

pytestmark = pytest.mark.django_db


def order(path):
    return [step.course.key for step in path.steps.select_related("course")]


def add(path, which, **said):
    return add_step(path=path, course=which, words=step_words(**said), by=staff(), at=NOW)


def answers(path):
    rows = PathAgreement.objects.filter(path=path).order_by("partner")
    return {row.partner_id: row.agrees for row in rows}


def test_steps_come_at_the_end_with_their_reason():
    one, two = courses_of(None, None)
    path = path_with(one)
    step = add(path, two, reason=" Baut darauf auf. ", transition=" ")
    assert order(path) == [one.key, two.key]
    assert (step.reasons, step.transitions) == ({"de": "Baut darauf auf."}, {})
    event = AuditEvent.objects.filter(action="path.step-add").first()
    assert event.data == {"courses": [two.key]}


def test_what_cannot_be_added(monkeypatch):
    one, two = courses_of(None, None)
    path = path_with(one)
    with pytest.raises(ConflictError):
        add(path, one)
    with pytest.raises(PathFaultError):
        add(path, two, reason=" ")
    with pytest.raises(PathFaultError):
        add(path, course("adult", state="retired"))
    monkeypatch.setattr(steps_module, "MOST", 1)
    with pytest.raises(PathFaultError):
        add(path, two)
    stranger = author_of(two.partner)
    with pytest.raises(NotAllowedError):
        add_step(path=path, course=two, words=step_words(), by=stranger, at=NOW)
    assert order(path) == [one.key]


def test_steps_change_places():
    path = path_with(*courses_of(None, None, None))
    first, second, third = order(path)
    rows = list(path.steps.all())
    move_step(step=rows[2], up=True, by=staff(), at=NOW)
    assert order(path) == [first, third, second]
    move_step(step=rows[0], up=False, by=staff(), at=NOW)
    assert order(path) == [third, first, second]
    for up, key in ((True, third), (False, second)):
        move_step(step=path.steps.get(course__key=key), up=up, by=staff(), at=NOW)
    assert order(path) == [third, first, second]
    assert AuditEvent.objects.filter(action="path.step-move").count() == 2


def test_a_step_taken_out_leaves_the_others_and_forgets_the_house():
    own, other = PartnerFactory(), PartnerFactory()
    path = agreed_path(own, other)
    one, two = order(path)
    remove_step(step=path.steps.get(course__key=two), by=author_of(own), at=NOW)
    assert (order(path), answers(path)) == ([one], {})


def test_a_published_path_asks_anew_only_whose_step_changed():
    own, second, third = PartnerFactory(), PartnerFactory(), PartnerFactory()
    path = agreed_path(own, second, third)
    admin = admin_of(third)
    step = path.steps.get(course__partner=third)
    sent = OutboxMessage.objects.count()
    change_step(step=step, words=step_words(reason="Weil es passt."), by=author_of(own), at=NOW)
    assert answers(path) == {second.pk: True, third.pk: True}  # nothing changed
    change_step(step=step, words=step_words(reason="Anders."), by=author_of(own), at=NOW)
    assert answers(path) == {second.pk: True, third.pk: None}
    mails = OutboxMessage.objects.order_by("pk")[sent:]
    assert admin.user.email in {mail.recipient for mail in mails}
    assert {mail.kind for mail in mails} == {"path_asked"}


def test_a_changed_draft_must_be_asked_about_again_but_sends_nothing():
    own, other = PartnerFactory(), PartnerFactory()
    path = partner_path(own, other)
    steps_module.ask_anew(path=path, partners={other.pk}, at=NOW)
    PathAgreement.objects.create(path=path, partner=other, agrees=True, asked_at=NOW)
    admin_of(other)
    step = path.steps.get(course__partner=other)
    change_step(step=step, words=step_words(reason="Anders."), by=author_of(own), at=NOW)
    assert answers(path) == {}
    assert not OutboxMessage.objects.filter(kind="path_asked").exists()


def test_moving_asks_both_neighbours_where_order_matters_else_nobody():
    own, second, third = PartnerFactory(), PartnerFactory(), PartnerFactory()
    for is_ordered, wanted in ((True, None), (False, True)):
        path = agreed_path(own, second, third, is_ordered=is_ordered)
        step = path.steps.get(course__partner=third)
        move_step(step=step, up=True, by=author_of(own), at=NOW)
        assert answers(path) == {second.pk: wanted, third.pk: wanted}


def test_the_no_of_a_house_to_the_city_outlives_the_step():
    house = PartnerFactory()
    one, two, three = courses_of(house, None, None)
    path = published_path(one, two, three)
    agree(path, house, agrees=False)
    remove_step(step=path.steps.get(course=one), by=staff(), at=NOW)
    add(path, one)
    assert answers(path)[house.pk] is False
