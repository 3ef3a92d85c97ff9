"""What a meeting is about: its agenda, minutes and decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField
from network.models.meeting import Meeting


class ItemSource(models.TextChoices):
    """Who put an item on the agenda."""

    AUTO = "auto", _("aus dem Netzwerk")
    MANUAL = "manual", _("von Hand")


class ItemKind(models.TextChoices):
    """Sorts of items; the order is the order in which they are proposed."""

    OPEN_DECISIONS = "open_decisions", _("Offene Beschlüsse")
    SILENT_CASES = "silent_cases", _("Fälle, die stocken")
    PLAN = "plan", _("Vorschläge für das Quartal")
    GAPS = "gaps", _("Lücken")
    FUNDING = "funding", _("Förderfristen")
    RESULTS = "results", _("Ergebnisse")
    FREE = "free", _("Weiteres")


class AgendaItem(models.Model):
    """One item. ``object_type`` and ``object_key`` name what it is about, if anything.

    ``version`` rises with each change of its words or minutes; ``minutes_role`` tells the role
    that wrote the minutes last: the code of a field, or "city".
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=6, choices=ItemSource.choices)
    kind = models.CharField(_("Art"), max_length=14, choices=ItemKind.choices)
    object_type = models.CharField(max_length=20, blank=True)
    object_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Worum es geht"), max_length=2000, blank=True)
    time_box = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=10)
    is_dropped = models.BooleanField(default=False)
    is_edited = models.BooleanField(default=False)
    minutes = models.TextField(_("Protokoll"), max_length=8000, blank=True)
    minutes_role = models.CharField(max_length=80, blank=True)
    minutes_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "object_type", "object_key"],
                name="agenda_item_once",
                condition=~models.Q(object_key=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    OPEN = "open", _("offen")
    DONE = "done", _("erledigt")
    MOVED = "moved", _("übernommen")  # a later meeting carries it on


class Decision(models.Model):
    """What was decided, which role does it and by when. Carried on by at most one other."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    text = models.CharField(_("Beschluss"), max_length=500)
    responsible_role = models.CharField(_("Verantwortliche Rolle"), max_length=120)
    field = models.ForeignKey(
        ActionField, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(_("Bis wann"))
    state = models.CharField(
        max_length=6, choices=DecisionState.choices, default=DecisionState.OPEN
    )
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["state", "due"], name="decision_state_due")]

    def __str__(self) -> str:
        return self.text


class MinutesVersion(models.Model):
    """The minutes as they were finished or corrected. Append-only (triggers).

    ``content``: {"meeting": {…}, "attendances": [{role, partner, is_present}], "items": [{title,
    text, minutes, decisions: [{text, role, due, state}]}]}; roles only, no persons.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveSmallIntegerField()  # from 1
    content = models.JSONField()
    note = models.CharField(_("Was berichtigt wurde"), max_length=300, blank=True)
    at = models.DateTimeField()
    actor_key = models.CharField(max_length=40, blank=True)  # pseudonym
    actor_role = models.CharField(max_length=80)  # code of a field, or "city"

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_unique")
        ]
