"""Who is of which key group, the register entries that show it, and who was looked at when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Group(models.TextChoices):
    """The groups of FD-4.6, and three that are followed beside them."""

    ELDER = "ELDER", "elders"
    MATERNITY = "MATERNITY", "pregnant and lying-in women"
    CHILDREN = "CHILDREN", "children"
    DISABLED = "DISABLED", "disabled people"
    LIFTED_FROM_POVERTY = "LIFTED_FROM_POVERTY", "people lifted out of poverty"
    SPECIAL_FAMILY = "SPECIAL_FAMILY", "special family-planning families"
    HYPERTENSION = "HYPERTENSION", "people with hypertension"
    DIABETES = "DIABETES", "people with diabetes"
    TUBERCULOSIS = "TUBERCULOSIS", "people with tuberculosis"
    SEVERE_MENTAL_DISORDER = "SEVERE_MENTAL_DISORDER", "people with a severe mental disorder"
    COPD = "COPD", "people with COPD"
    LOST_ABILITY = "LOST_ABILITY", "people who have lost abilities"
    LIVING_ALONE = "LIVING_ALONE", "people living alone"


class Membership(models.Model):
    """A person is of a group for a period; ``source_kind`` and ``source_key`` show it."""

    class Source(models.TextChoices):
        BIRTH = "BIRTH", "date of birth"
        HOUSEHOLD = "HOUSEHOLD", "household"
        RECORD = "RECORD", "health record"
        REGISTER = "REGISTER", "register"
        ASSESSMENT = "ASSESSMENT", "assessment"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="key_groups")
    group = models.CharField(max_length=24, choices=Group)
    span = DateRangeField()
    source_kind = models.CharField(max_length=16, choices=Source)
    source_key = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="membership_span_not_empty"
            ),
            ExclusionConstraint(
                name="membership_one_per_group",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["group", "person"], name="membership_group")]

    def __str__(self) -> str:
        return f"{self.group} of {self.person_id}"


class RegisterEntry(models.Model):
    """A certificate, or an entry of a disease register that is kept outside the record."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="register_entries"
    )
    group = models.CharField(max_length=24, choices=Group)
    number = models.CharField(max_length=40, blank=True)
    span = DateRangeField()
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="register_entry_span_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} of {self.person_id}"


class Look(models.Model):
    """When a person's groups were last derived, and by which decision."""

    person = models.OneToOneField(
        "people.Person", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"groups of {self.person_id}"
