"""Filings of care elsewhere, settlements between two nodes, their books compared and cleared.

A row says what this node knows: in the role PLACE the care was given here, in the role HOME the
person is insured here.  What was settled and cleared is never changed, but taken back.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q


class Role(models.TextChoices):
    PLACE = "PLACE", "the care was given here"
    HOME = "HOME", "the person is insured here"


class AwayFiling(models.Model):
    """A filing (异地就医备案) of an insured person for care at another node."""

    class Kind(models.TextChoices):
        LONG_TERM = "LONG_TERM", "lives there"
        TEMPORARY = "TEMPORARY", "stays there for a while"
        TRANSFER = "TRANSFER", "referred there"
        EMERGENCY = "EMERGENCY", "emergency, counts as filed"
        SELF_ARRANGED = "SELF_ARRANGED", "goes there without a referral"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="away_filing")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="away_filings"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    node = models.ForeignKey("exchange.Node", on_delete=models.PROTECT, related_name="away_filings")
    proof = models.CharField(max_length=24, blank=True)
    since = models.DateField()
    span = DateRangeField(null=True)  # while it is in force; None: not accepted
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="away_filing_one_of_a_kind",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("node", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(span__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(span__isnull=True) | Q(span__isempty=False),
                name="away_filing_span_not_empty",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="away_filing_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Eligibility(models.Model):
    """A question of ours whether somebody is insured at another node, and its answer."""

    node = models.ForeignKey("exchange.Node", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="eligibilities"
    )
    kind = models.CharField(max_length=20)
    on = models.DateField()
    is_emergency = models.BooleanField(default=False)
    by_code = models.BooleanField(default=False)
    allowed = models.BooleanField(null=True)  # None: no answer yet
    insurance = models.CharField(max_length=12, blank=True)
    filing = models.CharField(max_length=16, blank=True)
    reasons = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["institution", "-id"], name="eligibility_desk")]

    def __str__(self) -> str:
        return f"eligibility {self.number}"


class InsuranceCode(models.Model):
    """A code that an insured person shows elsewhere (医保码): used once, for a short while."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="insurance_codes"
    )
    digest = models.CharField(max_length=64, unique=True)  # of the code; the code is not kept
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(
        "exchange.Node", null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"insurance code {self.pk}"


class Clearing(models.Model):
    """A month cleared with a node, in one direction."""

    class State(models.TextChoices):
        ASKED = "ASKED", "sent to the node of insurance"
        CLEARED = "CLEARED", "cleared"
        REFUSED = "REFUSED", "the books differ"

    node = models.ForeignKey("exchange.Node", on_delete=models.PROTECT, related_name="clearings")
    role = models.CharField(max_length=5, choices=Role)
    number = models.CharField(max_length=60)
    month = models.DateField()  # its first day
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    settled = models.PositiveIntegerField(default=0)
    reversed = models.PositiveIntegerField(default=0)
    settled_fen = models.BigIntegerField(default=0)
    reversed_fen = models.BigIntegerField(default=0)
    due_fen = models.BigIntegerField(default=0)
    from_prepaid_fen = models.BigIntegerField(default=0)
    moved_fen = models.BigIntegerField(default=0)
    prepaid_after_fen = models.BigIntegerField(default=0)
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.OneToOneField(
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True)  # when it is to be paid by
    asked_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "role", "month"],
                condition=~Q(state="REFUSED"),
                name="clearing_once",
            ),
            models.UniqueConstraint(fields=["node", "role", "number"], name="clearing_number_once"),
            models.CheckConstraint(
                condition=Q(due_fen=F("settled_fen") - F("reversed_fen"))
                & Q(due_fen=F("from_prepaid_fen") + F("moved_fen"))
                & Q(prepaid_after_fen__gte=0),
                name="clearing_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.month} with {self.node_id}"


class AwaySettlement(models.Model):
    """One settlement between two nodes, under the number that the place of care gave it."""

    class State(models.TextChoices):
        OPEN = "OPEN", "not asked for yet"
        ASKED = "ASKED", "asked, no answer yet"
        SETTLED = "SETTLED", "settled"
        REFUSED = "REFUSED", "refused at home"
        REVERSING = "REVERSING", "to be taken back, no answer yet"
        REVERSED = "REVERSED", "taken back"

    node = models.ForeignKey(
        "exchange.Node", on_delete=models.PROTECT, related_name="away_settlements"
    )
    role = models.CharField(max_length=5, choices=Role)
    number = models.CharField(max_length=60)
    claim = models.ForeignKey(  # None: taken back before it came
        "claims.Claim", null=True, on_delete=models.PROTECT, related_name="away_settlements"
    )
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="away_settlements"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    digest = models.CharField(max_length=64, blank=True)  # of what was asked
    filing = models.CharField(max_length=16, blank=True)  # by which it was settled
    preview = models.JSONField(null=True)  # the split that was told before it was asked for
    total_fen = models.BigIntegerField(default=0)
    fund_fen = models.BigIntegerField(default=0)
    account_fen = models.BigIntegerField(default=0)
    cash_fen = models.BigIntegerField(default=0)
    settled_on = models.DateField(null=True)  # by the calendar of the node of insurance
    reversed_on = models.DateField(null=True)
    reasons = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "role", "number"], name="away_settlement_number_once"
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(role="PLACE") & ~Q(state="REVERSED"),
                name="away_settlement_one_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="SETTLED") | Q(claim__isnull=False, settled_on__isnull=False),
                name="away_settlement_settled_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["node", "role", "settled_on"], name="away_settlement_day"),
            models.Index(fields=["node", "role", "reversed_on"], name="away_settlement_back"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Reconciliation(models.Model):
    """The books of a day compared with a node's, in one direction."""

    node = models.ForeignKey(
        "exchange.Node", on_delete=models.PROTECT, related_name="reconciliations"
    )
    role = models.CharField(max_length=5, choices=Role)
    number = models.CharField(max_length=60)
    day = models.DateField()
    agreeing = models.PositiveIntegerField(null=True)  # None: no answer yet
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "role", "number"], name="reconciliation_number_once"
            )
        ]
        indexes = [models.Index(fields=["node", "role", "day"], name="reconciliation_day")]

    def __str__(self) -> str:
        return f"{self.role} {self.day} with {self.node_id}"


class Difference(models.Model):
    """What two books said differently under one number, and what was done about it."""

    reconciliation = models.ForeignKey(
        Reconciliation, on_delete=models.PROTECT, related_name="differences"
    )
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=20, blank=True)
    at_place = models.CharField(max_length=40, blank=True)
    at_home = models.CharField(max_length=40, blank=True)
    remedy = models.CharField(max_length=20)
    resolved_at = models.DateTimeField(null=True)  # when the books agreed on it again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reconciliation", "number", "kind", "field"], name="difference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Prepayment(models.Model):
    """Money that the node of insurance sent ahead."""

    class State(models.TextChoices):
        SENT = "SENT", "sent, not acknowledged yet"
        THERE = "THERE", "acknowledged"
        REFUSED = "REFUSED", "refused, and back"

    node = models.ForeignKey("exchange.Node", on_delete=models.PROTECT, related_name="prepayments")
    role = models.CharField(max_length=5, choices=Role)
    number = models.CharField(max_length=60)
    fen = models.BigIntegerField()
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("accounts.Entry", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "role", "number"], name="prepayment_number_once"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="prepayment_is_something"),
        ]

    def __str__(self) -> str:
        return f"prepayment {self.number}"
