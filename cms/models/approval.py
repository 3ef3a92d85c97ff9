"""The step at which a second person approves what a partner wants to publish."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState

from cms.sealing import Pools, Seal, draws, edited_by, seals_of
from lms.accounts.models import User
from lms.records.actions import record_event


class ApprovalState(TaskState):
    """One submission of one page, sealed: what the approval covers, and nothing else.

    Who submitted, decided and commented when stands in the rows of Wagtail's it extends.
    """

    content_hash = models.CharField(max_length=64)
    # What the tests of the page may draw from, as ``cms.sealing`` names it; fixed by the approval.
    pools = models.JSONField(default=dict)
    # Images and files the page shows; as long as they are asked for, nobody replaces them.
    media = models.JSONField(default=list)

    def seal(self, seal: Seal) -> None:
        """Write down what was submitted."""
        self.content_hash = seal.content_hash
        self.pools = seal.pools
        self.media = sorted(seal.media)
        self.save(update_fields=["content_hash", "pools", "media"])


class ApprovalTask(AbstractGroupApprovalTask):
    """Approval by city staff, or by the partner's reviewers where the city granted it."""

    task_state_class = ApprovalState

    class Meta:
        verbose_name = _("Freigabe durch eine zweite Person")
        verbose_name_plural = _("Freigaben durch eine zweite Person")

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> Any:
        """Ask for approval of the page as it is now."""
        state = super().start(workflow_state, user=user)
        page = _page(state)
        state.seal(seals_of([page])[page.pk])
        _record("page.submit", page, state, user)
        return state

    def get_actions(self, obj: models.Model, user: User) -> list[tuple[str, str, bool]]:
        """What the person may do now; never approve what they edited last."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if not actions or not isinstance(obj, Page):
            return actions
        page = obj.specific
        if edited_by(user, [page], seals_of([page])):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Approve or reject.

        Raises:
            PermissionDenied: The person edited last, perhaps in this very request, or something
                has changed since the page was submitted.
        """
        # Read anew: the editor saves the form before it approves.
        state = ApprovalState.objects.get(pk=task_state.pk)
        if action_name == "approve":
            _check(state, user)
        done = super().on_action(state, user, action_name, **kwargs)
        _record(f"page.{action_name}", _page(state), state, user)
        return done

    @classmethod
    def get_description(cls) -> str:
        """What Wagtail shows when a task is made."""
        return gettext("Jemand aus den gewählten Gruppen gibt frei, aber nie eigene Änderungen.")


def tree_of(page: Page) -> list[Page]:
    """A page and everything below it, specific, with drafts, days and approvals; four queries."""
    pages = page.get_descendants(inclusive=True).order_by("path")
    pages = pages.select_related("latest_revision").annotate_approved_schedule()
    return list(pages.specific().prefetch_workflow_states())


def approved_pools(page: Any) -> Pools:
    """What the approval let the tests of a live page draw from.

    Empty when nothing is drawn, or the page went live without an approval, such as by an import.
    One query where something is drawn.
    """
    if page.live_revision_id is None or not draws(page):
        return {}
    states = ApprovalState.objects.filter(
        revision=page.live_revision_id, status=TaskState.STATUS_APPROVED
    )
    pools: Pools | None = states.order_by("-pk").values_list("pools", flat=True).first()
    return pools or {}


def _page(state: TaskState) -> Page:
    return state.workflow_state.content_object.specific


def _record(action: str, page: Page, state: ApprovalState, user: User | None) -> None:
    """Write down for good what was submitted, approved or sent back, by its hash."""
    record_event(
        action=action,
        object_type="page",
        object_key=str(page.translation_key),
        actor_key=user.key if user else "",
        at=state.finished_at or state.started_at,
        data={"locale": page.locale.language_code, "hash": state.content_hash},
        note=state.comment,
    )


def _check(state: ApprovalState, user: User) -> None:
    page = _page(state)
    seals = seals_of([page])
    if edited_by(user, [page], seals):
        raise PermissionDenied(gettext("Wer zuletzt bearbeitet hat, kann nicht selbst freigeben."))
    if not page.subpage_types and _waits_in_public(page.get_parent()):
        # What changed may be the rule of the course, and the choice for whom stands in its page.
        raise PermissionDenied(gettext("Bitte geben Sie den ganzen Kurs frei."))
    is_open = state.status == TaskState.STATUS_IN_PROGRESS
    if not is_open or state.content_hash != seals[page.pk].content_hash:
        raise PermissionDenied(
            gettext("Seit der Einreichung hat sich etwas geändert. Bitte neu einreichen.")
        )


def _waits_in_public(page: Page) -> bool:
    return bool(page.live and page.workflow_in_progress)
