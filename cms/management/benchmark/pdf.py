"""P8: what a certificate's file costs, and whether memory stays flat over a thousand of them."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cms.management.benchmark.paper import paper_floor
from cms.management.benchmark.workloads import Measurement
from courses.actions.certificate_pdf import certificate_pdf, unsigned_pdf
from courses.actions.credential import signed_credential
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.models import Certificate, Course
from courses.queries.addresses import short_address
from courses.queries.certificate_differences import page_facts
from lms.accounts.models import User
from lms.common.pdf import pdf_available

ROUNDS = 60
MANY = 1000
BUDGET_BYTES = 25_000  # unsigned
BUDGET_RATIO = 3.0  # to the floor: 30 ms beside its 10


def measure_certificates(
    at: datetime, *, rounds: int = ROUNDS, many: int = MANY
) -> list[Measurement]:
    """Make one certificate's file in each way, and many for as many names.

    The first ones (import, fonts) are not counted.
    """
    if not pdf_available():
        return []
    row = earned_certificate(at)
    name = row.holder_name
    credential = signed_credential(row, name=name)
    ways = [
        ("P8", "certificate, PDF/A-3a, PDF/UA-1",
         lambda: unsigned_pdf(row, holder=name, credential=credential)),
        ("P8c", "the same and its credential signed",
         lambda: unsigned_pdf(row, holder=name, credential=signed_credential(row, name=name))),
    ]  # fmt: skip
    if settings.PDF_SIGNER:
        ways.append(
            ("P8s", "the same and the file (PAdES)",
             lambda: certificate_pdf(
                 row, holder=name, credential=signed_credential(row, name=name), at=at))
        )  # fmt: skip
    results = [_measured(*way, rounds) for way in ways]
    results[0].notes.append(f"budget {BUDGET_BYTES} bytes, {BUDGET_RATIO} × floor")
    lines = [one for words in page_facts(row).values() for one in words]
    draw = paper_floor([name, *lines, name, *lines], short_address(row.code))
    if draw is None:
        results[0].notes.append("floor not measured: reportlab or the site's fonts are missing")
    else:
        floor = _measured("floorp", "the words drawn by reportlab", draw, rounds)
        for result in results:
            result.ratio = round(result.cpu_ms / floor.cpu_ms, 2)
        results.insert(0, floor)
    if not settings.PDF_SIGNER:
        results[-1].notes.append("files are not signed as a whole: no PDF_SIGNER")
    return [*results, _many(row, credential, many)]


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


def held_mib() -> float:
    """Memory this process holds now."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _measured(name: str, title: str, make: Callable[[], bytes], rounds: int) -> Measurement:
    size = max(len(make()) for _ in range(3))
    times, started = [], time.process_time()
    for _ in range(rounds):
        began = time.perf_counter()
        make()
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - started) / rounds * 1000
    times.sort()
    middle, late = times[rounds // 2], times[int(rounds * 0.95)]
    return Measurement(
        name, title, 200, round(used, 2), -1, size, round(middle, 2), round(late, 2)
    )  # fmt: skip


def _many(row: Certificate, credential: str, count: int) -> Measurement:
    """A name of its own each time, so that nothing can be kept from one to the next."""
    for number in range(count // 10):
        unsigned_pdf(row, holder=f"Anna {number}", credential=credential)
    before, began, started = held_mib(), time.perf_counter(), time.process_time()
    size = 0
    for number in range(count):
        size = len(unsigned_pdf(row, holder=f"Jana {number}", credential=credential))
    used, took = time.process_time() - started, time.perf_counter() - began
    each = took / count * 1000
    result = Measurement(
        "P8b", f"{count} of them", 200, round(used / count * 1000, 2), -1, size, round(each, 2),
        round(each, 2),
    )  # fmt: skip
    result.notes.append(f"{took:.0f} s; memory held grew by {held_mib() - before:.1f} MiB")
    return result
