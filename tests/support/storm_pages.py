"""The same people at their browsers: everything they do is a request."""

from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus

from django.test import Client
from django.urls import reverse

from courses.models import SeatRequest
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from tests.support.storm import Storm

TRIED = ("", "ask", "wait")


class ServerError(Exception):
    """What nobody should ever see."""


@dataclass
class PageStorm(Storm):
    """``statuses`` counts how often each answer came."""

    statuses: Counter = field(default_factory=Counter)

    def __post_init__(self):
        super().__post_init__()
        text = self.course.texts.get()
        self.enrol_page = reverse("courses:enrol", args=[self.course.key, text.slug])
        self.clients = {}

    def sign_in(self):
        """Everybody has signed in before it begins."""
        for user in User.objects.filter(kind=AccountKind.PERSONAL):
            self.clients[user.pk] = Client(raise_request_exception=False)
            self.clients[user.pk].force_login(user)

    def _post(self, user, address, **form):
        answer = self.clients[user.pk].post(address, form)
        self.statuses[answer.status_code] += 1
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ServerError(address)
        return answer.status_code == HTTPStatus.SEE_OTHER

    def _seats(self, name, *more):
        return reverse(f"courses:{name}", args=[self.run.key, *more])

    def come(self, user, code, at):
        form = {"termin": self.run.key, "name": "Ada", "code": code}
        for act in TRIED:
            if self._post(user, self.enrol_page, act=act, **form):
                if act == "ask":
                    rows = SeatRequest.objects.filter(user=user)
                    self.asked.update(rows.values_list("key", flat=True))
                return

    def book(self, school_class, at):
        address = reverse("courses:class-tasks", args=[school_class.key])
        self._post(self.teacher, address, kurs=self.course.key, run=self.run.key)

    def bring(self, user, at):
        self._post(self.lead, self._seats("run-guests"), people=f"Person {user.pk}")

    def approve(self, row, at):
        self._post(self.lead, self._seats("run-request-decide", row.key), act="approve")

    def refuse(self, row, at):
        address = self._seats("run-request-decide", row.key)
        self._post(self.lead, address, act="refuse", reason="other_run")

    def move(self, row, at):
        form = {"act": "move", "enrolment": row.key, "to": self.run.key}
        lead = self.other.team.get().user
        self._post(lead, reverse("courses:run-person", args=[self.other.key]), **form)

    def go(self, row, at):
        self._post(row.user, reverse("courses:leave", args=[row.key]))

    def resize(self, seats, at):
        self._post(self.lead, self._seats("run-capacity"), capacity=seats)

    def accept(self, row, code, at):
        self._post(
            row.user, reverse("courses:seat-request", args=[row.key]), act="accept", code=code
        )

    def decline(self, row, at):
        self._post(row.user, reverse("courses:seat-request", args=[row.key]), act="withdraw")
