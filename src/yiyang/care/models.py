"""Care that is planned, due and done: plans with their items, follow-ups, consultations."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Plan(models.Model):
    """What a person is to get in one year of their agreement; one at a time.

    Drawn again when an agreement, an assessment, a key group or a bed changes: the rows of
    its items are mended, what was done stays.
    """

    class State(models.TextChoices):
        CURRENT = "CURRENT", "current"
        ENDED = "ENDED", "ended"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    member = models.ForeignKey("agreements.Member", on_delete=models.PROTECT, related_name="plans")
    span = DateRangeField()
    state = models.CharField(max_length=8, choices=State, default=State.CURRENT)
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    team = models.ForeignKey("network.Team", null=True, on_delete=models.PROTECT)
    drawn_at = models.DateTimeField()
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="plan_span_not_empty"
            ),
            ExclusionConstraint(
                name="plan_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="CURRENT"),
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk} {self.state}"


class PlanItem(models.Model):
    """One item of a plan: how often in its span, and why.

    ``reasons``: ``[{source, code, count}]``, what asked for it and for how many.  ``raised`` is
    what was added later by somebody who may.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    raised = models.PositiveIntegerField(default=0)
    every_days = models.PositiveIntegerField(null=True)  # None: when the person asks
    reasons = models.JSONField(default=list)
    is_withdrawn = models.BooleanField(default=False)  # no reason for it is left

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "item"], name="plan_item_once")]

    def __str__(self) -> str:
        return f"{self.item} of plan {self.plan_id}"


class DueWork(models.Model):
    """Something to be done for a person between two days; late when ``due_on`` has passed."""

    class Kind(models.TextChoices):
        SERVICE = "SERVICE", "an item of the plan"
        FOLLOW_UP = "FOLLOW_UP", "a follow-up by the calendar"
        VISIT = "VISIT", "a visit at home"

    class State(models.TextChoices):
        DUE = "DUE", "due"
        DONE = "DONE", "done"
        CANCELLED = "CANCELLED", "cancelled"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="due_work")
    item = models.CharField(max_length=32)
    plan_item = models.ForeignKey(
        PlanItem, null=True, on_delete=models.PROTECT, related_name="due_work"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    due_from = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    team = models.ForeignKey("network.Team", null=True, on_delete=models.PROTECT)
    act = models.OneToOneField(
        "ledger.Act", null=True, on_delete=models.PROTECT, related_name="due_work"
    )
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_from__lte=models.F("due_on")), name="due_work_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state="DONE", act__isnull=False)
                | (~models.Q(state="DONE") & models.Q(act__isnull=True)),
                name="due_work_done_has_act",
            ),
            models.UniqueConstraint(
                fields=["person", "item"],
                name="due_follow_up_once",
                condition=models.Q(kind="FOLLOW_UP", state="DUE"),
            ),
            models.UniqueConstraint(
                fields=["plan_item", "due_on"],
                name="due_service_once",
                condition=models.Q(plan_item__isnull=False, state="DUE"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["practitioner", "due_on"],
                name="due_work_of_doctor",
                condition=models.Q(state="DUE"),
            ),
            models.Index(
                fields=["institution", "due_on"],
                name="due_work_of_house",
                condition=models.Q(state="DUE"),
            ),
            models.Index(fields=["person", "due_on"], name="due_work_person"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.state}"


class FollowUp(models.Model):
    """One follow-up that was done: readings and result.  Rows are only ever added."""

    class Channel(models.TextChoices):
        FACE_TO_FACE = "FACE_TO_FACE", "face to face"
        HOME = "HOME", "at home"
        PHONE = "PHONE", "by phone"
        ONLINE = "ONLINE", "online"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="follow_ups")
    programme = models.CharField(max_length=24)  # the key group it is for
    channel = models.CharField(max_length=16, choices=Channel)
    done_at = models.DateTimeField()
    readings = models.JSONField()
    signs = models.JSONField(default=list)  # codes of what was found besides the readings
    result = models.CharField(max_length=16)
    next_due_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    act = models.OneToOneField("ledger.Act", on_delete=models.PROTECT, related_name="follow_up")
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [
            models.Index(fields=["person", "programme", "-done_at"], name="follow_up_latest"),
            models.Index(fields=["programme", "-done_at"], name="follow_up_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.result}"


class Consultation(models.Model):
    """A question and its answer; nothing of it changes once it is answered."""

    class Kind(models.TextChoices):
        ASSESSMENT = "ASSESSMENT", "health assessment"
        GUIDANCE = "GUIDANCE", "guidance"
        EDUCATION = "EDUCATION", "education"
        PREVENTION = "PREVENTION", "prevention"
        PSYCHOLOGY = "PSYCHOLOGY", "psychology"

    class Channel(models.TextChoices):
        FACE_TO_FACE = "FACE_TO_FACE", "face to face"
        PHONE = "PHONE", "by phone"
        SOCIAL = "SOCIAL", "social software"
        PLATFORM = "PLATFORM", "this platform"

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="consultations"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    channel = models.CharField(max_length=16, choices=Channel)
    case = models.OneToOneField(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="consultation"
    )
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="consultations_asked"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="consultations_answered"
    )
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    act = models.OneToOneField(
        "ledger.Act", null=True, on_delete=models.PROTECT, related_name="consultation"
    )
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, act__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False, act__isnull=False) & ~models.Q(answer="")),
                name="consultation_answer_is_whole",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="consultation_person"),
            models.Index(
                fields=["institution", "asked_at"],
                name="consultation_open",
                condition=models.Q(answered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk} {self.kind}"
