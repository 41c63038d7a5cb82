"""Figures that were held against a target: what was counted, and the decision on it."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class Figure(models.Model):
    """One computed figure of one scope that was judged; the same count is kept once.

    ``scope_kind`` says whose figure it is (PLACE, INSTITUTION, TEAM, DOCTOR, GROUP), ``scope_key``
    the code or key of it; ``among`` whose people were counted (``PLACE 310106``).
    """

    measure = models.CharField(max_length=48)
    among = models.CharField(max_length=32)
    scope_kind = models.CharField(max_length=16)
    scope_key = models.CharField(max_length=32)
    span = DateRangeField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "measure",
                    "among",
                    "scope_kind",
                    "scope_key",
                    "span",
                    "numerator",
                    "denominator",
                    "decision",
                ],
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=models.Q(denominator__gte=0), name="figure_denominator_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["measure", "scope_kind", "scope_key", "-id"], name="figure_of_scope"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} of {self.scope_kind} {self.scope_key}"
