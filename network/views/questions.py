"""Short questions about own listings: on a page, or by a link from a mail without log-in."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import ConflictError
from network.actions.clarification import answer_by_link, answer_questions
from network.enums import Answer
from network.models import Listing
from network.queries.clarifications import link_of, open_questions, questions_of_houses
from network.queries.viewer import Viewer
from network.views.doors import keeper, see


@keeper
@require_safe
def questions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All open questions about the listings of one's own houses."""
    context = {"viewer": viewer, "asked": questions_of_houses(viewer.edits), "answers": Answer}
    return render(request, "network/questions.html", context)


@keeper
@require_POST
def answer(request: HttpRequest, viewer: Viewer, listing: str) -> HttpResponse:
    """Store the answers about one own listing."""
    rows = Listing.objects.all()
    own = rows if viewer.is_staff else rows.filter(partner__in=viewer.edits)
    number = answer_questions(
        listing=get_object_or_404(own, key=listing),
        answers=_answers(request),
        actor=viewer.user,
        at=timezone.now(),
    )
    if number:
        messages.success(request, _("Danke, Ihre Antworten sind gespeichert."))
    else:
        messages.info(request, _("Es war nichts angekreuzt."))
    return see(reverse("network:questions"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions a link leads to; only sending the form stores answers."""
    link = link_of(token, timezone.now())
    if link is None:
        return render(
            request, "network/question-link.html", {"asked": []}, status=HTTPStatus.NOT_FOUND
        )
    answers = _answers(request)
    if request.method != "POST" or not answers:
        context = {"asked": open_questions([link.listing]), "answers": Answer, "link": link}
        return render(request, "network/question-link.html", context)
    try:
        answer_by_link(link=link, answers=answers, at=timezone.now())
    except ConflictError:
        raise Http404 from None
    return render(request, "network/question-link.html", {"is_done": True, "link": link})


def _answers(request: HttpRequest) -> dict[str, Answer]:
    """What was ticked, by question key."""
    return {
        name.removeprefix("frage-"): Answer(value)
        for name, value in request.POST.items()
        if name.startswith("frage-") and value in Answer.values
    }
