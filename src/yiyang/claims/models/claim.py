"""Claims, how each was settled layer by layer, and the acts that a claim of care rests on.

A settlement is never changed but by being taken back: its postings are reversed, what it
counted is taken off, and a new one may follow.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

PERCENT = {"max_digits": 5, "decimal_places": 2, "default": Decimal(0)}


class Claim(models.Model):
    """What an institution asks for, for one visit or stay; ``source`` is its own number for it.

    ``version`` counts what was sent under that number; an older one is CORRECTED.
    """

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", "received, not settled"
        SETTLED = "SETTLED", "settled"
        REVERSED = "REVERSED", "taken back"
        CORRECTED = "CORRECTED", "replaced by a correction"

    class Kind(models.TextChoices):
        OUTPATIENT = "OUTPATIENT", "outpatient"
        INPATIENT = "INPATIENT", "inpatient"
        HOME_BED = "HOME_BED", "home bed"
        MAJOR_OUTPATIENT = "MAJOR_OUTPATIENT", "outpatient care of a major illness"
        CARE = "CARE", "long-term care"  # made from the acts of a month

    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="insurance_claims"
    )
    source = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="insurance_claims"
    )
    bill = models.OneToOneField(
        "fees.Bill", null=True, on_delete=models.PROTECT, related_name="claim"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    begun_on = models.DateField()
    ended_on = models.DateField()  # the date of the fact: the book is read at this day
    diagnosis = models.CharField(max_length=24, blank=True)
    referral_number = models.CharField(max_length=60, blank=True)  # of a referral made elsewhere
    is_emergency = models.BooleanField(default=False)
    filing = models.CharField(max_length=12, default="LOCAL")
    major_illness = models.BooleanField(default=False)
    # The other node where the person is insured, or where the institution is; empty: all is here.
    through = models.CharField(max_length=24, blank=True, default="", db_default="")
    total_fen = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "source", "version"], name="claim_version_once"
            ),
            models.UniqueConstraint(
                fields=["institution", "source"],
                condition=~Q(state="CORRECTED"),
                name="claim_source_once",
            ),
            models.CheckConstraint(
                condition=Q(begun_on__lte=F("ended_on"), total_fen__gte=0),
                name="claim_dates_and_sum",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "-id"], name="claim_desk"),
            models.Index(fields=["person", "-id"], name="claim_person"),
            models.Index(fields=["state", "-id"], name="claim_state"),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk} {self.state}"

    @property
    def is_insured_elsewhere(self) -> bool:
        """Whether the care was given here to somebody whom another node insures."""
        return bool(self.through) and not self.institution.is_elsewhere

    @property
    def is_treated_elsewhere(self) -> bool:
        """Whether the care was given at another node to somebody insured here."""
        return bool(self.through) and self.institution.is_elsewhere


class ClaimLine(models.Model):
    """One line of a claim.  Rows are only ever added."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    charge = models.CharField(max_length=2)  # med_chrgitm_type 01 to 14
    on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=4)
    fen = models.BigIntegerField()
    catalogue = models.CharField(max_length=1)
    first_self_pay = models.DecimalField(**PERCENT)
    limit_fen = models.BigIntegerField(null=True)
    hospital_fen = models.BigIntegerField(default=0)
    doctor = models.CharField(max_length=40, blank=True)  # who gave or ordered it, by code
    minutes = models.PositiveIntegerField(null=True)  # that it took of the doctor's day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_line_once"),
            models.CheckConstraint(
                condition=Q(fen__gte=0, quantity__gt=0, hospital_fen__gte=0)
                & Q(hospital_fen__lte=F("fen")),
                name="claim_line_amounts",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of claim {self.claim_id}"


class Settlement(models.Model):
    """A claim settled, once or again after it was taken back; ``counted`` what it added to."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="settlements")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("accounts.Entry", on_delete=models.PROTECT, related_name="+")
    reversal = models.OneToOneField(
        "accounts.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    year_from = models.DateField()  # first day of the insurance year
    total_fen = models.BigIntegerField()
    in_scope_fen = models.BigIntegerField()
    fund_fen = models.BigIntegerField()
    person_fen = models.BigIntegerField()
    hospital_fen = models.BigIntegerField()
    cash_fen = models.BigIntegerField()
    counted = models.JSONField(default=dict)
    settled_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(reversed_at__isnull=True),
                name="settlement_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(total_fen=F("fund_fen") + F("person_fen") + F("hospital_fen"))
                & Q(cash_fen__lte=F("person_fen"))
                & Q(fund_fen__lte=F("total_fen"), fund_fen__gte=0, cash_fen__gte=0),
                name="settlement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at__isnull=True, reversal__isnull=True)
                | Q(reversed_at__isnull=False, reversal__isnull=False),
                name="settlement_reversed_whole",
            ),
        ]
        indexes = [models.Index(fields=["person", "year_from", "id"], name="settlement_year")]

    def __str__(self) -> str:
        return f"settlement {self.pk} of claim {self.claim_id}"


class Bearing(models.Model):
    """What one layer bears of a settlement, and the line of the book it rests on."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="bearings")
    place = models.PositiveSmallIntegerField()
    layer = models.CharField(max_length=20)
    fen = models.BigIntegerField()
    base_fen = models.BigIntegerField()
    percent = models.DecimalField(max_digits=9, decimal_places=4)
    key = models.CharField(max_length=80)
    act = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "place"], name="bearing_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="bearing_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.layer} of settlement {self.settlement_id}"
