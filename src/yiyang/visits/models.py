"""Visits at home, their checks and items; enrolment in kinds of service, attendance, purchases."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import Q


class Enrolment(models.Model):
    """A person is served in one of three ways (HZ-7): at home, at day care, in an institution.

    ``weekdays`` (0 is Monday) and ``items`` are the weekly schedule; ``begins`` and ``ends`` the
    hours of a day on which somebody comes, or is there.
    """

    class Kind(models.TextChoices):
        FAMILY = "FAMILY", "at home"
        DAY_CARE = "DAY_CARE", "day care"
        INSTITUTION = "INSTITUTION", "in an institution"

    kind = models.CharField(max_length=12, choices=Kind)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    span = DateRangeField()
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    begins = models.TimeField()
    ends = models.TimeField()
    items = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    made_at = models.DateTimeField()
    end_reason = models.CharField(max_length=24, blank=True)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(span__isempty=False), name="enrolment_span_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(begins__lt=models.F("ends")), name="enrolment_hours_in_order"
            ),
            ExclusionConstraint(
                name="enrolment_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("institution", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["institution", "kind"], name="enrolment_house")]

    def __str__(self) -> str:
        return f"{self.kind} enrolment {self.pk}"


class Visit(models.Model):
    """One visit at home, from the request to the rating.

    ``window`` is when it may begin; ``span`` what the day's plan gave it; ``begun_at`` and
    ``ended_at`` what its checks say.
    """

    class State(models.TextChoices):
        ASKED = "ASKED", "asked for"
        ACCEPTED = "ACCEPTED", "accepted"
        PLANNED = "PLANNED", "planned"
        UNDER_WAY = "UNDER_WAY", "under way"
        DONE = "DONE", "done"
        REFUSED = "REFUSED", "refused"
        CANCELLED = "CANCELLED", "cancelled"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    role = models.CharField(max_length=24)  # in which it was asked for
    asked_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="visits_asked"
    )
    asked_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    window = DateTimeRangeField(default_bounds="[)")
    enrolment = models.ForeignKey(
        Enrolment, null=True, on_delete=models.PROTECT, related_name="visits"
    )
    due_work = models.ForeignKey(
        "care.DueWork", null=True, on_delete=models.PROTECT, related_name="visits"
    )
    ticked = ArrayField(models.CharField(max_length=24), default=list)  # risks on the checklist
    people = models.PositiveSmallIntegerField(default=1)
    precautions = ArrayField(models.CharField(max_length=24), default=list)
    risk = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=32, blank=True)  # refused or cancelled because
    refer_to = models.CharField(max_length=24, blank=True)
    practitioner = models.ForeignKey(
        "network.Practitioner", null=True, on_delete=models.PROTECT, related_name="visits"
    )
    second = models.ForeignKey(
        "network.Practitioner", null=True, on_delete=models.PROTECT, related_name="visits_with"
    )
    span = DateTimeRangeField(null=True, default_bounds="[)")
    travel_minutes = models.PositiveIntegerField(null=True)
    plan = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    left_because = models.CharField(max_length=24, blank=True)  # not placed in the day's plan
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=60, blank=True)  # who was served and says so
    report = models.CharField(max_length=500, blank=True)
    stars = models.PositiveSmallIntegerField(null=True)
    praise = models.CharField(max_length=300, blank=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(window__isempty=False), name="visit_window_is_some"),
            models.CheckConstraint(condition=Q(people__in=(1, 2)), name="visit_one_or_two_people"),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5, state="DONE"),
                name="visit_stars_one_to_five",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("PLANNED", "UNDER_WAY", "DONE"))
                | Q(practitioner__isnull=False, span__isnull=False),
                name="visit_planned_has_worker",
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(begun_at__isnull=False, ended_at__isnull=False),
                name="visit_done_has_times",
            ),
            ExclusionConstraint(
                name="visit_worker_one_at_a_time",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=("PLANNED", "UNDER_WAY")),
            ),
            models.UniqueConstraint(
                fields=["due_work"],
                name="visit_of_due_work_once",
                condition=Q(state__in=("ASKED", "ACCEPTED", "PLANNED", "UNDER_WAY", "DONE")),
            ),
            models.UniqueConstraint(
                fields=["enrolment", "window"],
                name="visit_of_enrolment_once",
                condition=Q(enrolment__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "state"],
                name="visit_desk",
                condition=Q(state__in=("ASKED", "ACCEPTED", "PLANNED", "UNDER_WAY")),
            ),
            models.Index(fields=["practitioner", "-id"], name="visit_worker"),
            models.Index(fields=["person", "-id"], name="visit_person"),
            models.Index(fields=["institution", "-ended_at"], name="visit_ended"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk} {self.state}"


class VisitItem(models.Model):
    """One item of a visit: asked for, then done with its act, or not done with the reason."""

    class State(models.TextChoices):
        ASKED = "ASKED", "asked for"
        DONE = "DONE", "done"
        NOT_DONE = "NOT_DONE", "not done"
        REFUSED = "REFUSED", "done, but not accepted by the ledger"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)
    reasons = ArrayField(models.CharField(max_length=32), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "item"], name="visit_item_once"),
            models.CheckConstraint(
                condition=Q(state="DONE", act__isnull=False)
                | (~Q(state="DONE") & Q(act__isnull=True)),
                name="visit_item_done_has_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} of visit {self.visit_id}"


class VisitCheck(models.Model):
    """A check-in or check-out, once.  ``key`` is the phone's: told again it changes nothing."""

    class Kind(models.TextChoices):
        IN = "IN", "check-in"
        OUT = "OUT", "check-out"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=4, choices=Kind)
    key = models.UUIDField(unique=True)
    told_at = models.DateTimeField()  # the phone's clock
    at = models.DateTimeField()  # the moment that counts
    received_at = models.DateTimeField()
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    accuracy = models.PositiveIntegerField(default=0)  # metres
    metres = models.PositiveIntegerField(null=True)  # from home
    flags = ArrayField(models.CharField(max_length=24), default=list)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_check_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of visit {self.visit_id}"


class Attendance(models.Model):
    """One day of somebody at a day-care centre: when they came and left."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    day = models.DateField()
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "day"], name="attendance_once_a_day"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gt=models.F("came_at")),
                name="attendance_in_order",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="attendance_day")]

    def __str__(self) -> str:
        return f"attendance {self.pk} on {self.day}"


class PointService(models.Model):
    """A service given, or a thing bought, at a day-care centre or in an institution."""

    class Kind(models.TextChoices):
        SERVICE = "SERVICE", "service"
        PURCHASE = "PURCHASE", "purchase"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="services")
    kind = models.CharField(max_length=12, choices=Kind)
    item = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField(default=1)
    price_fen = models.BigIntegerField(null=True)  # for one; None where the item has no price
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    span = DateTimeRangeField(default_bounds="[)")
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_fen__isnull=True) | Q(price_fen__gte=0),
                name="point_service_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(kind="PURCHASE", price_fen__isnull=False)
                | Q(kind="SERVICE", practitioner__isnull=False),
                name="point_service_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"
