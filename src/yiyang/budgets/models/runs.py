"""Settlement runs of a fund: statements, groups, what was left out.

A run is kept as it was reckoned and never changed; it is posted, or withdrawn with its reason.
Amounts are fen, weights billionths, points ten-thousandths, factors millionths.
"""

from django.db import models
from django.db.models import F, Q

LONGEST_GROUP = 80  # characters of a group's code
ALL_CASES = F("usual") + F("low") + F("high") + F("special") + F("bed_day") + F("by_item")


class SettlementRun(models.Model):
    """What a scenario paid for the discharges of a period: a month, a year, or a trial.

    ``period`` is "2025-03" for a month and "2025" for a year.  ``scenario`` holds what was pinned:
    the digests of scenario, weights, cases and pack.  A TRIAL is never posted.
    """

    class Kind(models.TextChoices):
        MONTH = "MONTH", "prepayment of a month"
        YEAR = "YEAR", "clearing of a year"
        TRIAL = "TRIAL", "trial"

    class State(models.TextChoices):
        KEPT = "KEPT", "kept, not posted"
        POSTED = "POSTED", "posted"
        WITHDRAWN = "WITHDRAWN", "withdrawn"

    class Method(models.TextChoices):
        DRG = "DRG", "by diagnosis-related groups"
        DIP = "DIP", "by points of disease groups"

    kind = models.CharField(max_length=8, choices=Kind)
    period = models.CharField(max_length=16)
    place = models.CharField(max_length=12)
    fund = models.CharField(max_length=24)  # the payer: EMPLOYEE_POOL, RESIDENT_POOL
    method = models.CharField(max_length=8, choices=Method)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    source = models.CharField(max_length=300)
    mark = models.CharField(max_length=12)
    scenario_digest = models.CharField(max_length=64)
    cases_digest = models.CharField(max_length=64)
    pack = models.CharField(max_length=80, blank=True)  # the grouper's name and version
    pack_digest = models.CharField(max_length=64, blank=True)
    rows = models.PositiveBigIntegerField()
    cases = models.PositiveBigIntegerField()
    torn = models.PositiveBigIntegerField()
    cost_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()
    eligible_fen = models.BigIntegerField(null=True)  # all inpatient spending of the fund
    budget_fen = models.BigIntegerField(null=True)  # the total budget, where there is one
    ledger_is_posted = models.BooleanField(default=False)  # by claims, visit by visit
    state = models.CharField(max_length=12, choices=State, default=State.KEPT)
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.OneToOneField(
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "place", "fund"],
                condition=Q(state="POSTED"),
                name="settlement_run_posted_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="TRIAL", state="POSTED"), name="settlement_run_trial_not_posted"
            ),
            models.CheckConstraint(
                condition=~Q(state="POSTED") | Q(posted_at__isnull=False, entry__isnull=False),
                name="settlement_run_posted_whole",
            ),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="settlement_run_desk")]

    def __str__(self) -> str:
        return f"settlement run {self.pk} {self.kind} {self.period}"


class Statement(models.Model):
    """One institution's part of a run; ``rest_fen`` below zero is to be paid back."""

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="statements")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="settlement_statements"
    )
    cases = models.PositiveBigIntegerField()
    usual = models.PositiveBigIntegerField()
    low = models.PositiveBigIntegerField()
    high = models.PositiveBigIntegerField()
    special = models.PositiveBigIntegerField()
    bed_day = models.PositiveBigIntegerField()
    by_item = models.PositiveBigIntegerField(default=0)
    rw = models.BigIntegerField()
    points = models.BigIntegerField()
    expected_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    patient_fen = models.BigIntegerField()
    other_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()
    ledger_fen = models.BigIntegerField()  # what the services alone would have cost the fund
    assessed_fen = models.BigIntegerField()
    deducted_fen = models.BigIntegerField(default=0)  # after audits
    due_fen = models.BigIntegerField()
    prepaid_fen = models.BigIntegerField()
    working_fen = models.BigIntegerField(default=0)  # working capital lent before, counted back
    rest_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "institution"], name="statement_once"),
            models.CheckConstraint(
                condition=Q(rest_fen=F("due_fen") - F("prepaid_fen") - F("working_fen")),
                name="statement_rest",
            ),
            models.CheckConstraint(condition=Q(cases=ALL_CASES), name="statement_cases_add_up"),
        ]
        indexes = [models.Index(fields=["institution", "-run"], name="statement_institution")]

    def __str__(self) -> str:
        return f"statement of {self.institution_id} in run {self.run_id}"


class GroupSum(models.Model):
    """What one group came to in one institution: who gains by which group is read from two runs.

    ``method`` is how it is paid: DRG, DIP, BED_DAY, BY_ITEM.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="groups")
    group = models.CharField(max_length=LONGEST_GROUP, blank=True)
    branch = models.CharField(max_length=12)
    method = models.CharField(max_length=12)
    cases = models.PositiveBigIntegerField()
    rw = models.BigIntegerField()
    points = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "group", "branch"], name="group_sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.group or self.branch} of statement {self.statement_id}"


class LeftOut(models.Model):
    """A discharge that a run left out, and why; ``line`` is that of the file of discharges."""

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="left_out")
    line = models.PositiveBigIntegerField()
    case = models.CharField(max_length=80, blank=True)
    institution = models.CharField(max_length=32, blank=True)
    group = models.CharField(max_length=LONGEST_GROUP, blank=True)
    reason = models.CharField(max_length=24)

    class Meta:
        verbose_name_plural = "left out"
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="left_out_once")]
        indexes = [models.Index(fields=["run", "reason"], name="left_out_reason")]

    def __str__(self) -> str:
        return f"line {self.line} of run {self.run_id}: {self.reason}"
