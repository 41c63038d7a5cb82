"""Referrals: the state is the case's, what is said and answered stands here."""

from django.db import models
from django.db.models import Q


class Referral(models.Model):
    """A person sent from one institution to another, for a reason, with a question.

    ``report`` closes the loop: what the receiver found and asks the sender to do.
    """

    class Direction(models.TextChoices):
        UP = "UP", "up"
        DOWN = "DOWN", "down"
        OUTSIDE = "OUTSIDE", "outside the combination"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="referral")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="referrals")
    direction = models.CharField(max_length=8, choices=Direction)
    reason = models.CharField(max_length=8)
    from_institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="referrals_sent"
    )
    from_practitioner = models.ForeignKey(
        "network.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="referrals_received"
    )
    agreement = models.ForeignKey("agreements.Agreement", null=True, on_delete=models.PROTECT)
    previous = models.ForeignKey(  # the referral this one answers: down again after up
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    diagnosis = models.CharField(max_length=16)  # ICD-10
    news2 = models.PositiveSmallIntegerField(null=True)
    done = models.TextField()
    question = models.TextField()
    consent = models.BooleanField(default=False)
    has_priority = models.BooleanField(default=True)
    advice = models.TextField(blank=True)
    summary = models.TextField(blank=True)  # of the discharge, with a referral down
    booking = models.OneToOneField("booking.Booking", null=True, on_delete=models.PROTECT)
    submitted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    report_diagnosis = models.CharField(max_length=16, blank=True)
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    benefit = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    act = models.OneToOneField("ledger.Act", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_institution=models.F("to_institution")),
                name="referral_to_another",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | ~Q(report=""),
                name="referral_report_says_something",
            ),
        ]
        indexes = [
            models.Index(fields=["to_institution", "-id"], name="referral_received"),
            models.Index(fields=["from_institution", "-id"], name="referral_sent"),
            models.Index(fields=["person", "-id"], name="referral_person"),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk} {self.direction}"
