"""Where the certificates of a run's people stand, for its team."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.enums import CertificateState, RevocationReason
from courses.models import Certificate
from courses.queries.certificate import course_certificates
from courses.queries.team import PSEUDONYMOUS, PersonOfRun
from lms.accounts.consent.rules import MINOR
from lms.accounts.enums import AccountKind
from lms.accounts.models import User


@dataclass(frozen=True)
class Graduate:
    """Somebody in a run, with the newest certificate of this enrolment or None."""

    person: PersonOfRun
    certificate: Certificate | None

    @property
    def is_completed(self) -> bool:
        """Whether the rule is met, or the team has confirmed it."""
        return self.person.enrolment.completed_at is not None

    @property
    def is_valid(self) -> bool:
        """Whether there is a certificate that holds."""
        certificate = self.certificate
        return certificate is not None and certificate.state == CertificateState.VALID

    @property
    def can_be_confirmed(self) -> bool:
        """Nothing was certified yet, or it was taken back without blame."""
        certificate = self.certificate
        return not self.is_completed or (
            certificate is not None and is_taken_back_without_blame(certificate)
        )

    @property
    def can_be_handed_out(self) -> bool:
        """Whom no mail reaches fetches the file at the house; minors have it from their account."""
        user = self.person.enrolment.user
        is_guest = user.kind == AccountKind.GUEST
        return self.is_valid and not user.email and (is_guest or user.age_band not in MINOR)


def is_taken_back_without_blame(certificate: Certificate) -> bool:
    """Revoked by mistake, or because the holder asked for it: a team may issue it again."""
    blameless = {RevocationReason.ERROR, RevocationReason.REQUEST}
    is_revoked = certificate.state == CertificateState.REVOKED
    return is_revoked and certificate.revocation_reason in blameless


def graduates(people: Iterable[PersonOfRun], *, viewer: User) -> list[Graduate]:
    """Everybody of ``people`` whose certificates the team looks after, in their order; one query.

    Seats of classes are their lead's, and nobody looks after the own certificate.
    """
    shown = [one for one in people if _is_looked_after(one.enrolment.user, viewer)]
    keys = [one.enrolment.key for one in shown]
    issued = course_certificates().filter(enrolment_key__in=keys).order_by("issued_at", "pk")
    newest = {row.enrolment_key: row for row in issued}
    return [Graduate(one, newest.get(one.enrolment.key)) for one in shown]


def _is_looked_after(user: User, viewer: User) -> bool:
    return user.kind not in PSEUDONYMOUS and user.pk != viewer.pk
