"""Learners tell the authors of a lesson what they miss."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.actions.signal import send_signal
from courses.views.access import learning_in, learning_or_404, lesson_or_404, see
from lms.common.errors import DomainError


@learning_in
@require_POST
def signal(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Keep what somebody misses, and back to the lesson."""
    row = learning_or_404(request, enrolment)
    current = lesson_or_404(row, lesson)
    kind = request.POST.get("kind", "")
    try:
        send_signal(enrolment=row, lesson=current, kind=kind, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        thanks = _("Danke. Die Autorinnen und Autoren sehen, was mehreren fehlt, nicht wer es war.")
        messages.success(request, thanks)
    return see(reverse("courses:lesson", args=[row.key, current.slug]))
