"""Codes that let people in: each voucher once, keys until they are renewed."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import CodeError, FullRunError, enrol
from courses.actions.seat.queue import accept_offer, join_waiting_list, offer_next
from courses.actions.seat.vouchers import (
    check_voucher,
    close_vouchers,
    make_vouchers,
    redeem,
    renew_entry_code,
)
from courses.enums import Entrance, Origin
from courses.models import CourseRun, Enrolment, Voucher
from lms.common.errors import DomainError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run, people

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def run():
    return make_run(entrance=Entrance.VOUCHER, capacity=2)


def batch(run, number=3, expires_at=None):
    return make_vouchers(
        run=run, label="Bibliothek", number=number, expires_at=expires_at, actor=UserFactory(),
        at=NOW,
    )  # fmt: skip


def test_a_voucher_opens_once(run):
    _batch, (code, *_others) = batch(run)
    row = enrol(user=people(1)[0], run=run, at=NOW, code=f" {code.upper()} ")
    assert row.origin == Origin.VOUCHER
    assert Voucher.objects.get(enrolment=row).redeemed_at == NOW
    with pytest.raises(CodeError):
        enrol(user=people(1)[0], run=run, at=NOW, code=code)
    assert Enrolment.objects.count() == 1


def test_codes_are_long_and_stored_nowhere(run):
    _batch, codes = batch(run, number=40)
    letters = {code.replace("-", "") for code in codes}
    assert (len(letters), {len(code) for code in letters}) == (40, {12})  # 28^12: 57 bits
    stored = " ".join(Voucher.objects.values_list("code_hash", flat=True))
    logged = str(list(AuditEvent.objects.values_list("data", flat=True)))
    assert not [code for code in codes if code in stored + logged]


def test_expired_closed_and_foreign_vouchers_open_nothing(run):
    made, (code, *_others) = batch(run, expires_at=NOW + DAY)
    with pytest.raises(CodeError):
        enrol(user=people(1)[0], run=run, at=NOW + DAY, code=code)
    other = make_run(entrance=Entrance.VOUCHER)
    with pytest.raises(CodeError):
        check_voucher(run=other, code=code, at=NOW)
    assert check_voucher(run=run, code=code, at=NOW).batch == made
    close_vouchers(batch=made, actor=UserFactory(), at=NOW)
    close_vouchers(batch=made, actor=UserFactory(), at=NOW + DAY)
    made.refresh_from_db()
    assert made.closed_at == NOW
    with pytest.raises(CodeError):
        enrol(user=people(1)[0], run=run, at=NOW, code=code)


def test_a_full_run_does_not_use_the_voucher_up(run):
    _batch, codes = batch(run)
    for code in codes[:2]:
        enrol(user=people(1)[0], run=run, at=NOW, code=code)
    user = people(1)[0]
    with pytest.raises(FullRunError):
        enrol(user=user, run=run, at=NOW, code=codes[2])
    request = join_waiting_list(user=user, run=run, at=NOW, code=codes[2])
    CourseRun.objects.filter(pk=run.pk).update(capacity=3)
    assert offer_next(run=run, at=NOW) == 1
    with pytest.raises(CodeError):
        accept_offer(request=request, at=NOW, code=codes[0])
    row = accept_offer(request=request, at=NOW, code=codes[2])
    assert Voucher.objects.get(enrolment=row).redeemed_at == NOW


def test_coming_back_by_a_second_voucher_uses_it_up(run):
    _batch, codes = batch(run)
    row = enrol(user=people(1)[0], run=run, at=NOW, code=codes[0])
    redeem(run=run, code=codes[1], enrolment=row, at=NOW)
    used = Voucher.objects.filter(redeemed_at=NOW)
    assert [voucher.enrolment for voucher in used.order_by("pk")] == [None, row]


@pytest.mark.parametrize(("number", "days"), [(0, 1), (501, 1), (3, 0)])
def test_a_batch_that_makes_no_sense_is_refused(run, number, days):
    with pytest.raises(DomainError):
        batch(run, number=number, expires_at=NOW + days * DAY)
    assert not Voucher.objects.exists()


def test_a_new_key_shuts_the_old_one_out():
    run = make_run(entrance=Entrance.KEY)
    old = renew_entry_code(run=run, actor=UserFactory(), at=NOW)
    assert enrol(user=people(1)[0], run=run, at=NOW, code=old.upper()).origin == Origin.KEY
    new = renew_entry_code(run=run, actor=UserFactory(), at=NOW)
    for wrong in (old, "", "falsch"):
        with pytest.raises(CodeError):
            enrol(user=people(1)[0], run=run, at=NOW, code=wrong)
    assert enrol(user=people(1)[0], run=run, at=NOW, code=new).run == run
