"""Daily counts, alarms, responses, and the pools of beds and staff that several regions give.

No count names a person.  What belongs to an exercise is marked on its own row: the database lets
a bed be in one pool at a time, in one exercise at a time, and be released once.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models


class Counting(models.Model):
    """How far the record of a place is counted: the days, and the change up to which it is read.

    ``days_done`` of ``days_asked`` tell how far a count that is under way has come.
    """

    place = models.OneToOneField("network.Place", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()  # the first day that is counted
    until_on = models.DateField()  # the first day that is not counted yet
    change = models.BigIntegerField(default=0)  # transaction below which all changes are read
    days_done = models.PositiveIntegerField(default=0)
    days_asked = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")), name="counting_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"counts of {self.place_id}"


class DayCount(models.Model):
    """How many people had a syndrome on a day: of a place, or at an institution.

    A day and series without a row, within what is counted, has nobody.  ``first_people`` is what
    the first count found; a record that comes late changes ``people`` alone.
    """

    syndrome = models.CharField(max_length=32)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    people = models.PositiveIntegerField()
    first_people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "syndrome", "place", "institution"],
                name="day_count_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.syndrome} {self.on}"


class Response(models.Model):
    """What is done about an outbreak, or an exercise of it: the domain's part of its case."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="response")
    syndrome = models.CharField(max_length=32)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    is_exercise = models.BooleanField()
    level = models.CharField(max_length=4, blank=True)
    scope = models.CharField(max_length=12, blank=True)
    beds = models.PositiveIntegerField(default=0)  # to be pooled
    posts = models.PositiveIntegerField(default=0)
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    placement = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["syndrome", "place", "is_exercise"],
                name="response_one_open",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(fields=["id", "is_exercise"], name="response_marked"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Alarm(models.Model):
    """A day on which a series was above its bound, with the evidence as it then was."""

    syndrome = models.CharField(max_length=32)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    method = models.CharField(max_length=24)
    observed = models.PositiveIntegerField()
    expected = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    upper = models.DecimalField(max_digits=12, decimal_places=3)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="alarms")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "syndrome", "place", "institution", "method"],
                name="alarm_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"alarm {self.pk}"


class Pledge(models.Model):
    """What an institution is asked to give to a response, and what it answered."""

    class State(models.TextChoices):
        ASKED = "ASKED", "asked"
        GIVEN = "GIVEN", "given"
        DECLINED = "DECLINED", "declined"
        LAPSED = "LAPSED", "lapsed"

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="pledges")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    bed_kind = models.CharField(max_length=20)
    beds = models.PositiveIntegerField()  # asked for
    posts = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "institution", "bed_kind"], name="pledge_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="ASKED", answered_at__isnull=True)
                | (~models.Q(state="ASKED") & models.Q(answered_at__isnull=False)),
                name="pledge_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"pledge {self.pk} {self.state}"


class Pooled(models.Model):
    """Something given to a pool for a time; ``released_at`` ends it, once and for good."""

    is_exercise = models.BooleanField()
    span = DateTimeRangeField(default_bounds="[)")
    released_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"pooled {self.pk}"


def _ends_when_released() -> models.Q:
    open_ended = models.Q(released_at__isnull=True, span__endswith__isnull=True)
    return open_ended | models.Q(released_at__isnull=False, span__endswith=models.F("released_at"))


class PooledBed(Pooled):
    """A bed in the pool of a response."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="pooled_beds")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="pooled_beds")
    bed = models.ForeignKey("network.Bed", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ends_when_released(), name="pooled_bed_released"),
            *(
                ExclusionConstraint(
                    name=name,
                    expressions=[
                        ("bed", RangeOperators.EQUAL),
                        ("span", RangeOperators.OVERLAPS),
                    ],
                    condition=models.Q(is_exercise=is_exercise),
                )
                for name, is_exercise in (
                    ("pooled_bed_once", False),
                    ("pooled_bed_once_exercise", True),
                )
            ),
        ]


class PooledStaff(Pooled):
    """A doctor or nurse lent to the pool of a response."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="pooled_staff")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="pooled_staff")
    practitioner = models.ForeignKey(
        "network.Practitioner", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ends_when_released(), name="pooled_staff_released"),
            *(
                ExclusionConstraint(
                    name=name,
                    expressions=[
                        ("practitioner", RangeOperators.EQUAL),
                        ("span", RangeOperators.OVERLAPS),
                    ],
                    condition=models.Q(is_exercise=is_exercise),
                )
                for name, is_exercise in (
                    ("pooled_staff_once", False),
                    ("pooled_staff_once_exercise", True),
                )
            ),
        ]


class Casualty(models.Model):
    """Somebody a response places: by their transfer, or in an exercise an invented one.

    ``bed`` None while they wait; ``reasons`` say why there, or why nowhere.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="casualties")
    is_exercise = models.BooleanField()
    number = models.PositiveIntegerField()  # within its response
    transfer = models.ForeignKey(
        "beds.Transfer", null=True, on_delete=models.PROTECT, related_name="casualties"
    )
    sex = models.CharField(max_length=1)
    news2 = models.PositiveSmallIntegerField()
    needs_oxygen = models.BooleanField()
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    severity = models.CharField(max_length=12)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    bed = models.ForeignKey(
        PooledBed, null=True, on_delete=models.PROTECT, related_name="casualties"
    )
    reasons = models.JSONField(default=list)
    placed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="casualty_number"),
            models.UniqueConstraint(
                fields=["bed"], name="casualty_bed_once", condition=models.Q(left_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=models.Q(is_exercise=True, transfer__isnull=True)
                | models.Q(is_exercise=False, transfer__isnull=False),
                name="casualty_real_has_a_transfer",
            ),
            # Who left a response, or whose response was stood down, may be of another one.
            models.UniqueConstraint(
                fields=["transfer"],
                name="casualty_of_one_response",
                condition=models.Q(left_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"casualty {self.number} of {self.response_id}"
