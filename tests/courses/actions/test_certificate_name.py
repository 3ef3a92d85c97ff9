"""Names on certificates: changed by a new certificate, bound by a hash, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from courses.actions.certificate import issue_certificates, revoke_certificate
from courses.actions.certificate_name import (
    MOST_REPLACED,
    NotValidError,
    OtherNameError,
    change_name,
    claim_name,
    forget_name,
    forget_names_of,
)
from courses.actions.certificate_pdf import file_path, render_certificate
from courses.actions.verification import COMPARISONS, compare_name
from courses.enums import CertificateState
from courses.models import Certificate, CertificateReview
from courses.queries.signing import revoked_places
from courses.queries.verification import verification
from lms.accounts.actions import state_band
from lms.accounts.actions.profile import CertificateNameError
from lms.accounts.enums import AgeBand
from lms.common.errors import ThrottledError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import EnrolmentFactory
from tests.factories.wording import CertificateTemplateFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def nameless(**user):
    """A certificate of a minor, as it is issued."""
    holder = UserFactory(**{"age_band": "14_15", **user})
    return CertificateFactory(enrolment__user=holder, facts=facts(holder=""))


def claim(certificate, name, **values):
    options = {"replaces": False, "actor": None, "at": LATER, **values}
    return claim_name(certificate=certificate, name=name, **options)


@pytest.mark.parametrize(
    "user", [{"age_band": "under_14"}, {"age_band": "16_17"}, {"kind": "guest", "email": ""}]
)
def test_minors_and_guests_get_one_without_a_name_and_without_a_mail(
    user, django_capture_on_commit_callbacks
):
    done = EnrolmentFactory(user=UserFactory(**user), state="completed", completed_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        certificate = issue_certificates(enrolment=done, at=NOW)
    certificate.refresh_from_db()
    assert (certificate.holder_name, certificate.facts["holder"], certificate.name_hash) == (
        "",
        "",
        "",
    )
    assert (certificate.pdf_name, certificate.credential) == ("", "")
    assert not OutboxMessage.objects.exists()


def test_a_name_once_stored_is_not_used_for_a_minor():
    user = UserFactory(age_band="16_17", certificate_name="Mia", certificate_name_confirmed_at=NOW)
    done = EnrolmentFactory(user=user, state="completed", completed_at=NOW)
    assert issue_certificates(enrolment=done, at=NOW).holder_name == ""


def test_another_name_makes_another_certificate_and_the_register_forgets_the_first():
    name = storages["private"].save("certificates/x.pdf", ContentFile(b"%PDF"))
    old = CertificateFactory(pdf_name=name, pdf_sha256="a" * 64, credential="{}", rendered_at=NOW)
    review = CertificateReview.objects.create(certificate=old, asked_at=NOW)
    new = change_name(certificate=old, name=" Mila  Müller ", at=LATER)
    old.refresh_from_db()
    assert (old.state, old.ended_at, old.replaced_by) == (CertificateState.REPLACED, LATER, new)
    assert (old.holder_name, old.facts["holder"], old.credential, old.pdf_sha256) == ("",) * 4
    assert (new.holder_name, new.facts["holder"]) == ("Mila Müller", "Mila Müller")
    assert (new.facts["issued_on"], new.facts["completed_on"]) == ("2026-11-25", "2026-11-20")
    assert new.enrolment.user.certificate_name == "Mila Müller"
    assert revoked_places(old.status_list) == [old.status_index]
    review.refresh_from_db()
    assert review.certificate == new
    event = AuditEvent.objects.get(action="certificate.replace")
    assert (event.object_key, event.data["by"]) == (old.code, new.code)
    assert (verification(old.code).state, verification(new.code).state) == ("replaced", "valid")


def test_the_words_of_the_house_are_those_of_the_new_day():
    old = CertificateFactory(facts=facts(wording={"closing": "Cottbus, 24. November 2026"}))
    house = old.enrolment.course.partner
    CertificateTemplateFactory(partner=house, closing="Cottbus/Chóśebuz, {datum}")
    new = change_name(certificate=old, name="Mila Müller", at=LATER)
    assert new.facts["wording"]["closing"] == "Cottbus/Chóśebuz, 25. November 2026"


def test_the_file_with_the_first_name_is_deleted(django_capture_on_commit_callbacks):
    name = storages["private"].save("certificates/x.pdf", ContentFile(b"%PDF"))
    old = CertificateFactory(pdf_name=name)
    with django_capture_on_commit_callbacks(execute=True):
        change_name(certificate=old, name="Mila Müller", at=LATER)
    assert not storages["private"].exists(name)


def test_the_same_name_changes_nothing():
    certificate = CertificateFactory()
    again = change_name(certificate=certificate, name=certificate.holder_name, at=LATER)
    assert again == certificate
    assert Certificate.objects.count() == 1


def test_what_was_taken_back_gets_no_new_name():
    certificate = CertificateFactory()
    revoke_certificate(code=certificate.code, reason="deceit", actor=None, at=NOW)
    certificate.refresh_from_db()
    with pytest.raises(NotValidError), transaction.atomic():
        change_name(certificate=certificate, name="Mila Müller", at=LATER)
    with pytest.raises(NotValidError), transaction.atomic():
        claim(nameless_revoked(), "Mila")


def _change(certificate, name):
    return change_name(certificate=certificate, name=name, at=LATER)


def nameless_revoked():
    certificate = nameless()
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=NOW)
    return certificate


def test_an_unusable_name_changes_nothing():
    certificate, bare = CertificateFactory(), nameless()
    for row, act in ((certificate, _change), (bare, claim)):
        user_name = row.enrolment.user.username
        for name in ("", user_name, "mia@example.org", "Mi\u202ea"):
            with pytest.raises(CertificateNameError), transaction.atomic():
                act(row, name)
        row.refresh_from_db()
        assert (row.state, row.name_hash) == (CertificateState.VALID, "")


def test_the_first_typed_name_binds_and_only_its_hash_is_kept():
    certificate = nameless()
    current, printed = claim(certificate, " Mia  Łužyca-Müller ")
    assert (current, printed) == (certificate, "Mia Łužyca-Müller")
    row = Certificate.objects.filter(pk=certificate.pk).values().get()
    assert len(row["name_hash"]) == 64
    assert "Mia" not in str(row)
    again, printed = claim(certificate, "mia mueller luzyca")
    assert (again, printed) == (certificate, "mia mueller luzyca")
    assert compare_name(code=certificate.code, name="Łužyca, Mia Müller") is True
    assert compare_name(code=certificate.code, name="Mia Meier") is False
    assert "Mia" not in str(list(AuditEvent.objects.values()))


def test_before_any_name_was_typed_none_can_be_compared():
    assert compare_name(code=nameless().code, name="Mia") is None


def test_another_typed_name_is_a_new_certificate_if_it_is_wanted():
    certificate = nameless()
    claim(certificate, "Mia Meier")
    with pytest.raises(OtherNameError), transaction.atomic():
        claim(certificate, "Mila Meier")
    assert compare_name(code=certificate.code, name="Mia Meier") is True
    new, printed = claim(certificate, "Mila Meier", replaces=True)
    assert (new.code != certificate.code, printed) == (True, "Mila Meier")
    assert compare_name(code=new.code, name="Mila Meier") is True
    assert compare_name(code=certificate.code, name="Mia Meier") is None
    assert verification(certificate.code).state == "replaced"
    assert Certificate.objects.filter(holder_name="").count() == 2
    with pytest.raises(NotValidError), transaction.atomic():
        claim(certificate, "Mia Meier")


def test_the_database_keeps_no_hash_beside_a_name():
    certificate = CertificateFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(name_hash="a" * 64)


def test_who_turns_out_to_be_a_minor_is_named_no_more():
    user = UserFactory(
        age_band="adult",
        age_band_asked_at=NOW,
        certificate_name="Mia Meier",
        certificate_name_confirmed_at=NOW,
    )
    certificate = CertificateFactory(
        enrolment__user=user, facts=facts(holder="Mia Meier"), pdf_name="x.pdf", credential="{}"
    )
    state_band(user=user, band=AgeBand.FROM_16, confirms_lower=True, actor_key=user.key, at=LATER)
    certificate.refresh_from_db()
    user.refresh_from_db()
    assert (user.certificate_name, user.certificate_name_confirmed_at) == ("", None)
    assert (certificate.holder_name, certificate.facts["holder"]) == ("", "")
    assert (certificate.pdf_name, certificate.credential) == ("", "")
    assert compare_name(code=certificate.code, name="Mia Meier") is True
    assert claim(certificate, "Mia Meier")[0] == certificate


def test_forgetting_deletes_what_a_killed_renderer_left(django_capture_on_commit_callbacks):
    certificate, private = CertificateFactory(), storages["private"]
    left = private.save(file_path(certificate.code), ContentFile(b"Mia Meier"))
    with django_capture_on_commit_callbacks(execute=True):
        forget_name(certificate)
    assert not private.exists(left)


def test_forgetting_of_one_leaves_others_alone():
    other = CertificateFactory()
    forget_names_of(UserFactory())
    forget_name(CertificateFactory())
    other.refresh_from_db()
    assert other.holder_name == "Měrćin Müller-Łužyca"


def test_a_mail_with_the_forgotten_name_does_not_leave():
    certificate = render_certificate(code=CertificateFactory().code, at=NOW)
    assert OutboxMessage.objects.get().attachment
    change_name(certificate=certificate, name="Mila Müller", at=LATER)
    assert not OutboxMessage.objects.exists()


def test_without_the_key_of_names_a_minor_is_still_named_no_more(settings, tmp_path, caplog):
    certificate = CertificateFactory(enrolment__user__age_band="16_17")
    settings.SIGNING_KEY_DIR = tmp_path
    forget_names_of(certificate.enrolment.user)
    certificate.refresh_from_db()
    assert (certificate.holder_name, certificate.name_hash) == ("", "")
    assert "name not hashed" in caplog.text


def test_forgetting_leaves_what_somebody_else_decided_meanwhile():
    stale = CertificateFactory(reason="war da")
    revoke_certificate(code=stale.code, reason="deceit", actor=None, at=NOW)
    forget_name(stale)
    stale.refresh_from_db()
    assert (stale.state, stale.ended_at, stale.reason) == (CertificateState.REVOKED, NOW, "")


def test_names_are_not_guessed_by_fetching_either():
    certificate = nameless()
    claim(certificate, "Mia Meier")
    for number in range(COMPARISONS):
        with pytest.raises(OtherNameError), transaction.atomic():
            claim(certificate, f"Mia {number} Falsch")
    for name in ("Mia Falsch", "Mia Meier"):
        with pytest.raises(ThrottledError), transaction.atomic():
            claim(certificate, name)
    assert compare_name(code=certificate.code, name="Mia Meier") is True  # another door


def test_strangers_do_not_lock_out_who_prints():
    certificate = nameless()
    claim(certificate, "Mia Meier")
    for number in range(COMPARISONS):
        compare_name(code=certificate.code, name=f"Mia {number}")
    with pytest.raises(ThrottledError):
        compare_name(code=certificate.code, name="Mia Meier")
    assert claim(certificate, "Mia Meier")[0] == certificate


def test_a_certificate_is_not_replaced_without_end():
    certificate = nameless()
    claim(certificate, "Mia Null")
    for number in range(MOST_REPLACED):
        certificate, _name = claim(certificate, f"Mia {number} Neu", replaces=True)
    with pytest.raises(ThrottledError), transaction.atomic():
        claim(certificate, "Mia Genug", replaces=True)
    named = CertificateFactory()
    for number in range(MOST_REPLACED):
        named = _change(named, f"Klara {number} Klug")
    with pytest.raises(ThrottledError), transaction.atomic():
        _change(named, "Klara Genug")


def test_a_name_needs_a_letter():
    for name in ("–", "?!", "  "):
        with pytest.raises(CertificateNameError), transaction.atomic():
            claim(nameless(username=f"x{ord(name[0])}"), name)
    certificate = nameless()
    claim(certificate, "Mia")
    assert compare_name(code=certificate.code, name="?") is False
