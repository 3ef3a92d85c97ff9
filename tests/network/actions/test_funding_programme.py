"""Staff keep the programmes."""

from datetime import date, time

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from network.actions.funding_programme import (
    CallFacts,
    ProgrammeFacts,
    ProgrammeFactsError,
    RulesError,
    StaleProgrammeError,
    mark_checked,
    save_programme,
)
from network.models import FundingProgramme
from tests.support import cases
from tests.support.funding import NOW, TODAY, programme
from tests.support.own import keeper

pytestmark = pytest.mark.django_db


def save(row, *calls, version=0, actor=None, **columns):
    columns = {"rules": {"all": []}, **columns}
    return save_programme(
        programme=row, facts=ProgrammeFacts(columns, calls=calls), version=version,
        actor=actor or cases.staff(), at=NOW,
    )  # fmt: skip


def test_a_new_one_is_written_and_logged():
    call = CallFacts(deadline_on=date(2027, 3, 28), deadline_time=time(12, 0))
    row = save(FundingProgramme(), call, code="neu", title_de="Neu")
    assert (row.calls.get().deadline_on, row.calls.get().deadline_time) == (
        date(2027, 3, 28), "12:00",
    )  # fmt: skip
    assert AuditEvent.objects.get(object_key="neu").action == "programme.create"


def test_a_call_keeps_its_key_when_its_date_moves():
    row = save(FundingProgramme(), CallFacts(deadline_on=TODAY), code="neu", title_de="Neu")
    key = row.calls.get().key
    save(row, CallFacts(key=key, deadline_on=date(2027, 1, 5)), CallFacts(is_rolling=True))
    assert {call.key == key for call in row.calls.all()} == {True, False}
    assert row.version == 1
    save(row, version=1)
    assert not row.calls.exists()


def test_a_fault_in_the_rules_is_named_with_its_path():
    with pytest.raises(RulesError, match=r"all\[0\]\.applicant\.kind_in\[0\]: .unfug"):
        save(programme("p"), rules={"all": [{"applicant": {"kind_in": ["unfug"]}}]})
    with pytest.raises(RulesError):
        save(programme("q"), rules=None)


def test_dates_in_the_wrong_order_are_refused():
    call = CallFacts(opens_on=date(2027, 2, 1), deadline_on=date(2027, 1, 1))
    with pytest.raises(ProgrammeFactsError):
        save(programme("p"), call)


def test_who_comes_second_writes_nothing():
    row = programme("p", version=3)
    with pytest.raises(StaleProgrammeError):
        save(row, version=2, title_de="Anders")
    assert FundingProgramme.objects.get(code="p").title_de == "Programm p"


def test_checked_today():
    row = programme("p", last_checked=None)
    mark_checked(programme=row, actor=cases.staff(), at=NOW)
    row.refresh_from_db()
    assert (row.last_checked, row.checked_by) == (TODAY, "Stadtverwaltung")
    assert AuditEvent.objects.get(object_key="p").action == "programme.check"


def test_only_city_staff_may():
    _partner, user = keeper()
    with pytest.raises(NotAllowedError):
        save(programme("p"), actor=user)
    with pytest.raises(NotAllowedError):
        mark_checked(programme=programme("q"), actor=user, at=NOW)
