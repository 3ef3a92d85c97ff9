"""Where the certificates of a run's people stand."""

import pytest

from courses.queries.run_certificates import graduates
from courses.queries.team import people_of
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW, EnrolmentFactory
from tests.support.queries import expect_statements
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
VIEWER = UserFactory.build(pk=0)


def seen(run, viewer=VIEWER):
    return graduates(people_of(run), viewer=viewer)


def inside(run, *, done=True, **user):
    state = {"state": "completed", "completed_at": NOW} if done else {}
    return EnrolmentFactory(run=run, course=run.course, user=UserFactory(**user), **state)


@pytest.mark.parametrize(
    ("user", "certificate", "confirmable", "fetchable"),
    [
        ({}, None, False, False),  # waits for the name
        ({}, {}, False, False),  # gets a mail
        ({"email": ""}, {}, False, True),
        ({"email": "", "kind": "guest"}, {}, False, True),
        ({"email": "", "age_band": "16_17"}, {}, False, False),  # from the own account
        ({"email": ""}, {"state": "revoked", "ended_at": NOW, "revocation_reason": "error"},
         True, False),
        ({"email": ""}, {"state": "revoked", "ended_at": NOW, "revocation_reason": "deceit"},
         False, False),
    ],
)  # fmt: skip
def test_who_can_be_confirmed_and_who_fetches_it_there(user, certificate, confirmable, fetchable):
    run = some_run(dates=0).run
    row = inside(run, **user)
    if certificate is not None:
        CertificateFactory(enrolment=row, **certificate)
    (one,) = seen(run)
    assert (one.is_completed, one.can_be_confirmed) == (True, confirmable)
    assert one.can_be_handed_out is fetchable


def test_who_has_not_finished_can_be_confirmed():
    run = some_run(dates=0).run
    inside(run, done=False)
    (one,) = seen(run)
    assert (one.is_completed, one.is_valid, one.can_be_confirmed) == (False, False, True)


def test_pupils_and_oneself_are_not_among_them():
    run = some_run(dates=0).run
    inside(run, kind="seat", email="")
    own = inside(run)
    assert seen(run, viewer=own.user) == []


def test_the_newest_certificate_counts():
    run = some_run(dates=0).run
    row = inside(run)
    CertificateFactory(enrolment=row, state="replaced", ended_at=NOW)
    new = CertificateFactory(enrolment=row)
    assert seen(run)[0].certificate == new


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_however_many(number):
    run = some_run(dates=0).run
    for _ in range(number):
        CertificateFactory(enrolment=inside(run))
    with expect_statements(2):
        assert len(seen(run)) == number


def test_papers_of_educational_leave_are_something_else():
    run = some_run(dates=0).run
    row = inside(run, email="")
    own = CertificateFactory(enrolment=row)
    paper = {"kind": "leave_registration", "state": "revoked", "ended_at": NOW}
    CertificateFactory(enrolment=row, **paper)
    (one,) = seen(run)
    assert (one.certificate, one.can_be_handed_out) == (own, True)
