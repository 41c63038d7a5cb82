"""Money shared: a consortium's budget, a centre's year by head, a package of several hospitals."""

from django.db import models
from django.db.models import F, Q

from yiyang.budgets.models.runs import LONGEST_GROUP, SettlementRun


class ConsortiumBalance(models.Model):
    """A close consortium's total budget of a run's year: what it keeps, and who bears the rest.

    ``actual_fen`` is what the fund paid for its insured anywhere, ``outside_fen`` of it elsewhere.
    """

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="consortia")
    consortium = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="budget_balances"
    )
    insured = models.PositiveIntegerField()
    budget_fen = models.BigIntegerField()
    actual_fen = models.BigIntegerField()
    outside_fen = models.BigIntegerField()
    primary_fen = models.BigIntegerField()  # of it at primary-care institutions
    kept_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()  # overspend that the fund bears, or surplus it gets back
    own_fen = models.BigIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "consortium"], name="consortium_balance_once"),
            models.CheckConstraint(
                condition=Q(
                    budget_fen__gte=F("actual_fen"),
                    budget_fen=F("actual_fen") + F("kept_fen") + F("fund_fen"),
                    own_fen=0,
                )
                | Q(
                    budget_fen__lt=F("actual_fen"),
                    actual_fen=F("budget_fen") + F("fund_fen") + F("own_fen"),
                    kept_fen=0,
                ),
                name="consortium_balance_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"balance of {self.consortium_id} in run {self.run_id}"


class Capitation(models.Model):
    """A centre's year by head: the amount for its people, what is charged to it, what it keeps.

    ``referral_fen`` was spent on its people elsewhere; ``excluded_fen`` lies above the stop-loss.
    """

    period = models.CharField(max_length=16)
    fund = models.CharField(max_length=24)  # the payer
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="capitations"
    )
    people = models.PositiveIntegerField()
    budget_fen = models.BigIntegerField()
    own_fen = models.BigIntegerField()
    referral_fen = models.BigIntegerField()
    excluded_fen = models.BigIntegerField()
    settle_fen = models.BigIntegerField()  # the amount less what is charged, zero at least
    surplus_fen = models.BigIntegerField()  # of that over what its people cost the centre
    kept_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField()  # what the centre is paid for the year
    input_digest = models.CharField(max_length=64)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=1)  # one more after each withdrawal

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "institution", "fund", "attempt"], name="capitation_once"
            ),
            models.CheckConstraint(
                condition=Q(kept_fen__gte=0, settle_fen__gte=F("paid_fen"), paid_fen__gte=0),
                name="capitation_amounts",
            ),
        ]

    def __str__(self) -> str:
        return f"capitation {self.period} of {self.institution_id}"


class CapitationWithdrawal(models.Model):
    """A centre's year by head withdrawn: what it was paid is posted back.  Rows are only added."""

    capitation = models.OneToOneField(
        Capitation, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=300)
    reversal = models.OneToOneField(  # none where nothing was paid
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"withdrawal of capitation {self.capitation_id}"


class Package(models.Model):
    """One episode of care over several hospitals, paid once and split between them."""

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="packages")
    episode = models.CharField(max_length=80)
    group = models.CharField(max_length=LONGEST_GROUP)
    fee_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "episode"], name="package_once")]

    def __str__(self) -> str:
        return f"package {self.episode} of run {self.run_id}"


class PackageShare(models.Model):
    """One institution's part of a package."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="shares")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="package_shares"
    )
    case = models.CharField(max_length=80)
    cost_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "case"], name="share_once")]

    def __str__(self) -> str:
        return f"share of {self.institution_id} in package {self.package_id}"
