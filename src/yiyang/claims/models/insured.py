"""How people are insured, and what is counted for them in an insurance year."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

PERCENT = {"max_digits": 5, "decimal_places": 2, "default": Decimal(0)}


class Cover(models.Model):
    """How a person is insured for a time: by which scheme, with which rights beside it."""

    class Insurance(models.TextChoices):
        EMPLOYEE = "EMPLOYEE", "employees' insurance"
        RESIDENT = "RESIDENT", "residents' insurance"

    class Status(models.TextChoices):
        IN_SERVICE = "IN_SERVICE", "in service"
        RETIRED = "RETIRED", "retired"
        RESIDENT = "RESIDENT", "resident"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="covers")
    insurance = models.CharField(max_length=12, choices=Insurance)
    status = models.CharField(max_length=12, choices=Status)
    retired_year = models.PositiveSmallIntegerField(null=True)
    assistance = models.CharField(max_length=24, blank=True)  # category of medical assistance
    civil_servant_percent = models.DecimalField(**PERCENT)
    employer_percent = models.DecimalField(**PERCENT)
    other_percent = models.DecimalField(**PERCENT)
    family_payer = models.ForeignKey(  # whose personal account may pay for this person too
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    span = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="cover_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(insurance="RESIDENT", status="RESIDENT")
                | Q(insurance="EMPLOYEE", status__in=["IN_SERVICE", "RETIRED"]),
                name="cover_status_fits",
            ),
            models.CheckConstraint(
                condition=Q(family_payer__isnull=True) | ~Q(family_payer=F("person")),
                name="cover_family_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insurance} of {self.person_id}"


class Counter(models.Model):
    """What has been counted for a person in an insurance year: POOL, DEDUCTIBLE_INPATIENT ..."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    year_from = models.DateField()
    name = models.CharField(max_length=32)
    fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year_from", "name"], name="counter_once"),
            models.CheckConstraint(condition=Q(fen__gte=0), name="counter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id} from {self.year_from}"
