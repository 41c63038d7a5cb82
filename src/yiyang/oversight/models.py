"""Matters of fund supervision.  A suspicion asks for an explanation; it is no verdict.

What was found stays as it was found: a line's evidence is the row of the claim as it was sent.
"""

from django.db import models
from django.db.models import Q


class RuleLists(models.Model):
    """Lists of items and drugs as they were taken in; the latest ones are looked with."""

    digest = models.CharField(max_length=64, unique=True)
    body = models.JSONField()
    counts = models.JSONField(default=dict)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rule lists {self.pk}"


class Screening(models.Model):
    """One look at the claims of a time: how many, what was new, what was known before."""

    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField()  # excluded
    lists = models.ForeignKey(RuleLists, null=True, on_delete=models.PROTECT, related_name="+")
    claims = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    looked_at = models.DateTimeField()
    account = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="screening_span")
        ]

    def __str__(self) -> str:
        return f"screening {self.pk}"


class Matter(models.Model):
    """What one institution is asked to explain, as a case; money taken back is an entry."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="fund_matter")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="fund_matters"
    )
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="matters")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    explain_by = models.DateTimeField(null=True)
    explanation = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    review = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_upheld = models.BooleanField(null=True)
    follows = models.JSONField(default=list)
    recover_fen = models.BigIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    object_by = models.DateTimeField(null=True)
    objection = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(recover_fen__gte=0), name="matter_takes_back"),
        ]
        indexes = [models.Index(fields=["institution", "-id"], name="matter_institution")]

    def __str__(self) -> str:
        return f"matter {self.pk}"


class Suspicion(models.Model):
    """One thing to be explained.  ``identity`` lets it be found once, however often looked for."""

    class Outcome(models.TextChoices):
        OPEN = "OPEN", "not reviewed"
        UPHELD = "UPHELD", "upheld"
        PARTLY = "PARTLY", "upheld in part"
        NOT_UPHELD = "NOT_UPHELD", "not upheld"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="suspicions")
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="suspicions")
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    fen = models.BigIntegerField()
    identity = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    part_fen = models.BigIntegerField(default=0)  # what the officer asks for where PARTLY
    most_fen = models.BigIntegerField(default=0)  # the most that could go back, when reviewed
    back_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(back_fen__gte=0) & Q(back_fen__lte=models.F("most_fen")),
                name="suspicion_takes_back_no_more",
            )
        ]

    def __str__(self) -> str:
        return f"suspicion {self.pk} {self.code}"


class Evidence(models.Model):
    """A line of a claim because of which something is asked; disputed: it may not be the fund's."""

    suspicion = models.ForeignKey(Suspicion, on_delete=models.PROTECT, related_name="evidence")
    line = models.ForeignKey("claims.ClaimLine", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    is_disputed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suspicion", "line"], name="evidence_line_once")
        ]

    def __str__(self) -> str:
        return f"evidence {self.line_id} of {self.suspicion_id}"


class Recovery(models.Model):
    """Money of a claim that goes back to funds, and, after an objection, comes back again."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recoveries")
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="recoveries")
    entry = models.OneToOneField("accounts.Entry", on_delete=models.PROTECT, related_name="+")
    reversal = models.OneToOneField(
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "claim"], name="recovery_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="recovery_is_something"),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk} of {self.fen} fen"
