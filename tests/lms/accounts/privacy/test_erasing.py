"""The order and the single rules; the whole is in ``actions/test_erasure.py``."""

import pytest

from lms.accounts.models import User
from lms.accounts.privacy.erasing import erase_rows, in_order
from lms.records.actions import Mail, queue_mail
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_rows_that_hold_others_back_go_first():
    labels = [entry.label for entry in in_order()]
    assert labels.index("wagtailcore.CommentReply") < labels.index("wagtailcore.Comment")
    assert "courses.Enrolment" in labels
    assert "accounts.User" not in labels


def test_an_account_goes_though_enrolments_protect_it():
    enrolment = EnrolmentFactory()
    erase_rows(enrolment.user)
    assert not User.objects.filter(pk=enrolment.user_id).exists()


def test_subjects_of_mails_to_others_name_nobody():
    user = UserFactory(display_name="Nadja Nowak")
    for number, subject in enumerate(["Nadja Nowak fragt", "Ihr Kurs"]):
        mail = Mail(f"k{number}", "x", "stadt@example.org", subject=subject, text="t")
        queue_mail(mail, at=NOW)
    erase_rows(user)
    subjects = OutboxMessage.objects.order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["", "Ihr Kurs"]
