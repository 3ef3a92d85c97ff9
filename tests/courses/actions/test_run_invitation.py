"""A team invites somebody by an address; whose account it is, nobody learns."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from courses.actions.run_invitation import accept_invitation, invitation_of, invite_to_run, is_meant
from courses.actions.seat.errors import ClosedRunError, EntranceError, FullRunError
from courses.enums import Entrance, Origin
from courses.models import Enrolment
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db
ADDRESS = "bo@example.org"


def with_address(email=ADDRESS, *, verified=True):
    user = UserFactory(email=email)
    EmailAddress.objects.filter(user=user).update(verified=verified)
    return user


def invited(run, email=ADDRESS, at=NOW):
    """The invitation as its reader opens it."""
    invite_to_run(run=run, email=email, actor=team_of(run), at=at)
    mail = OutboxMessage.objects.filter(kind="run_invited").latest("pk")
    return invitation_of(mail.text.split("/de/platz/")[1].split("/")[0], at=at)


def test_whoever_has_the_address_comes_in_whatever_the_entrance():
    run = make_run(entrance=Entrance.CLOSED, room="Saal")
    user = with_address("Bo@Example.org")
    invitation = invited(run, " BO@example.org ")
    values = {"invitation": invitation, "user": user, "contact_name": "Bo"}
    row = accept_invitation(**values, at=NOW)
    assert (row.origin, row.run, row.contact.name) == (Origin.TEAM, run, "Bo")
    assert accept_invitation(**values, at=NOW) == row
    assert Enrolment.objects.count() == 1


def test_an_address_with_an_account_and_one_without_look_the_same():
    run = make_run()
    with_address("da@example.org")
    for email in ("da@example.org", "fremd@example.org"):
        invited(run, email)
    mails = OutboxMessage.objects.order_by("pk")
    texts = [mail.text.split("/de/platz/")[0] for mail in mails]
    assert texts[0] == texts[1]
    assert [mail.person_key for mail in mails] == ["", ""]
    events = AuditEvent.objects.filter(action="run.invite")
    assert {(one.object_key, one.person_key, str(one.data)) for one in events} == {
        (run.key, "", "{}")
    }
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("verified", [True, False])
def test_others_and_who_has_not_confirmed_the_address_stay_outside(verified):
    run = make_run()
    invitation = invited(run)
    user = with_address("andere@example.org") if verified else with_address(verified=False)
    assert not is_meant(invitation, user)
    with pytest.raises(EntranceError):
        accept_invitation(invitation=invitation, user=user, contact_name="", at=NOW)


def test_the_same_day_one_mail_the_next_day_another():
    run = make_run()
    team = team_of(run)
    for hours in (0, 1, 24):
        invite_to_run(run=run, email=ADDRESS, actor=team, at=NOW + timedelta(hours=hours))
    assert OutboxMessage.objects.count() == 2


def test_capacity_holds_for_who_is_invited_too():
    run = make_run(capacity=0)
    invitation = invited(run)
    with pytest.raises(FullRunError):
        accept_invitation(invitation=invitation, user=with_address(), contact_name="", at=NOW)


def test_forged_and_old_links_open_nothing():
    run = make_run()
    invite_to_run(run=run, email=ADDRESS, actor=team_of(run), at=NOW)
    token = OutboxMessage.objects.get().text.split("/de/platz/")[1].split("/")[0]
    later = NOW + timedelta(days=14)
    assert invitation_of(token, at=later).run == run
    assert invitation_of(token, at=later + timedelta(seconds=1)) is None
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert invitation_of(forged, at=NOW) is None
    assert invitation_of("irgendwas", at=NOW) is None


def test_nobody_is_invited_to_what_is_over_or_has_no_dates():
    run = make_run(cancelled_at=NOW)
    with pytest.raises(ClosedRunError):
        invite_to_run(run=run, email=ADDRESS, actor=UserFactory(), at=NOW)
    free = run.course.runs.get(kind="self_paced")
    with pytest.raises(ConflictError):
        invite_to_run(run=free, email=ADDRESS, actor=UserFactory(), at=NOW)
    assert not OutboxMessage.objects.exists()
