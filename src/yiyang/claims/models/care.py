"""Long-term care insurance: a person's month of acts, and the acts a line of a claim is for."""

from django.db import models


class CareMonth(models.Model):
    """What was claimed of a person's acts of a month, and what was not: its latest decision.

    ``lines`` and ``left_out`` count what the decision names.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="care_months"
    )
    first_on = models.DateField()  # first day of the month
    lines = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "first_on"], name="care_month_once")
        ]

    def __str__(self) -> str:
        return f"care month {self.pk}"


class ClaimedAct(models.Model):
    """An act of the ledger that a line of a claim is for.  Rows are only ever added."""

    line = models.ForeignKey("claims.ClaimLine", on_delete=models.PROTECT, related_name="acts")
    act = models.ForeignKey("ledger.Act", on_delete=models.PROTECT, related_name="claimed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "act"], name="claimed_act_once")]

    def __str__(self) -> str:
        return f"act {self.act_id} of line {self.line_id}"
