"""Who wants to hear of which changes, and each change that was one for them.

A subscription reads the changes of the record by a cursor of its own, in the order ``(xid, seq)``
in which they are settled, so it misses none that was committed late.  Its events are numbered
from one without a gap; ``sent`` is the last that its endpoint has taken.
"""

import uuid

from django.db import models
from django.db.models import Q


class Subscription(models.Model):
    """What one client wants to hear, where, and how far it is."""

    class Status(models.TextChoices):
        REQUESTED = "REQUESTED", "its endpoint has not answered yet"
        ACTIVE = "ACTIVE", "is sent"
        ERROR = "ERROR", "sending has stopped, events are still noted"
        OFF = "OFF", "neither sent nor noted"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="+")
    authorisation = models.ForeignKey(
        "clients.Authorisation", on_delete=models.PROTECT, related_name="+"
    )
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    permits = models.JSONField()  # of the token it was made with, as [type, letter] pairs
    person_id = models.BigIntegerField(null=True)  # where the token is for one person alone
    status = models.CharField(max_length=12, choices=Status, default=Status.REQUESTED)
    fault = models.CharField(max_length=40, blank=True)  # the kind of failure alone
    topic = models.CharField(max_length=200)
    filters = models.JSONField(default=list)
    body = models.TextField()  # the resource as it came, without its headers
    base = models.TextField()  # our own address, as its notifications name it
    endpoint = models.TextField()
    sealed_headers = models.TextField(blank=True)
    mime = models.CharField(max_length=40)
    content = models.CharField(max_length=16)
    heartbeat = models.IntegerField(null=True)  # seconds
    timeout = models.IntegerField()  # seconds
    max_count = models.IntegerField()
    ends_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    # What was committed when it first became active is not told.
    since_snapshot = models.TextField(blank=True)
    since_xid = models.BigIntegerField(null=True)
    since_seq = models.BigIntegerField(null=True)
    cursor_xid = models.BigIntegerField(null=True)
    cursor_seq = models.BigIntegerField(null=True)
    count = models.BigIntegerField(default=0)  # the number of the last event
    sent = models.BigIntegerField(default=0)  # the number of the last event that was taken

    failures = models.IntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)  # not tried before; None: at once
    spoke_at = models.DateTimeField(null=True)  # when its endpoint last took something

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent__gte=0, sent__lte=models.F("count")),
                name="subscription_sent_was_counted",
            ),
            models.CheckConstraint(
                condition=~Q(status="ACTIVE") | Q(cursor_xid__isnull=False),
                name="subscription_active_has_a_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="subscription_standing", condition=Q(deleted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk} {self.status}"


class Event(models.Model):
    """One version of a resource that was an event for a subscription."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="events")
    number = models.BigIntegerField()
    resource = models.ForeignKey(
        "record.Resource", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField()
    interaction = models.CharField(max_length=8)
    happened_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)  # when it first went out with what it is about

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "number"], name="subscription_event_number_once"
            ),
            models.UniqueConstraint(
                fields=["subscription", "resource", "version"], name="subscription_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.number} of subscription {self.subscription_id}"
