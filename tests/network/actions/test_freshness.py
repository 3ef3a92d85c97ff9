"""The freshness cycle with a frozen clock: each mail once, whatever happens to the job."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from network.actions.clarification import plan_questions
from network.actions.freshness import archive_listing, archive_partner, ask_to_confirm, expire
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.actions.offer import CourseOffer, store_course_offer
from network.enums import Freshness, PartnerState
from network.models import Clarification, ClarificationLink, ConfirmationLink, Listing, Partner
from network.queries.freshness import (
    fresh_listings,
    freshness,
    listings_forgotten,
    listings_over,
    partners_forgotten,
    partners_to_ask,
)
from tests.factories.network import PartnerFactory
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
DUE = START + timedelta(days=180)
MAILBOX = "haus@example.org"


@pytest.fixture
def partner():
    return PartnerFactory(contact_mailbox=MAILBOX)


def offer(partner, title="Raum", *, at=START, **facts):
    facts = ListingFacts(kind="offer", title=title, **facts)
    return create_listing(partner=partner, facts=facts, actor=None, at=at)


def run(at):
    """What the task does on one day."""
    for listing in listings_over(at.date()):
        assert expire(entry=listing, at=at)
    for listing in listings_forgotten(at.date()):
        assert archive_listing(entry=listing, at=at)
    for partner in partners_forgotten(at.date()):
        assert archive_partner(entry=partner, at=at)
    return sum(ask_to_confirm(partner=p, at=at) for p in partners_to_ask(at.date()))


def days(listing, wanted):
    """On which days of the cycle a mail went, when the job ran on these days."""
    sent, before = [], 0
    for day in wanted:
        run(DUE + timedelta(days=day))
        count = len(mails_to(MAILBOX))
        if count > before:
            sent.append(day)
        before = count
    return sent


def test_one_mail_two_weeks_before_and_none_after(partner):
    listing = offer(partner)
    assert days(listing, range(-20, 60)) == [-14]


def test_a_second_run_on_the_same_day_sends_nothing(partner):
    offer(partner)
    at = DUE - timedelta(days=14)
    assert [run(at), run(at), run(at + timedelta(hours=5))] == [1, 0, 0]


def test_after_five_days_of_silence_the_mail_goes_once(partner):
    listing = offer(partner)
    assert days(listing, [-20, -9, -8, -7, 3]) == [-9]


def test_even_when_the_job_slept_past_the_date(partner):
    listing = offer(partner)
    assert days(listing, [-20, 2, 3, 40]) == [2]


def test_several_entries_share_one_mail_with_a_link_each(partner):
    offer(partner, "Raum")
    offer(partner, "Gerät", at=START + timedelta(days=10))
    offer(partner, "Später", at=START + timedelta(days=60))
    run(DUE - timedelta(days=14))
    (mail,) = mails_to(MAILBOX)
    assert "Raum" in mail.text
    assert "Gerät" in mail.text
    assert "Später" not in mail.text
    assert mail.text.count("/netzwerk/bestaetigen/") == 2
    assert ConfirmationLink.objects.count() == 2
    run(DUE - timedelta(days=4))
    assert len(mails_to(MAILBOX)) == 1


def test_the_profile_is_asked_after_a_year(partner):
    Partner.objects.update(confirm_due=DUE.date())
    run(DUE - timedelta(days=14))
    (mail,) = mails_to(MAILBOX)
    assert "Profil der Einrichtung" in mail.text


def test_the_link_of_the_mail_works(partner, client):
    listing = offer(partner)
    run(DUE - timedelta(days=14))
    address = link_in(mails_to(MAILBOX)[0])
    assert "bestaetigen" in address
    Listing.objects.filter(pk=listing.pk).update(confirmed_at=None)
    ConfirmationLink.objects.update(expires_at=datetime(2999, 1, 1, tzinfo=UTC))
    assert client.post(address).status_code == 200
    listing.refresh_from_db()
    assert listing.confirmed_at is not None


def test_a_confirmed_entry_is_asked_again_for_its_next_date(partner):
    listing = offer(partner)
    run(DUE - timedelta(days=14))
    Listing.objects.filter(pk=listing.pk).update(confirm_due=(DUE + timedelta(days=170)).date())
    run(DUE + timedelta(days=156))
    assert len(mails_to(MAILBOX)) == 2


def test_badge_hiding_and_archiving_follow_the_dates(partner):
    listing = offer(partner)
    due = listing.confirm_due
    seen = [freshness(due, due + timedelta(days=day)) for day in (-1, 0, 29, 30)]
    assert seen == [
        Freshness.FRESH, Freshness.UNCONFIRMED, Freshness.UNCONFIRMED, Freshness.HIDDEN,
    ]  # fmt: skip
    shown = [
        Listing.objects.filter(fresh_listings(due + timedelta(days=day))).exists()
        for day in (0, 29, 30)
    ]
    assert shown == [True, True, False]
    run(DUE + timedelta(days=364))
    listing.refresh_from_db()
    assert listing.state == "active"
    run(DUE + timedelta(days=365))
    listing.refresh_from_db()
    assert listing.state == "archived"


def test_a_hidden_partner_hides_its_entries(partner):
    offer(partner)
    Partner.objects.update(confirm_due=(START - timedelta(days=30)).date())
    assert not Listing.objects.filter(fresh_listings(START.date())).exists()


def test_a_forgotten_partner_is_archived_unless_it_has_a_course(partner):
    other = PartnerFactory()
    course = CourseOffer("kurs", other.pk, "Kurs", "", "de", "/kurs/")
    store_course_offer(offer=course, at=START)
    Partner.objects.update(confirm_due=DUE.date())
    run(DUE + timedelta(days=365))
    states = {p.pk: p.state for p in Partner.objects.all()}
    assert states == {partner.pk: PartnerState.ARCHIVED, other.pk: PartnerState.PUBLISHED}


def test_what_was_mended_since_it_was_read_stays(partner):
    listing = offer(partner, valid_to=START.date())
    Partner.objects.update(confirm_due=DUE.date())
    late = DUE + timedelta(days=365)
    (over,) = listings_over(late.date())
    (forgotten,) = listings_forgotten(late.date())
    (house,) = partners_forgotten(late.date())
    Listing.objects.update(valid_to=None, confirm_due=late.date())
    Partner.objects.update(confirm_due=late.date())
    assert not expire(entry=over, at=late)
    assert not archive_listing(entry=forgotten, at=late)
    assert not archive_partner(entry=house, at=late)
    listing.refresh_from_db()
    partner.refresh_from_db()
    assert (listing.state, partner.state) == ("active", PartnerState.PUBLISHED)


def test_an_entry_expires_the_day_after_its_last(partner):
    listing = offer(partner, valid_to=(START + timedelta(days=5)).date())
    run(START + timedelta(days=5))
    listing.refresh_from_db()
    assert listing.state == "active"
    run(START + timedelta(days=6))
    listing.refresh_from_db()
    assert listing.state == "expired"


def test_courses_are_never_asked_about(partner):
    course = CourseOffer("kurs", partner.pk, "Kurs", "", "de", "/kurs/")
    store_course_offer(offer=course, at=START)
    run(START + timedelta(days=330))
    assert mails_to(MAILBOX) == []


@pytest.mark.parametrize(
    "facts", [{"contact_mailbox": ""}, {"state": PartnerState.PROVISIONAL}, {"state": "draft"}]
)
def test_who_cannot_or_need_not_be_asked(partner, facts):
    offer(partner)
    Partner.objects.update(**facts)
    assert run(DUE) == 0


def test_up_to_three_questions_come_along_and_are_answered_without_an_account(partner, client):
    listing = offer(partner)
    offer(partner, "Ohne Fragen")
    wanted = [("target_group", code, 2) for code in ("parents", "students", "adults", "employees")]
    plan_questions(found={listing.key: wanted}, at=START)
    run(DUE - timedelta(days=14))
    (mail,) = mails_to(MAILBOX)
    assert "Dazu 3 kurze Fragen" in mail.text
    assert mail.text.count("\n- Richtet sich Ihr Angebot „Raum“ auch an") == 3
    assert mail.text.count("Hier antworten:") == 1
    assert Clarification.objects.filter(asked_at=DUE - timedelta(days=14)).count() == 3
    (path,) = re.findall(r"http://testserver(/\S*/netzwerk/fragen/\S+)", mail.text)
    ClarificationLink.objects.update(expires_at=datetime(2999, 1, 1, tzinfo=UTC))
    question = Clarification.objects.first()
    assert client.get(path).status_code == 200
    assert client.post(path, {f"frage-{question.key}": "yes"}).status_code == 200
    assert listing.target_groups.filter(code=question.code).exists()
