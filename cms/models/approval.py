"""The step at which a second person approves what a partner wants to publish."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from lms.accounts.models import User


def is_last_editor(page: Any, user: User) -> bool:
    """Tell whether the newest revision of a page is this person's; nobody approves their own."""
    revision = page.latest_revision
    return revision is not None and revision.user_id == user.pk


class ApprovalTask(AbstractGroupApprovalTask):
    """Approval by city staff, or by the partner's reviewers where the city granted it."""

    class Meta:
        verbose_name = _("Freigabe durch eine zweite Person")
        verbose_name_plural = _("Freigaben durch eine zweite Person")

    def get_actions(self, obj: models.Model, user: User) -> list[tuple[str, str, bool]]:
        """What the person may do now; never approve what they edited last."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if is_last_editor(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Approve or reject.

        Raises:
            PermissionDenied: The person edited last, perhaps in this very request.
        """
        # Read anew: the editor saves the form before it approves.
        page = task_state.workflow_state.content_object
        page.refresh_from_db(fields=["latest_revision"])
        if action_name == "approve" and is_last_editor(page, user):
            raise PermissionDenied(
                gettext("Wer zuletzt bearbeitet hat, kann nicht selbst freigeben.")
            )
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """What Wagtail shows when a task is made."""
        return gettext("Jemand aus den gewählten Gruppen gibt frei, aber nie eigene Änderungen.")
