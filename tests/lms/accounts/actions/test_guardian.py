"""Guardians: named, asked, let in once by a code, and how their access ends."""

import math

import pytest
from django.core.cache import cache

from lms.accounts.actions import (
    ask_guardian,
    end_guardian,
    invite_guardian_of_seat,
    name_guardian,
    renew_code_of_seat,
    send_new_links,
    state_band,
    use_code,
)
from lms.accounts.actions.guardian import (
    GROUPS,
    HOUR,
    MOST_GUARDIANS,
    MOST_MAILS,
    MOST_STRANGERS,
    CodeError,
    send_code,
)
from lms.accounts.enums import AccountKind, AgeBand, PauseReason
from lms.accounts.models import Guardian, GuardianCode
from lms.common.errors import ConflictError
from lms.common.keys import ALPHABET
from lms.common.throttle import count_try
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support.consent import (
    ANNE,
    BEN,
    DAY,
    NOW,
    child,
    code_for,
    decide,
    learning_child,
    newest_mail,
    typed_code,
)  # fmt: skip
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db


def test_same_address_names_the_same_guardian():
    user = child()
    again = name_guardian(child=user, email=" Anne@Example.org ", at=NOW)
    assert Guardian.objects.get(child=user) == again
    other = name_guardian(child=user, email=BEN, at=NOW)
    assert other.pk != again.pk


def test_a_child_names_only_so_many():
    user = child()
    for number in range(MOST_GUARDIANS - 1):
        name_guardian(child=user, email=f"g{number}@example.org", at=NOW)
    with pytest.raises(ConflictError):
        name_guardian(child=user, email="noch@example.org", at=NOW)
    assert Guardian.objects.filter(child=user).count() == MOST_GUARDIANS


def test_mail_is_neutral_and_its_code_is_long_enough_and_stored_only_hashed():
    user = child()
    message = newest_mail()
    code = typed_code(message)
    assert GROUPS * 4 * math.log2(len(ALPHABET)) >= 40
    assert link_in(message).endswith(f"/eltern/code/{code}/")
    assert user.username not in message.subject
    assert "Kind" not in message.subject
    row = GuardianCode.objects.get()
    assert code.replace("-", "") not in row.code_hash
    assert row.code_hash != code


def test_code_lets_in_once_and_proves_the_address():
    child()
    code = typed_code(newest_mail())
    guardian = use_code(code=code.upper().replace("-", " "), at=NOW + DAY)
    assert guardian.confirmed_at == NOW + DAY
    with pytest.raises(CodeError) as used:
        use_code(code=code, at=NOW + DAY)
    with pytest.raises(CodeError) as unknown:
        use_code(code="bcdf-ghjk-mnpq-rstv", at=NOW + DAY)
    assert str(used.value) == str(unknown.value)


def test_code_ends_after_a_week():
    guardian = Guardian.objects.get(child=child())
    with pytest.raises(CodeError):
        use_code(code=code_for(guardian), at=NOW + 7 * DAY)
    assert use_code(code=code_for(guardian), at=NOW + 6 * DAY) == guardian


def test_mailbox_is_not_flooded():
    guardian = Guardian.objects.get(child=child())
    for _ in range(MOST_MAILS + 3):
        ask_guardian(guardian=guardian, at=NOW)
    assert len(mails_to(ANNE)) == MOST_MAILS
    cache.clear()
    ask_guardian(guardian=guardian, at=NOW + DAY)
    assert len(mails_to(ANNE)) == MOST_MAILS + 1


def test_links_asked_for_without_end_hold_no_notice_and_no_question_back():
    user = learning_child()
    guardian = user.guardians.get()
    for _ in range(MOST_MAILS + 3):
        send_new_links(email=ANNE, at=NOW)
    assert len(mails_to(ANNE)) == 1 + MOST_MAILS  # the question at the beginning
    state_band(user=user, band=AgeBand.FROM_14, actor_key=user.key, at=NOW + DAY)
    ask_guardian(guardian=guardian, at=NOW + DAY)
    kinds = [message.kind for message in mails_to(ANNE)]
    assert kinds[-2:] == ["guardian_age_changed", "guardian_paused"]


def test_what_is_held_back_stands_in_the_log_without_the_address(caplog):
    for _ in range(MOST_MAILS + 1):
        send_new_links(email=ANNE, at=NOW)
    (line,) = [r for r in caplog.records if "held back" in r.getMessage()]
    assert line.matter == "link"
    assert ANNE not in caplog.text


def test_strangers_are_written_to_only_so_often():
    child()
    for _ in range(MOST_STRANGERS):
        count_try("guardian-mail:strangers:", seconds=HOUR)
    send_new_links(email="niemand@example.org", at=NOW)
    send_new_links(email=ANNE, at=NOW)
    assert mails_to("niemand@example.org") == []
    assert mails_to(ANNE)[-1].kind == "guardian_link"


def test_same_key_sends_once_and_draws_no_second_code():
    guardian = Guardian.objects.get(child=child())
    for _ in range(3):
        send_code(guardian=guardian, template="email/guardian_age", key="einmal", at=NOW)
    assert OutboxMessage.objects.filter(key="einmal").count() == 1
    assert GuardianCode.objects.count() == 2  # registration, and this one


def test_new_links_go_only_to_a_known_address_one_for_each_child():
    first, second = child(), child()
    before = OutboxMessage.objects.count()
    send_new_links(email="ANNE@example.org", at=NOW)
    send_new_links(email="niemand@example.org", at=NOW)
    new = list(OutboxMessage.objects.all())[before:]
    assert [(message.recipient, message.kind) for message in new] == [
        (ANNE, "guardian_link"), (ANNE, "guardian_link"),
        ("niemand@example.org", "guardian_unknown"),
    ]  # fmt: skip
    assert first.username in new[0].text
    assert second.username in new[1].text


def test_class_lead_hands_out_a_code_and_nobody_is_asked_for_consent():
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    guardian, code = invite_guardian_of_seat(seat=seat, actor_key="lehrkraft", at=NOW)
    assert use_code(code=code, at=NOW + 13 * DAY).child == seat
    seat.refresh_from_db()
    assert (guardian.is_by_class, guardian.email, seat.pause_reason) == (True, "", "")
    event = AuditEvent.objects.get(action="guardian.invite")
    assert (event.actor_key, event.person_key) == ("lehrkraft", seat.key)


def test_only_seats_are_invited_for():
    with pytest.raises(ConflictError):
        invite_guardian_of_seat(seat=child(), actor_key="x", at=NOW)
    assert not Guardian.objects.filter(is_by_class=True).exists()


def test_ended_access_forgets_the_address_and_stops_who_has_nobody_else():
    user = learning_child()
    guardian = user.guardians.get()
    code = code_for(guardian)
    end_guardian(guardian=guardian, actor_key=guardian.key, at=NOW)
    guardian.refresh_from_db()
    user.refresh_from_db()
    assert (guardian.email, guardian.ended_at) == ("", NOW)
    assert user.pause_reason == PauseReason.CONSENT_MISSING
    with pytest.raises(CodeError):
        use_code(code=code, at=NOW)


def test_ended_access_of_one_of_two_stops_nobody():
    user = learning_child(AgeBand.FROM_14, (ANNE, BEN))
    end_guardian(guardian=user.guardians.first(), actor_key="", at=NOW)
    user.refresh_from_db()
    assert user.pause_reason == ""


def test_an_unknown_mailbox_is_not_flooded_either():
    for _ in range(MOST_MAILS + 3):
        send_new_links(email=BEN, at=NOW)
    assert len(mails_to(BEN)) == MOST_MAILS


def test_asked_again_for_an_account_that_was_used_the_mail_says_that_it_is_paused():
    user = learning_child()
    decide(user, "withdrawn", guardian=user.guardians.get(), at=NOW + DAY)
    ask_guardian(guardian=user.guardians.get(), at=NOW)
    assert [m.kind for m in mails_to(ANNE)] == ["guardian_asked", "guardian_paused"]


def test_another_code_for_a_guardian_of_a_seat_ends_the_one_before():
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    guardian, old = invite_guardian_of_seat(seat=seat, actor_key="lehrkraft", at=NOW)
    new = renew_code_of_seat(guardian=guardian, actor_key="lehrkraft", at=NOW)
    with pytest.raises(CodeError):
        use_code(code=old, at=NOW)
    assert use_code(code=new, at=NOW) == guardian
    assert AuditEvent.objects.filter(action="guardian.invite", person_key=seat.key).count() == 2


def test_a_seat_has_no_more_than_four_guardians():
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    rows = [invite_guardian_of_seat(seat=seat, actor_key="x", at=NOW)[0] for _ in range(4)]
    with pytest.raises(ConflictError):
        invite_guardian_of_seat(seat=seat, actor_key="x", at=NOW)
    end_guardian(guardian=rows[0], actor_key="x", at=NOW)
    assert invite_guardian_of_seat(seat=seat, actor_key="x", at=NOW)[0].child == seat
