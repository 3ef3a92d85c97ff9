"""P8: what one certificate costs to render, and whether memory stays flat."""

import resource
import time
from datetime import datetime

from cms.management.benchmark.workloads import Measurement
from courses.actions.certificate_pdf import unsigned_pdf
from courses.actions.credential import signed_credential
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.models import Certificate, Course
from lms.accounts.models import User
from lms.common.pdf import pdf_available

ROUNDS = 40


def earned_certificate(at: datetime) -> Certificate:
    """Let somebody finish a course; the register row follows by itself."""
    user = User.objects.create_user(
        username="finisher",
        certificate_name="Božena Müller-Chóśebuz",
        certificate_name_confirmed_at=at,
    )
    course = Course.objects.order_by("-pk")[0]
    enrolment = enrol(user=user, run=course.runs.get(), at=at)
    for lesson in course.lessons.order_by("position"):
        record_step(enrolment=enrolment, lesson=lesson, position=1000, completed=True, at=at)
    rows = Certificate.objects.select_related("achievement", "status_list")
    return rows.get(enrolment=enrolment)


def file_of(certificate: Certificate) -> bytes:
    """The file as its holder gets it: the credential signed, the page with it inside."""
    holder = certificate.holder_name
    credential = signed_credential(certificate, name=holder)
    return unsigned_pdf(certificate, holder=holder, credential=credential)


def peak_mib() -> float:
    """Peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_certificates(at: datetime) -> list[Measurement]:
    """Render the same certificate many times; the first (import, fonts) is not counted."""
    if not pdf_available():
        return []
    certificate = earned_certificate(at)
    size = len(file_of(certificate))
    before, started, times = peak_mib(), time.process_time(), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        file_of(certificate)
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - started) / ROUNDS * 1000
    times.sort()
    middle, late = times[ROUNDS // 2], times[int(ROUNDS * 0.95)]
    result = Measurement(
        "P8", "certificate, PDF/A-3 with credential", 200, round(used, 2), -1, size,
        round(middle, 2), round(late, 2),
    )  # fmt: skip
    result.notes.append(f"memory grew by {peak_mib() - before:.1f} MiB over {ROUNDS}")
    return [result]
