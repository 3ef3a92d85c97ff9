"""The log of breaches."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lms.accounts.actions.incident import (
    IncidentFacts,
    IncidentFactsError,
    change_incident,
    open_incident,
)
from lms.accounts.models import Incident
from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FACTS = IncidentFacts(noticed_at=NOW, what="Ein Laptop fehlt")


def platform():
    return UserFactory(is_platform_admin=True)


def test_the_clock_runs_from_the_notice_and_stops_with_the_report():
    actor = platform()
    incident = open_incident(facts=FACTS, actor=actor, at=NOW + HOUR)
    assert (incident.due_at, incident.settled_at) == (NOW + 72 * HOUR, None)
    reported = replace(FACTS, affected=5, decided="Konten gesperrt", reported_at=NOW + 9 * HOUR)
    change_incident(incident=incident, facts=reported, actor=actor, at=NOW + 10 * HOUR)
    row = Incident.objects.get()
    assert (row.affected, row.reported_at, row.settled_at) == (5, NOW + 9 * HOUR, NOW + 10 * HOUR)
    opened, changed = AuditEvent.objects.order_by("pk")
    assert (opened.action, opened.object_key) == ("incident.open", incident.number)
    assert changed.data == {"changed": ["affected", "decided", "reported_at"]}
    assert "Laptop" not in f"{opened.data}{changed.data}"


def test_a_reason_against_a_report_settles_it_and_can_be_taken_back():
    actor = platform()
    settled = replace(FACTS, unreported_reason="Die Platte ist verschlüsselt.")
    incident = open_incident(facts=settled, actor=actor, at=NOW)
    assert incident.settled_at == NOW
    change_incident(incident=incident, facts=FACTS, actor=actor, at=NOW + HOUR)
    assert Incident.objects.get().settled_at is None


def test_saving_the_same_again_is_no_change():
    actor = platform()
    incident = open_incident(facts=FACTS, actor=actor, at=NOW)
    change_incident(incident=incident, facts=FACTS, actor=actor, at=NOW + HOUR)
    assert [event.action for event in AuditEvent.objects.all()] == ["incident.open"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"noticed_at": NOW + 2 * HOUR}, "noticed_at"),
        ({"reported_at": NOW - HOUR}, "reported_at"),
        ({"reported_at": NOW + 2 * HOUR}, "reported_at"),
        ({"reported_at": NOW, "unreported_reason": "Kein Risiko"}, "unreported_reason"),
    ],
)
def test_what_contradicts_itself_is_refused(wrong, field):
    with pytest.raises(IncidentFactsError) as caught:
        open_incident(facts=replace(FACTS, **wrong), actor=platform(), at=NOW + HOUR)
    assert caught.value.field == field
    assert not Incident.objects.exists()


def test_only_who_runs_the_platform_writes():
    incident = open_incident(facts=FACTS, actor=platform(), at=NOW)
    for actor in (StaffFactory(), UserFactory(is_data_protection_officer=True)):
        with pytest.raises(NotAllowedError):
            open_incident(facts=FACTS, actor=actor, at=NOW)
        with pytest.raises(NotAllowedError):
            change_incident(incident=incident, facts=FACTS, actor=actor, at=NOW)
    assert Incident.objects.count() == 1
