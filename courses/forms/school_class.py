"""Forms of class leads and of who takes a seat's progress along; none asks for a name."""

from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from courses.actions.school_class.assigning import Target, bookable_runs
from courses.actions.school_class.cards import PICTURES
from courses.actions.school_class.seats import MOST_SEATS
from courses.enums import ClassKind, Picture, Seats
from courses.models import ClassGroup, ClassSeat, Course, CourseRun, Lesson, Quiz, SchoolClass
from courses.queries.lesson import outline_of
from courses.queries.quiz import quiz_title
from courses.queries.run_facets import seats_of as run_seats, where
from courses.queries.school_class import seats_of
from lms.accounts.fields import CodeField
from lms.accounts.models import User
from network.models import Partner

LAST_MINUTE = time(23, 59)


def _day(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, **kwargs)


class ClassFactsForm(forms.Form):
    """Title and last day of a class."""

    title = forms.CharField(
        label=gettext_lazy("Bezeichnung"),
        max_length=60,
        help_text=gettext_lazy(
            "Zum Beispiel „7b“ oder „Igelgruppe“. Bitte keine Namen von Menschen."
        ),
    )
    ends_on = _day(
        label=gettext_lazy("Letzter Tag"),
        help_text=gettext_lazy(
            "Danach meldet sich niemand mehr an; 60 Tage später löschen wir alles."
        ),
    )


class ClassForm(ClassFactsForm):
    """A new class in a partner's name."""

    kind = forms.TypedChoiceField(
        label=gettext_lazy("Art"),
        choices=ClassKind.choices,
        coerce=ClassKind,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Eine Kita-Gruppe hat ein einziges gemeinsames Konto. In einer Gruppe Erwachsener "
            "sagen wir „Sie“, und Sie können eine Anwesenheitsliste führen."
        ),
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Einrichtung"), to_field_name="key"
    )
    field_order = ("partner", "kind", "title", "ends_on")

    def __init__(self, data: Any = None, *, partners: QuerySet[Partner], ends_on: date) -> None:
        initial = {"ends_on": ends_on, "kind": ClassKind.SCHOOL, "partner": partners.first()}
        super().__init__(data, initial=initial)
        cast("forms.ModelChoiceField[Partner]", self.fields["partner"]).queryset = partners


class SeatNumberForm(forms.Form):
    """How many seats to make."""

    number = forms.IntegerField(
        label=gettext_lazy("Neue Plätze"), min_value=1, max_value=MOST_SEATS, initial=1
    )


class SeatsForm(forms.Form):
    """Some seats of a class; others do not exist for it."""

    seats = forms.ModelMultipleChoiceField(
        ClassSeat.objects.none(),
        to_field_name="key",
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens einen Platz.")},
    )

    def __init__(self, *args: Any, school_class: SchoolClass, required: bool = True) -> None:
        super().__init__(*args)
        field = cast("forms.ModelMultipleChoiceField[ClassSeat]", self.fields["seats"])
        field.queryset, field.required = seats_of(school_class), required


class JoiningForm(forms.Form):
    """How long a joining code is good."""

    days = forms.IntegerField(
        label=gettext_lazy("Gilt so viele Tage"), min_value=1, max_value=14, initial=2
    )


class GroupForm(forms.Form):
    """A new group."""

    title = forms.CharField(
        label=gettext_lazy("Name der Gruppe"),
        max_length=60,
        help_text=gettext_lazy(
            "Zum Beispiel „Rot“ oder „Mittwoch“. Bitte keine Namen von Menschen."
        ),
    )


class MeetingForm(forms.Form):
    """A day on which a group met."""

    held_on = _day(label=gettext_lazy("Tag des Treffens"))
    label = forms.CharField(
        label=gettext_lazy("Bezeichnung"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Nur wenn nötig, zum Beispiel „Vormittag“. Bitte keine Namen."),
    )


class LeadForm(forms.Form):
    """Somebody of the house who leads classes."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Person"),
        to_field_name="key",
        empty_label=gettext_lazy("Bitte wählen"),
    )

    def __init__(self, *args: Any, people: QuerySet[User]) -> None:
        super().__init__(*args)
        cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people


class TaskForm(forms.Form):
    """What of a course is to be done, by whom, until when."""

    part = forms.ChoiceField(label=gettext_lazy("Was?"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("Für wen?"), required=False)
    run = forms.ChoiceField(
        label=gettext_lazy("Wann und wo?"),
        required=False,
        help_text=gettext_lazy("An einem Termin bekommen alle einen Platz oder niemand."),
    )
    due_on = _day(label=gettext_lazy("Bis wann?"), required=False)

    def __init__(
        self, *args: Any, school_class: SchoolClass, course: Course, language: str, at: datetime
    ) -> None:
        super().__init__(*args)
        self.course = course
        self.runs = {run.key: run for run in bookable_runs(course, school_class.partner, at)}
        if self.runs:
            run = cast("forms.ChoiceField", self.fields["run"])
            run.choices = [("", self._any_time(school_class)), *self._dates()]
        else:
            del self.fields["run"]
        self.parts: dict[str, Lesson | Quiz] = {}
        self.whom: dict[str, ClassGroup | ClassSeat] = {}
        part = cast("forms.ChoiceField", self.fields["part"])
        part.choices = [("", _("Den ganzen Kurs")), *self._parts(language)]
        who = cast("forms.ChoiceField", self.fields["who"])
        who.choices = [("", self._everybody(school_class)), *self._people(school_class)]

    @staticmethod
    def _any_time(school_class: SchoolClass) -> str:
        if school_class.is_adult:
            return _("In der Gruppe, wann Sie möchten")
        return _("In der Klasse, wann Sie möchten")

    @staticmethod
    def _everybody(school_class: SchoolClass) -> str:
        return _("Alle in der Gruppe") if school_class.is_adult else _("Alle in der Klasse")

    def _dates(self) -> list[tuple[str, str]]:
        return [(key, _date(run)) for key, run in self.runs.items()]

    def _parts(self, language: str) -> list[tuple[str, str]]:
        found = []
        steps = outline_of(self.course, language)
        quizzes: dict[int, list[Quiz]] = {}
        rows = Quiz.objects.filter(lesson__course=self.course, retired_at=None)
        for quiz in rows.select_related("lesson"):
            quizzes.setdefault(quiz.lesson_id, []).append(quiz)
        for number, step in enumerate(steps, 1):
            value = f"l-{step.lesson.slug}"
            self.parts[value] = step.lesson
            found.append((value, _("Lektion %(n)d: %(t)s") % {"n": number, "t": step.title}))
            for quiz in quizzes.get(step.lesson.pk, []):
                self.parts[f"t-{quiz.key}"] = quiz
                title = quiz_title(quiz, language)[0]
                found.append((f"t-{quiz.key}", _("Test: %(t)s") % {"t": title}))
        return found

    def _people(self, school_class: SchoolClass) -> list[tuple[str, str]]:
        found = []
        for group in school_class.groups.all():
            self.whom[f"g-{group.pk}"] = group
            found.append((f"g-{group.pk}", _("Gruppe %(t)s") % {"t": group.title}))
        for seat in seats_of(school_class):
            self.whom[f"s-{seat.key}"] = seat
            found.append((f"s-{seat.key}", seat.alias))
        return found

    def target(self) -> Target:
        """What a valid form says."""
        part = self.parts.get(self.cleaned_data["part"])
        whom = self.whom.get(self.cleaned_data["who"])
        return Target(
            course=self.course,
            lesson=part if isinstance(part, Lesson) else None,
            quiz=part if isinstance(part, Quiz) else None,
            group=whom if isinstance(whom, ClassGroup) else None,
            seat=whom if isinstance(whom, ClassSeat) else None,
            run=self.runs.get(self.cleaned_data.get("run", "")),
        )

    def due_at(self) -> datetime | None:
        """The last minute of the day chosen."""
        day = self.cleaned_data["due_on"]
        return timezone.make_aware(datetime.combine(day, LAST_MINUTE)) if day else None


def _date(run: CourseRun) -> str:
    begin = timezone.localtime(run.starts_at) if run.starts_at else None
    day = date_format(begin, "SHORT_DATE_FORMAT") if begin else ""
    parts = (day, where(run.place, run.room), str(Seats(run_seats(run)).label))
    return ", ".join(part for part in parts if part)


class CardCodeForm(forms.Form):
    """A code typed from a card, from the class sheet, or told by the lead."""

    code = CodeField(label=gettext_lazy("Code"))


class ClaimForm(CardCodeForm):
    """Card code and pictures of the seat whose progress somebody takes along."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        choices = [("", "–"), *Picture.choices]
        for number in range(1, PICTURES + 1):
            label = _("%(n)d. Bild") % {"n": number}
            self.fields[f"picture-{number}"] = forms.ChoiceField(label=label, choices=choices)

    def pictures(self) -> list[str]:
        """The pictures of a valid form in their order."""
        return [self.cleaned_data[f"picture-{number}"] for number in range(1, PICTURES + 1)]
