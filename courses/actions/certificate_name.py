"""The name on a certificate: kept of adults who confirmed it, of nobody else; changed by a new one.

Of minors and guests the register keeps a keyed hash of the first name that was typed to fetch the
file. Another name makes another certificate, so that one code never stands for two people.
"""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.certificate import (
    end_certificate,
    mail_key,
    record_certificate,
    write_certificate,
)
from courses.actions.certificate_pdf import file_path
from courses.actions.signing import SigningError, keyed_name
from courses.actions.verification import count_guess, refuse_guessing
from courses.enums import CertificateState
from courses.models import Certificate, Enrolment
from courses.queries.wording import own_wording
from lms.accounts.actions.profile import confirm_certificate_name, printable_name
from lms.accounts.models import User
from lms.common.errors import ConflictError, ThrottledError
from lms.common.keys import new_salt
from lms.common.throttle import count_try
from lms.records.actions import withdraw_mail

logger = logging.getLogger("courses")

MOST_REPLACED, DAY = 5, 86_400  # certificates of one enrolment in so many seconds
PRINTING = "print"  # where names are typed to be printed
_FORGOTTEN = (
    "holder_name",
    "facts",
    "name_hash",
    "salt",
    "credential",
    "reason",
    "pdf_name",
    "pdf_sha256",
    "rendered_at",
)


class NotValidError(ConflictError):
    """The certificate does not hold any more."""


class OtherNameError(ConflictError):
    """The file was fetched with another name before; a new certificate has to be wanted."""


@transaction.atomic
def change_name(*, certificate: Certificate, name: str, at: datetime) -> Certificate:
    """Issue a certificate anew to another name of its holder, who asks for it.

    The one before is shown as replaced, and the register forgets its name. Nothing happens where
    the name is the same, sign by sign.

    Args:
        certificate: With ``enrolment__user``.
        name: As it was typed.
        at: When.

    Raises:
        DomainError: The name cannot be printed, or may not be stored.
        NotValidError: It does not hold any more.
        ThrottledError: Too many were replaced today.
    """
    user = _enrolment(certificate).user
    confirm_certificate_name(user=user, name=name, at=at)
    holder = user.certificate_name
    if holder == certificate.holder_name and certificate.state == CertificateState.VALID:
        return certificate
    _limit(certificate)
    facts = _facts_anew(certificate, holder, at)
    return replace_certificate(certificate=certificate, facts=facts, actor=user, at=at)


@transaction.atomic
def claim_name(
    *, certificate: Certificate, name: str, replaces: bool, actor: User | None, at: datetime
) -> tuple[Certificate, str]:
    """Bind a certificate without a name to the name that is printed now.

    Args:
        certificate: One whose name is not kept, with ``enrolment__user``.
        name: As it was typed.
        replaces: Whether another name than before is to make a new certificate.
        actor: Who fetches it; None for a guardian.
        at: When.

    Returns:
        The certificate that states this name, and the name to print.

    Raises:
        CertificateNameError: The name cannot be printed.
        OtherNameError: It was fetched with another name, and none is to be replaced.
        NotValidError: It does not hold any more.
        ThrottledError: Too many other names were tried, or too many certificates replaced.
        SigningError: The key of names is gone.
    """
    name = printable_name(name, _enrolment(certificate).user)
    current = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if current.state != CertificateState.VALID:
        raise NotValidError(_("Dieses Zertifikat gilt nicht mehr."))
    hashed = keyed_name(name, current.salt)
    if current.name_hash:
        refuse_guessing(current.code, door=PRINTING)
    if not current.name_hash:
        Certificate.objects.filter(pk=current.pk).update(name_hash=hashed)
    elif current.name_hash != hashed and not replaces:
        count_guess(current.code, door=PRINTING)
        raise OtherNameError(
            _(
                "Dieses Zertifikat trägt einen anderen Namen. Stimmt der neue, wird ein neues "
                "ausgestellt, und das bisherige gilt als ersetzt."
            )
        )
    elif current.name_hash != hashed:
        _limit(certificate)
        facts = _facts_anew(certificate, "", at)
        current = replace_certificate(certificate=certificate, facts=facts, actor=actor, at=at)
        hashed = keyed_name(name, current.salt)
        Certificate.objects.filter(pk=current.pk).update(name_hash=hashed)
    return _complete(current), name


def _limit(certificate: Certificate) -> None:
    """Each takes a place in the register and its lists for ever."""
    name = f"replace-certificate:{certificate.enrolment_key}"
    if count_try(name, seconds=DAY) > MOST_REPLACED:
        raise ThrottledError(
            _("Dieses Zertifikat wurde heute schon oft neu ausgestellt. Bitte morgen wieder.")
        )


def _enrolment(certificate: Certificate) -> Enrolment:
    if certificate.enrolment is None:
        raise NotValidError(_("Zu diesem Zertifikat gehört kein Konto mehr."))
    return certificate.enrolment


def _complete(certificate: Certificate) -> Certificate:
    """The row with all that signing and printing it reads."""
    rows = Certificate.objects.select_related("enrolment__user", "achievement", "status_list")
    return rows.get(pk=certificate.pk)


@transaction.atomic
def replace_certificate(
    *,
    certificate: Certificate,
    facts: dict[str, Any],
    actor: User | None,
    at: datetime,
    in_batch: bool = False,
) -> Certificate:
    """Let a certificate of other facts hold instead; the register forgets the name on the first.

    Args:
        certificate: With ``enrolment__course__partner``.
        facts: Everything the new one states; of the same kind.
        actor: Who does it; None for the rule.
        at: When.
        in_batch: Whether it is one of many.

    Raises:
        NotValidError: It does not hold any more, or belongs to no account.
    """
    enrolment = _enrolment(certificate)
    if not end_certificate(certificate, CertificateState.REPLACED, at):
        raise NotValidError(_("Dieses Zertifikat gilt nicht mehr."))
    new = write_certificate(enrolment=enrolment, facts=facts, actor=actor, in_batch=in_batch, at=at)
    certificate.refresh_from_db()
    certificate.replaced_by = new
    forget_name(certificate, also=("replaced_by",))
    certificate.reviews.filter(decided_at=None).update(certificate=new)
    record_certificate("certificate.replace", certificate, actor=actor, at=at, by=new.code)
    return new


def _facts_anew(certificate: Certificate, holder: str, at: datetime) -> dict[str, Any]:
    """What was certified stays; the day and the words of the house are those of now."""
    facts = {name: value for name, value in certificate.facts.items() if name != "wording"}
    facts |= {"holder": holder, "issued_on": timezone.localtime(at).date().isoformat()}
    return facts | own_wording(_enrolment(certificate).course.partner, facts)


def forget_name(
    certificate: Certificate, *, keeps_hash: bool = False, also: tuple[str, ...] = ()
) -> None:
    """Take a name out of the register, with all that was made with it; saves the row.

    Files that people have are still told from forgeries, by the signature inside.

    Args:
        certificate: Any.
        keeps_hash: Whether a typed name can still be compared.
        also: Other fields to save; what somebody else does to the row meanwhile stays.
    """
    forget_file(certificate)
    withdraw_mail(mail_key(certificate))
    if keeps_hash and certificate.holder_name:
        certificate.name_hash = keyed_name(certificate.holder_name, certificate.salt)
    elif not keeps_hash:
        certificate.name_hash = certificate.reason = ""
        certificate.salt = new_salt()  # hashes of the name in files do not lead here any more
    certificate.facts = {**certificate.facts, "holder": ""}
    certificate.holder_name = certificate.credential = ""
    certificate.save(update_fields=[*_FORGOTTEN, *also])


def forget_file(certificate: Certificate) -> None:
    """Delete a certificate's file once the transaction holds; does not save the row.

    Also one of which no row tells, because who made it was killed.
    """
    delete: Any = storages["private"].delete
    for path in {certificate.pdf_name, file_path(certificate.code)} - {""}:
        transaction.on_commit(partial(delete, path), robust=True)
    certificate.pdf_name = certificate.pdf_sha256 = ""
    certificate.rendered_at = None


def forget_names_of(user: User) -> None:
    """Somebody turned out to be a minor: of them no name is kept.

    Where the key of names is gone they cannot be compared any more, which is the lesser harm.
    """
    for certificate in Certificate.objects.filter(enrolment__user=user).exclude(holder_name=""):
        try:
            forget_name(certificate, keeps_hash=True)
        except SigningError:
            logger.exception("name not hashed", extra={"object_key": certificate.code})
            forget_name(certificate)
