"""The service ledger: each delivered act once.  Rows are only ever added, and sealed."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models.expressions import RawSQL


class Act(models.Model):
    """One delivered act of care, or the reversal of one."""

    kind = models.CharField(max_length=32)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="acts")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    span = DateTimeRangeField(default_bounds="[)")
    quantity = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=16)
    source_kind = models.CharField(max_length=32)
    source_id = models.CharField(max_length=64)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    xid = models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id"], name="act_source_once"),
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="act_span_not_empty"
            ),
        ]
        indexes = [
            models.Index(fields=["xid", "id"], name="act_sealing"),
            models.Index(fields=["person", "-id"], name="act_person"),
            models.Index(fields=["institution", "kind", "-id"], name="act_institution"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_kind}:{self.source_id}"
