"""What a fee run reckoned with, frozen when it began: rows are only ever added.

A run that was killed goes on from these rows, so that it gives the answer it would have given,
and a figure of it drills down to them for as long as it stands.
"""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models


class Subject(models.Model):
    """One package of one member in a run: for how long, and whether it counts or why not.

    ``team`` and ``practitioner`` are 0 where there is none; ``units`` are days or months.
    """

    run = models.ForeignKey("accounts.Run", on_delete=models.PROTECT, related_name="subjects")
    member = models.ForeignKey("agreements.Member", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="+"
    )
    team = models.BigIntegerField()
    practitioner = models.BigIntegerField()
    package = models.CharField(max_length=32)
    span = DateRangeField()
    units = models.PositiveIntegerField()
    acts = models.PositiveIntegerField()
    counts = models.BooleanField()
    reasons = ArrayField(models.CharField(max_length=24), default=list)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "member", "package"], name="subject_once")
        ]
        indexes = [
            models.Index(fields=["run", "institution", "practitioner"], name="subject_panel"),
            models.Index(fields=["person", "run"], name="subject_person"),
        ]

    def __str__(self) -> str:
        return f"{self.package} of member {self.member_id} in run {self.run_id}"


class Term(models.Model):
    """Who bears how many parts of a package, and what ``whole`` units of it cost."""

    run = models.ForeignKey("accounts.Run", on_delete=models.PROTECT, related_name="terms")
    package = models.CharField(max_length=32)
    price_fen = models.BigIntegerField()
    whole = models.PositiveIntegerField()
    payer = models.CharField(max_length=24)
    place = models.PositiveSmallIntegerField()
    parts = models.PositiveIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "package", "payer"], name="term_once"),
            models.CheckConstraint(
                condition=models.Q(price_fen__gte=0, whole__gt=0, parts__gt=0), name="term_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.payer} {self.parts}"


class Unit(models.Model):
    """The assessment factor, in ten-thousandths, of a team (0: of the institution alone)."""

    run = models.ForeignKey("accounts.Run", on_delete=models.PROTECT, related_name="units")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="+"
    )
    team = models.BigIntegerField()
    factor = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "institution", "team"], name="unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}/{self.team} {self.factor}"


class Work(models.Model):
    """What somebody did for the counted members of an institution in the period.

    ``quality`` is their assessment factor in ten-thousandths.
    """

    run = models.ForeignKey("accounts.Run", on_delete=models.PROTECT, related_name="works")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="+"
    )
    practitioner = models.ForeignKey(
        "network.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=24)
    members = models.PositiveIntegerField()
    acts = models.PositiveIntegerField()
    quality = models.PositiveIntegerField()
    from_hospital = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "institution", "practitioner"], name="work_once")
        ]

    def __str__(self) -> str:
        return f"work of {self.practitioner_id} at {self.institution_id}"


class Bill(models.Model):
    """Everything charged for one visit of a person, settled once at its end (FD-3.7).

    ``care_side`` is the care institution the person lives in, where it bears a share by
    contract.  What was paid of it is known from the postings alone.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "open"
        SETTLED = "SETTLED", "settled"
        DROPPED = "DROPPED", "nothing was charged"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bills")
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="bills"
    )
    care_side = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    occasion = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    person_fen = models.BigIntegerField(default=0)  # what the person owes of it, once settled
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution"],
                condition=models.Q(state="OPEN"),
                name="bill_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="SETTLED", settled_at__isnull=False, decision__isnull=False
                )
                | ~models.Q(state="SETTLED") & models.Q(settled_at__isnull=True),
                name="bill_settled_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["institution", "state", "-id"], name="bill_desk")]

    def __str__(self) -> str:
        return f"bill {self.pk} {self.state}"


class BillLine(models.Model):
    """One item of a bill: ``quantity`` at ``price_fen``, ``covered`` of them by the package."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    item = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField()
    covered = models.PositiveIntegerField(default=0)
    price_class = models.CharField(max_length=8)
    price_fen = models.BigIntegerField()
    fen = models.BigIntegerField()
    shares = models.JSONField(default=dict)  # {payer: parts}
    act = models.OneToOneField(
        "ledger.Act", null=True, on_delete=models.PROTECT, related_name="bill_line"
    )
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    charged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, price_fen__gte=0, fen__gte=0)
                & models.Q(covered__lte=models.F("quantity")),
                name="bill_line_amounts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.item} of bill {self.bill_id}"
