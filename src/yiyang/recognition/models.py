"""Certificates of items at institutions, and orders with the results recognised instead."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q


class Certificate(models.Model):
    """What an institution holds for an item: a recognition mark, or passed quality control.

    An institution outside the network is known by its credit code alone.  ``region`` is the code
    of a mark in the policy book; ``cites`` names the document that says so.
    """

    class Kind(models.TextChoices):
        MARK = "MARK", "recognition mark"
        CONTROL = "CONTROL", "quality control"

    kind = models.CharField(max_length=8, choices=Kind)
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="certificates"
    )
    credit_code = models.CharField(max_length=18, blank=True, default="")
    outside_name = models.CharField(max_length=120, blank=True, default="")
    item = models.CharField(max_length=32)
    region = models.CharField(max_length=24, blank=True, default="")
    span = DateRangeField()
    cites = models.CharField(max_length=200)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, credit_code="")
                | (Q(institution__isnull=True) & ~Q(credit_code="")),
                name="certificate_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(kind="CONTROL", region="") | (Q(kind="MARK") & ~Q(region="")),
                name="certificate_mark_has_region",
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False), name="certificate_span_not_empty"
            ),
            ExclusionConstraint(
                name="certificate_once",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("item", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(institution__isnull=False),
            ),
            ExclusionConstraint(
                name="certificate_outside_once",
                expressions=[
                    ("credit_code", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("item", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(institution__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.item}"


class Order(models.Model):
    """What a doctor decided about an item: an earlier result recognised, or ordered anew.

    ``was_offered``: an earlier result could have been recognised, so this was an order of a
    repeat.  ``case`` and ``words`` say why it was ordered all the same.  ``avoided_fen`` is what
    the repeat was valued at on that day.
    """

    class State(models.TextChoices):
        RECOGNISED = "RECOGNISED", "an earlier result was recognised"
        ORDERED = "ORDERED", "ordered"
        DONE = "DONE", "the result has come"
        CANCELLED = "CANCELLED", "cancelled"

    class Setting(models.TextChoices):
        INPATIENT = "INPATIENT", "in a hospital bed"
        OUTPATIENT = "OUTPATIENT", "outpatient"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="orders")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", on_delete=models.PROTECT)
    item = models.CharField(max_length=32)
    coded_as = models.CharField(max_length=160)  # the item for other systems: system and code
    setting = models.CharField(max_length=12, choices=Setting)
    state = models.CharField(max_length=12, choices=State)
    was_offered = models.BooleanField()
    case = models.CharField(max_length=4, blank=True, default="")
    words = models.TextField(blank=True, default="")
    result = models.ForeignKey(
        "record.Resource", null=True, on_delete=models.PROTECT, related_name="+"
    )
    result_version = models.IntegerField(null=True)
    avoided_fen = models.BigIntegerField(default=0)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="RECOGNISED", was_offered=True, case="", result__isnull=False)
                | (~Q(state="RECOGNISED") & Q(avoided_fen=0)),
                name="order_recognised_has_result",
            ),
            models.CheckConstraint(
                condition=Q(was_offered=False)
                | Q(state="RECOGNISED")
                | Q(state="CANCELLED")
                | ~Q(case=""),
                name="order_of_repeat_has_case",
            ),
            models.CheckConstraint(
                condition=Q(avoided_fen__gte=0), name="order_avoided_not_negative"
            ),
            models.UniqueConstraint(
                fields=["person", "item", "institution"],
                condition=Q(state="ORDERED"),
                name="order_open_once",
            ),
            models.UniqueConstraint(
                fields=["person", "item", "institution", "decided_on"],
                condition=Q(state="RECOGNISED"),
                name="order_recognised_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="order_of_person"),
            models.Index(fields=["institution", "decided_on"], name="order_of_institution"),
        ]

    def __str__(self) -> str:
        return f"order {self.pk} {self.state}"
