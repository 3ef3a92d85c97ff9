"""Vouchers and keys: codes that let people into a run."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.seat.errors import CodeError
from courses.actions.seat.guard import lock_run
from courses.models import CourseRun, Enrolment, Voucher, VoucherBatch
from lms.accounts.codes import draw, hashed
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.records.actions import record_event

GROUPS = 3  # of four letters: about 57 bits
MOST = 500  # vouchers of one batch
_OWNER = "voucher"


@transaction.atomic
def make_vouchers(
    *,
    run: CourseRun,
    label: str,
    number: int,
    expires_at: datetime | None,
    actor: User,
    at: datetime,
) -> tuple[VoucherBatch, list[str]]:
    """Make a batch; only now its codes can be read, the database keeps their hashes.

    Raises:
        DomainError: More than ``MOST``, none, or all of them expired already.
    """
    if not 1 <= number <= MOST:
        raise DomainError(_("Ein Stapel hat 1 bis %(most)d Gutscheine.") % {"most": MOST})
    if expires_at is not None and expires_at <= at:
        raise DomainError(_("Das Datum liegt in der Vergangenheit."))
    batch = VoucherBatch.objects.create(
        run=run, label=label, created_at=at, expires_at=expires_at, made_by_key=actor.key
    )
    codes = [draw(GROUPS) for _number in range(number)]
    Voucher.objects.bulk_create(
        Voucher(batch=batch, code_hash=hashed(code, owner=_OWNER)) for code in codes
    )
    _record("voucher.make", run, batch, actor, at, number=number)
    return batch, codes


@transaction.atomic
def close_vouchers(*, batch: VoucherBatch, actor: User, at: datetime) -> None:
    """Let nobody in with this batch any more; who is in stays. Safe to run twice."""
    run = lock_run(batch.run)
    if VoucherBatch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at):
        _record("voucher.close", run, batch, actor, at)


def check_voucher(*, run: CourseRun, code: str, at: datetime) -> Voucher:
    """The voucher behind a code, if it would let somebody into the run now.

    Raises:
        CodeError: Unknown, of another run, used, expired or closed; which of these is not told.
    """
    rows = Voucher.objects.select_related("batch").filter(batch__run=run, redeemed_at=None)
    found = rows.filter(code_hash=hashed(code, owner=_OWNER)).first()
    ends = found.batch.expires_at if found else None
    if found is None or found.batch.closed_at or (ends is not None and ends <= at):
        raise CodeError(_("Dieser Gutschein gilt hier nicht oder nicht mehr."))
    return found


def redeem(*, run: CourseRun, code: str, enrolment: Enrolment, at: datetime) -> None:
    """Use up a voucher for an enrolment, in the transaction that gives the seat.

    Raises:
        CodeError: It does not hold.
    """
    voucher = check_voucher(run=run, code=code, at=at)
    rows = Voucher.objects.filter(pk=voucher.pk, redeemed_at=None)
    # Coming back by a second voucher: the first one stays used, but leads nowhere.
    Voucher.objects.filter(enrolment=enrolment).update(enrolment=None)
    if not rows.update(redeemed_at=at, enrolment=enrolment):
        raise CodeError(_("Dieser Gutschein gilt hier nicht oder nicht mehr."))


@transaction.atomic
def renew_entry_code(*, run: CourseRun, actor: User, at: datetime) -> str:
    """Draw a new key for a run; the old one and its links open nothing any more."""
    locked = lock_run(run)
    locked.entry_code = run.entry_code = draw(GROUPS)
    locked.save(update_fields=["entry_code"])
    _record("run.entry_code", locked, None, actor, at)
    return locked.entry_code


def _record(  # noqa: PLR0917  (the columns of the row)
    action: str,
    run: CourseRun,
    batch: VoucherBatch | None,
    actor: User,
    at: datetime,
    **data: int,
) -> None:
    record_event(
        action=action,
        object_type="voucher_batch" if batch else "run",
        object_key=batch.key if batch else run.key,
        actor_key=actor.key,
        partner_key=run.course.partner.key,
        at=at,
        data=data,
    )
