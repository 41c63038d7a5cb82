"""An open risk of a place: what it is of, who answers, what was said."""

from django.db import models
from django.db.models import Q


class Risk(models.Model):
    """One risk, as a case.  ``identity`` lets a sign be found once, however often looked for.

    ``subject_kind`` and ``subject_id`` name the row that it was seen by; none where somebody told
    it.  Its owner is ``owner_role`` at ``institution``, or for the case's place.
    """

    class Kind(models.TextChoices):
        LATE = "LATE", "late"
        OVERSPENT = "OVERSPENT", "overspent"
        INSPECTION = "INSPECTION", "failed inspection"
        COMPLAINT = "COMPLAINT", "complaint"
        CODING = "CODING", "coding to be explained"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="risk")
    kind = models.CharField(max_length=12, choices=Kind)
    identity = models.CharField(max_length=80, unique=True)
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="risks"
    )
    owner_role = models.CharField(max_length=24)
    is_institutions = models.BooleanField()  # the owner sits there, not at the place
    subject_kind = models.CharField(max_length=24, blank=True)
    subject_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    told_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_institutions=False) | Q(institution__isnull=False),
                name="risk_owner_sits_somewhere",
            )
        ]
        indexes = [models.Index(fields=["institution", "-id"], name="risk_institution")]

    def __str__(self) -> str:
        return f"risk {self.pk} {self.kind}"
