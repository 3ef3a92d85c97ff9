"""Certificates whose basis changed afterwards: they hold until a person decides."""

from datetime import datetime

from django.db import transaction

from courses.models import Certificate, CertificateReview, QuizAttempt
from courses.queries.certificate_review import open_reviews, unfounded_certificates
from lms.accounts.models import User
from lms.records.actions import record_event


def ask_review(*, attempt: QuizAttempt, at: datetime) -> None:
    """Have a person look at the certificate that rests on an attempt no longer passed.

    Nothing happens where another try passed or nothing was certified; safe to repeat.
    """
    for certificate in unfounded_certificates([attempt]):
        CertificateReview.objects.get_or_create(
            certificate=certificate, decided_at=None, defaults={"asked_at": at}
        )


@transaction.atomic
def keep_certificate(*, certificate: Certificate, actor: User, at: datetime) -> bool:
    """Let a certificate hold in spite of what changed; the caller has checked the right to.

    Returns:
        Whether there was something to decide.
    """
    decided = open_reviews(Certificate.objects.filter(pk=certificate.pk)).update(decided_at=at)
    if decided:
        record_event(
            action="certificate.keep",
            object_type="certificate",
            object_key=certificate.code,
            actor_key=actor.key,
            at=at,
        )
    return bool(decided)
