"""Collections of questions, and what became of one question: its versions, where it lies."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.forms.bank import BankNameForm, MoveForm, NewBankForm
from cms.scope import Scope
from cms.viewsets.access import refusal, scoped, sent, show, show_form
from courses.actions.bank import create_bank, move_question, rename_bank
from courses.models import Question, QuestionBank
from courses.queries.question import banks_of, versions_of


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The collections of the person's partners, with the number of questions in each."""
    return show(request, "banks", {"banks": banks_of(scope.partners())})


@scoped
def create(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A further collection."""
    form = NewBankForm(sent(request), partners=scope.partners())
    act = partial(create_bank, actor=scope.user, at=timezone.now())
    words = _("Die Sammlung ist angelegt.")
    return _named(request, form, act, title=_("Neue Sammlung"), submit=_("Anlegen"), done=words)


@scoped
def edit(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Rename a collection."""
    bank = get_object_or_404(_banks(scope), key=key)
    form = BankNameForm(sent(request), initial={"name": bank.name})
    act = partial(rename_bank, bank=bank, actor=scope.user, at=timezone.now())
    title, words = _("Sammlung umbenennen"), _("Der Name ist geändert.")
    return _named(request, form, act, title=title, submit=_("Speichern"), done=words)


def _named(
    request: HttpRequest,
    form: BankNameForm,
    act: Callable[..., object],
    *,
    done: str,
    **words: str,
) -> HttpResponse:
    """Give a collection the name a form asks for, or show the form."""
    status = None
    if form.is_valid():
        status = refusal(form, partial(act, **form.cleaned_data))
        if status is None:
            messages.success(request, done)
            return redirect("cms:bank-list")
    back = reverse("cms:bank-list")
    return show_form(request, form, icon="folder-open-1", back=back, status=status, **words)


@scoped
def question(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """All versions of one question, newest first; a POST puts it into another collection."""
    questions = Question.objects.filter(bank__partner__in=scope.partners())
    row = get_object_or_404(questions.select_related("bank__partner"), key=key)
    banks = QuestionBank.objects.filter(partner=row.bank.partner)
    form = MoveForm(sent(request), banks=banks, initial={"bank": row.bank})
    if form.is_valid():
        bank = form.cleaned_data["bank"]
        move_question(question=row, bank=bank, actor=scope.user, at=timezone.now())
        messages.success(request, _("Die Frage liegt nun in „%(name)s“.") % {"name": bank.name})
        return redirect("cms:question-versions", key)
    context = {
        "title": _("Fassungen einer Frage"),
        "icon": "history",
        "question": row,
        "versions": versions_of(row),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "question-versions", context, status=status)


def _banks(scope: Scope) -> QuerySet[QuestionBank]:
    return QuestionBank.objects.filter(partner__in=scope.partners()).select_related("partner")
