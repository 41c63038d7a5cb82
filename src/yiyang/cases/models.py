"""Cases: a flow under way for somebody, with tasks, documents and a timeline."""

from django.db import models


class Case(models.Model):
    """One course of a flow.  ``lock_version`` makes the second of two actors lose."""

    kind = models.CharField(max_length=24)
    flow_version = models.CharField(max_length=8)
    state = models.CharField(max_length=24)
    lock_version = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="cases"
    )
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    urgency = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "place", "state"],
                name="case_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(fields=["person", "-opened_at"], name="case_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"


class Task(models.Model):
    """Something one addressee must do in a case; several may be open at once."""

    class State(models.TextChoices):
        OPEN = "OPEN", "open"
        DONE = "DONE", "done"
        CANCELLED = "CANCELLED", "cancelled"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=32)
    role = models.CharField(max_length=24)
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)  # reckoned beyond the calendar's end
    due_key = models.CharField(max_length=80, blank=True)  # the line of the book that set it
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code", "institution"],
                name="task_open_once",
                condition=models.Q(state="OPEN"),
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["role", "institution", "due_at"],
                name="task_worklist",
                condition=models.Q(state="OPEN"),
            ),
            models.Index(
                fields=["due_at"],
                name="task_due",
                condition=models.Q(state="OPEN", escalated_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Event(models.Model):
    """One step on the timeline.  Rows are only ever added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    account = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)
    assignment_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=32)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    params = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)
    idempotency_key = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "idempotency_key"], name="event_once_per_key")
        ]
        indexes = [models.Index(fields=["case", "id"], name="event_timeline")]

    def __str__(self) -> str:
        return f"{self.action} {self.to_state}"


class Attachment(models.Model):
    """A document that a case needs or has."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=32)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT)
    reference = models.CharField(max_length=120, blank=True)  # a stored row that is the proof
    required_by = models.DateTimeField(null=True)  # emergency: act first, documents after
    added_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="attachment_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
