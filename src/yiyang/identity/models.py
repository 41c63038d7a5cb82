"""Pairs of records that may be of one person, and records that were joined."""

from django.db import models
from django.db.models import F, Q


class Candidate(models.Model):
    """Two residents who may be one; ``first`` was registered before ``second``."""

    class State(models.TextChoices):
        OPEN = "OPEN", "to be looked at"
        SAME = "SAME", "one person"
        APART = "APART", "two people"

    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    per_million = models.PositiveIntegerField()  # the chance that they are one
    fields = models.JSONField()  # how each field compares: EQUAL, CLOSE, DIFFERENT, UNKNOWN
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    judged_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="candidate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="candidate_in_order"),
            models.CheckConstraint(
                condition=Q(state="OPEN", judged_at=None)
                | (~Q(state="OPEN") & Q(judged_at__isnull=False)),
                name="candidate_judged_with_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-per_million", "id"], name="candidate_open", condition=Q(state="OPEN")
            )
        ]

    def __str__(self) -> str:
        return f"candidate {self.pk}"


class Merge(models.Model):
    """The record of ``absorbed`` is read as ``survivor``'s until ``ended_at``."""

    survivor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="merges")
    reason = models.CharField(max_length=200)
    merged_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], name="merge_one_at_a_time", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=~Q(survivor=F("absorbed")), name="merge_of_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class MovedRow(models.Model):
    """A row that a merge gave to the survivor, and that parting gives back."""

    class Kind(models.TextChoices):
        RESOURCE = "RESOURCE", "resource of the record"
        IDENTIFIER = "IDENTIFIER", "number"
        RELATIVE = "RELATIVE", "relative"
        ACCOUNT = "ACCOUNT", "account of the person"
        CONSENT = "CONSENT", "consent"
        GRANT = "GRANT", "copy of what lets somebody see"
        DENIAL = "DENIAL", "copy of what forbids somebody to see"

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moved")
    kind = models.CharField(max_length=12, choices=Kind)
    row_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "kind", "row_id"], name="moved_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
