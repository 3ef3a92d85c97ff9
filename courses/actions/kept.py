"""A form sent after the session had ended: it waits through the log-in, nothing typed is lost.

It waits an hour in the session of who sent it and is given to the owner of its enrolment only.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from courses.enums import EnrolmentState
from courses.models import Enrolment
from lms.accounts.models import User

KEY = "kept_form"
SECONDS = 3600  # how long a form waits
MOST_BYTES = 64_000


@dataclass(frozen=True)
class KeptForm:
    """Where a form goes to, and what it holds."""

    route: str
    arguments: dict[str, str]  # "enrolment" is one of them
    fields: list[list[str]]  # pairs of name and value
    at: str  # ISO 8601


def keep_form(
    session: SessionBase,
    *,
    route: str,
    arguments: dict[str, str],
    fields: Iterable[tuple[str, str]],
    at: datetime,
) -> bool:
    """Keep a form in a stranger's session, in place of one that waits there already.

    Returns:
        False when it is too large, or about an enrolment that does not exist.
    """
    form = KeptForm(route, arguments, [[name, value] for name, value in fields], at.isoformat())
    is_known = Enrolment.objects.filter(key=arguments["enrolment"]).exists()
    if not is_known or len(json.dumps(asdict(form))) > MOST_BYTES:
        return False
    session[KEY] = asdict(form)
    session.set_expiry(SECONDS)  # a stranger's session holds nothing else
    return True


def kept_form(session: SessionBase, *, user: User, at: datetime) -> KeptForm | None:
    """The form that waits for this person; one query when there is one, none otherwise."""
    if KEY not in session:
        return None
    form = KeptForm(**session[KEY])
    if at - datetime.fromisoformat(form.at) > timedelta(seconds=SECONDS):
        return None
    own = Enrolment.objects.filter(key=form.arguments["enrolment"], user=user)
    return form if own.exclude(state=EnrolmentState.LEFT).exists() else None


def hand_over(session: SessionBase, *, user: User, at: datetime) -> None:
    """After the log-in: nobody else's form stays in the session, which lasts as usual again."""
    if KEY not in session:
        return
    session.set_expiry(None)
    if kept_form(session, user=user, at=at) is None:
        del session[KEY]


def forget_form(session: SessionBase) -> None:
    """The form was sent again, or is not wanted any more."""
    session.pop(KEY, None)
