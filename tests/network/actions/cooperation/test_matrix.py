"""Every action in every state: what the table allows happens, everything else is 409 and nothing."""

from datetime import date

import pytest
from django.apps import apps

from lms.common.errors import ConflictError
from network.actions.cooperation import course, outcome, remarks, reminders, request, terms
from network.actions.cooperation.change import WrongStateError
from network.enums import CooperationState as S
from network.models import CooperationEvent
from network.rules.cooperation import NEXT_STATES, CaseAction as A
from tests.support.cases import NOW, cast, terms as full

pytestmark = pytest.mark.django_db

RESULT = outcome.Outcome(reached_people=20, events_held=2, hours=4, continues=True)
DO = {
    A.REQUEST: lambda c: request.request_cooperation(
        cooperation=c.case, message="", by=c.by(), at=NOW),
    A.CONSENT: lambda c: request.consent(cooperation=c.case, partner=c.a, by=c.by(c.ann), at=NOW),
    A.REFUSE: lambda c: request.refuse(
        cooperation=c.case, partner=c.a, reason="time", by=c.by(c.ann), at=NOW),
    A.LAPSE: lambda c: reminders.lapse(cooperation=c.case, at=NOW),
    A.AGREE: lambda c: course.agree(cooperation=c.case, by=c.by(), at=NOW),
    A.START: lambda c: course.start(
        cooperation=c.case, signed_on=date(2026, 11, 20), by=c.by(), at=NOW),
    A.PAUSE: lambda c: course.pause(cooperation=c.case, by=c.by(), at=NOW),
    A.RESUME: lambda c: course.resume(cooperation=c.case, by=c.by(), at=NOW),
    A.COMPLETE: lambda c: outcome.complete(
        cooperation=c.case, outcome=RESULT, by=c.by(c.ann), at=NOW),
    A.CANCEL: lambda c: course.cancel(cooperation=c.case, by=c.by(note="weil"), at=NOW),
    A.DISCARD: lambda c: course.discard(cooperation=c.case, by=c.by(note="weil"), at=NOW),
    A.REOPEN: lambda c: course.reopen(cooperation=c.case, by=c.by(note="weil"), at=NOW),
    A.EDIT: lambda c: terms.edit_case(
        cooperation=c.case, terms=full(c.a, c.b, title="Neu"), by=c.by(), at=NOW),
    A.STEP: lambda c: remarks.set_next_step(
        cooperation=c.case, step="Anrufen", due=date(2026, 12, 1), whose=c.a, by=c.by(), at=NOW),
    A.NOTE: lambda c: remarks.add_note(cooperation=c.case, by=c.by(note="Notiz"), at=NOW),
    A.SHOW: lambda c: remarks.show_publicly(
        cooperation=c.case, partner=c.a, is_allowed=True, by=c.by(c.ann), at=NOW),
    A.RATE: lambda c: outcome.rate(
        cooperation=c.case, partner=c.a, quality=4, by=c.by(c.ann), at=NOW),
}  # fmt: skip
# The table of the specification, written down once more: what is not here is forbidden.
ALLOWED = {
    S.PROPOSED: {A.REQUEST: S.REQUESTED, A.DISCARD: S.DISCARDED, A.EDIT: None, A.STEP: None},
    S.REQUESTED: {
        A.CONSENT: None, A.REFUSE: S.DECLINED, A.LAPSE: S.NO_ANSWER, A.CANCEL: S.CANCELLED,
        A.STEP: None, A.SHOW: None,
    },
    S.IN_TALKS: {
        A.AGREE: S.AGREED, A.CANCEL: S.CANCELLED, A.EDIT: None, A.STEP: None, A.SHOW: None,
    },
    S.AGREED: {
        A.START: S.RUNNING, A.CANCEL: S.CANCELLED, A.EDIT: None, A.STEP: None, A.SHOW: None,
    },
    S.RUNNING: {
        A.PAUSE: S.PAUSED, A.COMPLETE: S.COMPLETED, A.CANCEL: S.CANCELLED, A.EDIT: None,
        A.STEP: None, A.SHOW: None,
    },
    S.PAUSED: {
        A.RESUME: S.RUNNING, A.CANCEL: S.CANCELLED, A.EDIT: None, A.STEP: None, A.SHOW: None,
    },
    S.COMPLETED: {A.REOPEN: S.RUNNING, A.SHOW: None, A.RATE: None},
    S.DECLINED: {A.REOPEN: S.PROPOSED, A.SHOW: None},
    S.NO_ANSWER: {A.REOPEN: S.PROPOSED, A.SHOW: None},
    S.DISCARDED: {A.REOPEN: S.PROPOSED},
    S.CANCELLED: {A.REOPEN: S.PROPOSED, A.SHOW: None},
}  # fmt: skip


def everything():
    wanted = ("network", "records")
    models = [m for m in apps.get_models() if m._meta.app_label in wanted]
    return {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in models}


def test_the_matrix_knows_every_state_and_action():
    assert set(ALLOWED) == set(S)
    assert set(DO) == set(A) == set(NEXT_STATES)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", A)
def test_an_action_in_a_state(state, action):
    scene = cast(state)
    before, version = everything(), scene.case.version
    events = CooperationEvent.objects.count()
    allowed = ALLOWED[state] | {A.NOTE: None}
    if action not in allowed:
        # Rights come first: what only the sender's side sees is no conflict to others.
        if state in {S.PROPOSED, S.DISCARDED} and action in {A.CONSENT, A.REFUSE, A.SHOW, A.RATE,
                                                            A.COMPLETE}:  # fmt: skip
            with pytest.raises(Exception, match=r"dürfen"):
                DO[action](scene)
        else:
            with pytest.raises(ConflictError) as refusal:
                DO[action](scene)
            assert isinstance(refusal.value, WrongStateError)
            assert refusal.value.status == 409
        assert everything() == before
        return
    DO[action](scene)
    assert scene.fresh().state == (allowed[action] or state)
    assert scene.case.version == version + 1
    assert CooperationEvent.objects.count() > events


def test_the_system_is_refused_in_a_wrong_state_too():
    """Without a person no right stands before the state: the table alone refuses."""
    scene = cast(S.PROPOSED)
    with pytest.raises(WrongStateError):
        request.consent(cooperation=scene.case, partner=scene.a, by=scene.by_system, at=NOW)
