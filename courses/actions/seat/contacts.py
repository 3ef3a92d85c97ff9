"""What a team knows of somebody who turns out to be younger than was said."""

from django.db import transaction

from courses.models import RunContact, SeatRequest
from courses.queries.conversation import TOO_YOUNG
from courses.rules import is_minor
from lms.accounts.models import User


@transaction.atomic
def forget_of_minor(*, user: User) -> None:
    """Leave a team no more of a person than it would get of them today (P22).

    Below 16 the name typed for the team goes, too, also the one that waits in a request: the team
    reads the name the account goes by.
    """
    contacts = RunContact.objects.filter(enrolment__user=user)
    if user.age_band in TOO_YOUNG:
        contacts.delete()
        SeatRequest.objects.filter(user=user).exclude(team_name="").update(team_name="")
    elif is_minor(user):
        contacts.update(email="", phone="")
