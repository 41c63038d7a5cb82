"""Clinics, their sessions with slots, bookings of slots, and what triage suggested."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q


class Clinic(models.Model):
    """Where slots are offered: a clinic of an institution, an examination, a doctor's hours."""

    class Kind(models.TextChoices):
        FAMILY_DOCTOR = "FAMILY_DOCTOR", "family doctor"
        GENERAL = "GENERAL", "general clinic"
        SPECIALIST = "SPECIALIST", "specialist clinic"
        EXPERT = "EXPERT", "expert clinic"
        EXAMINATION = "EXAMINATION", "examination"

    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="clinics"
    )
    code = models.CharField(max_length=32)
    kind = models.CharField(max_length=16, choices=Kind)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    practitioner = models.ForeignKey(  # whose hours these are, where they are one person's
        "network.Practitioner", null=True, blank=True, on_delete=models.PROTECT
    )
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="clinic_once")]

    def __str__(self) -> str:
        return self.code


class Session(models.Model):
    """A stretch of a clinic's time with ``total`` slots of equal length.

    The counters are guarded: what is taken is never counted, and the database holds that no
    part is overdrawn.  The moments were decided when the session was published.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="sessions")
    span = DateTimeRangeField(default_bounds="[)")
    total = models.PositiveSmallIntegerField()
    reserved = models.PositiveSmallIntegerField()
    taken_reserved = models.PositiveSmallIntegerField(default=0)
    taken_public = models.PositiveSmallIntegerField(default=0)
    opens_at = models.DateTimeField()
    exclusive_until = models.DateTimeField()
    team_opens_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "span"], condition=Q(is_open=True), name="session_once"
            ),
            models.CheckConstraint(condition=Q(span__isempty=False), name="session_not_empty"),
            models.CheckConstraint(condition=Q(total__gte=1), name="session_has_slots"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("total")), name="session_reserved_within"
            ),
            models.CheckConstraint(
                condition=Q(taken_reserved__lte=F("reserved")), name="session_reserved_not_over"
            ),
            models.CheckConstraint(
                condition=Q(total__gte=F("taken_reserved") + F("taken_public")),
                name="session_not_over",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "opens_at"], name="session_of_clinic")]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Booking(models.Model):
    """One slot of a session taken for a person.

    ``part`` tells from which part it was drawn; ``case`` is the referral it was given for;
    ``problem`` what the person was seen for (ICD-10), where the doctor said so.
    """

    class State(models.TextChoices):
        BOOKED = "BOOKED", "booked"
        CHECKED_IN = "CHECKED_IN", "checked in"
        CALLED = "CALLED", "called in"
        SEEN = "SEEN", "seen"
        CANCELLED = "CANCELLED", "cancelled"
        NO_SHOW = "NO_SHOW", "did not come"
        LEFT_UNSEEN = "LEFT_UNSEEN", "left before being seen"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    number = models.PositiveSmallIntegerField()
    slot_at = models.DateTimeField()
    part = models.CharField(max_length=8)
    via = models.CharField(max_length=16)
    relation = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=State, default=State.BOOKED)
    queue_class = models.CharField(max_length=24)
    queue_key = models.CharField(max_length=60)
    booked_at = models.DateTimeField()
    checked_in_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    case = models.OneToOneField(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="booking"
    )
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    turn_decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    benefit = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    problem = models.CharField(max_length=16, blank=True, default="")
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "person"],
                condition=Q(state="BOOKED"),
                name="booking_one_open_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=~Q(state="CANCELLED"),
                name="booking_slot_once",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "queue_key"], name="booking_queue"),
            models.Index(fields=["person", "-slot_at"], name="booking_person"),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk} {self.state}"


UNSETTLED = (Booking.State.BOOKED, Booking.State.CHECKED_IN, Booking.State.CALLED)


class Triage(models.Model):
    """What somebody answered and where they were told to go; on the public page, nobody's."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    answers = models.JSONField()
    to = models.CharField(max_length=32)
    decision = models.OneToOneField("decisions.Decision", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="triage_person")]

    def __str__(self) -> str:
        return f"triage {self.pk} {self.to}"
