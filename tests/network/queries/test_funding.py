"""Fits in words, deadlines for the agenda, calendar entries."""

from datetime import date

import icalendar
import pytest
import vobject

from network.enums import CooperationState as S
from network.formats.calendar import calendar
from network.matching.funding_terms import State
from network.models import FundingProgramme
from network.queries.funding import calendar_dates, deadlines_within, open_calls, shown_fit
from network.queries.funding_terms import of_case, of_houses, vocabulary
from tests.support import cases
from tests.support.funding import NOW, RULES, house, programme, seen_by
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def fit(proposal, rules=RULES):
    return shown_fit(FundingProgramme(code="x", rules=rules), proposal, vocabulary())


def test_three_values_are_shown_as_signs_and_words():
    one = house("Anker", is_nonprofit=None)
    found = fit(of_houses([one], seen_by(cases.staff()), applicant=one.key))
    assert [(line.sign, line.state) for line in found.lines] == [
        ("✖", "not_met"), ("?", "unclear"), ("✔", "met"),
    ]  # fmt: skip
    assert found.verdict == "Passt derzeit nicht."
    assert found.partners_missing == 2
    assert found.missing[0] == "Es fehlen noch 2 Partner."


def test_nobody_is_told_to_be_eligible():
    houses = [house(name) for name in ("A", "B", "C")]
    found = fit(of_houses(houses, seen_by(cases.staff()), applicant=houses[0].key))
    assert found.state == State.MET
    assert found.verdict == "Passt voraussichtlich."


def test_what_a_partner_hides_counts_only_for_itself_and_those_who_steer():
    rules = {"all": [{"applicant": {"legal_form_in": ["association"]}}]}
    one = house("Anker", legal_form="association", field_visibility={"legal_form": "staff"})
    other = house("Birke")

    def state(user):
        return fit(of_houses([one], seen_by(user), applicant=one.key), rules).state

    assert state(cases.editor(one)) == State.MET
    assert state(cases.staff()) == State.MET
    assert state(cases.editor(other)) == State.UNCLEAR


def test_a_case_brings_partners_regions_and_fields():
    scene = cases.cast(S.RUNNING)
    proposal = of_case(scene.case, seen_by(scene.city))
    assert {party.name for party in proposal.parties} == {"Anker", "Birke"}
    assert proposal.fields == {"education"}
    assert proposal.competences == {"2.5"}
    assert proposal.regions == frozenset()  # no place, no region
    assert proposal.ages is None


def test_deadlines_for_the_agenda_name_the_cases_that_could_apply():
    FundingProgramme.objects.all().delete()
    rules = {"all": [{"field_in": ["education"]}]}
    programme("bald", deadline=date(2027, 3, 6), rules=rules)  # in 100 days
    programme("zu-spaet", deadline=date(2027, 3, 7), rules=rules)
    programme("vorbei", deadline=date(2026, 11, 25), rules=rules)
    programme("aus", deadline=date(2026, 12, 1), ends_on=date(2026, 1, 1), rules=rules)
    programme("ohne", deadline=date(2026, 12, 1))
    programme("anders", deadline=date(2026, 12, 2), rules={"all": [{"field_in": ["energy"]}]})
    scene = cases.cast(S.RUNNING)
    cases.move(cases.cast().case, S.CANCELLED)
    found = deadlines_within(100, NOW, seen_by(scene.city))
    assert [(one.programme, one.days_left, one.fitting) for one in found] == [
        ("ohne", 5, 0), ("anders", 6, 0), ("bald", 100, 1),
    ]  # fmt: skip
    assert [case.title for case in found[-1].cases] == ["Sicher im Netz"]


@pytest.mark.parametrize("number", [1, 3])
def test_deadlines_cost_the_same_however_many_cases(number):
    FundingProgramme.objects.all().delete()
    for _place in range(number):
        scene = cases.cast(S.RUNNING)
    viewer = seen_by(scene.city)
    programme("bald", deadline=date(2026, 12, 6), rules={"all": [{"field_in": ["education"]}]})
    with expect_statements(14):
        (one,) = deadlines_within(100, NOW, viewer)
    assert one.fitting == number


def test_the_calendar_is_read_by_two_parsers():
    FundingProgramme.objects.all().delete()
    programme("sommer", deadline=date(2027, 3, 28))  # the day with 23 hours
    data = calendar(calendar_dates(open_calls(NOW)), name="Fristen", is_feed=True)
    sheet = icalendar.Calendar.from_ical(data)
    (event,) = sheet.walk("VEVENT")
    assert f"{event['DTEND'].dt:%Y-%m-%d %H:%M}" == "2027-03-28 23:59"
    assert event["DTEND"].params["TZID"] == "Europe/Berlin"
    assert [str(zone["TZID"]) for zone in sheet.walk("VTIMEZONE")] == ["Europe/Berlin"]
    other = vobject.readOne(data.decode()).vevent
    assert other.uid.value == str(event["UID"])
    assert other.url.value.endswith("/netzwerk/foerderung/programm/sommer/")
    again = calendar_dates(open_calls(NOW))
    assert [one.uid for one in again] == [str(event["UID"])]
