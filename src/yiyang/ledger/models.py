"""The service ledger: each delivered act once.  Rows are only ever added, and sealed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.expressions import RawSQL


class Act(models.Model):
    """One delivered act of care, or the reversal of one.

    ``item`` is the code of the service catalogue, empty where the act is of none.  ``flags`` are
    the codes it was accepted with; ``reason`` says why a reversal was made.
    """

    kind = models.CharField(max_length=32)
    item = models.CharField(max_length=32, blank=True, default="")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="acts")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    span = DateTimeRangeField(default_bounds="[)")
    quantity = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=16)
    source_kind = models.CharField(max_length=32)
    source_id = models.CharField(max_length=64)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    reason = models.CharField(max_length=24, blank=True, default="")
    flags = ArrayField(models.CharField(max_length=32), blank=True, default=list)
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


class TimeTaken(models.Model):
    """The time that a standing act takes: a person gets a service once at a time, and a
    practitioner gives one act at a time.

    Acts are never changed, so this row beside them is what the database excludes by; it goes
    when the act is reversed.  ``practitioner`` is None where their time may be shared.
    """

    act = models.OneToOneField(
        Act, primary_key=True, on_delete=models.PROTECT, related_name="time_taken"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    service = models.CharField(max_length=65)  # kind and item
    span = DateTimeRangeField(default_bounds="[)")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="time_of_practitioner_once",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="service_to_person_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"time of act {self.act_id}"
