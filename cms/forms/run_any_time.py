"""The form by which a house sets the terms of learning without dates."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.forms.run import HOME, TermsForm, local
from courses.actions.run_any_time import AnyTimePlan, any_time_plan
from courses.models import CourseRun


class AnyTimeForm(TermsForm):
    """The terms of a run without dates, in the city's time."""

    zone = HOME

    def __init__(self, data: Any = None, *, run: CourseRun, withdrawal_text: str = "") -> None:
        values = {name: local(value, HOME) for name, value in asdict(any_time_plan(run)).items()}
        values["withdrawal_text"] = values["withdrawal_text"] or withdrawal_text
        super().__init__(data, initial=values)
        self.fields["enrol_until"].help_text = _("Leer: ohne Ende.")

    def plan(self) -> AnyTimePlan:
        """The terms of a valid form."""
        return AnyTimePlan(**self.terms())
