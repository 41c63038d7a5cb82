"""Notices to a role on duty, their deliveries, their acknowledgement."""

from django.db import models


class Notice(models.Model):
    """Something that a role on duty must know.  Its text has no personal data.

    ``code`` and ``params`` render from ``texts.yaml``; ``link`` is a path that needs sign-in.
    """

    code = models.CharField(max_length=48)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=24, blank=True)
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    account = models.ForeignKey(  # addressed to one account (a resident), or who took it
        "access.Account", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    urgent = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=1)  # 1: first on the roster, 2: the next
    created_at = models.DateTimeField()
    escalate_after = models.DurationField(null=True)  # how long each round is waited for
    escalate_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_role = models.CharField(max_length=24, blank=True)  # the role they acted in

    class Meta:
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="notice_waiting",
                condition=models.Q(acknowledged_at__isnull=True, escalate_at__isnull=False),
            ),
            models.Index(
                fields=["-id"],
                name="notice_unanswered",
                condition=models.Q(acknowledged_at__isnull=True),
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notice_subject"),
            models.Index(fields=["role", "institution", "-id"], name="notice_inbox"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} {self.code}"

    @property
    def is_alarm(self) -> bool:
        """Whether a role on duty is called at once; what one account is urgently sent is texted."""
        return self.urgent and self.account_id is None


class Delivery(models.Model):
    """One attempt to bring a notice to one account by one channel."""

    class State(models.TextChoices):
        WAITING = "WAITING", "waiting"
        SENT = "SENT", "sent"
        FAILED = "FAILED", "failed"
        DROPPED = "DROPPED", "answered before it was sent"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT)
    channel = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "account", "channel"], name="delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], name="delivery_waiting", condition=models.Q(state="WAITING")
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
