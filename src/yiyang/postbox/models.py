"""Messages out and in, each exactly once in effect."""

from django.db import models


class Outgoing(models.Model):
    """A message to send, written in the transaction of the change it tells of."""

    destination = models.CharField(max_length=64)
    message_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=48)
    body = models.JSONField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="outgoing_unsent", condition=models.Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.destination}"


class Incoming(models.Model):
    """A message received; a second copy gets the answer stored with the first."""

    source = models.CharField(max_length=64)
    message_id = models.UUIDField()
    kind = models.CharField(max_length=48)
    answer = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "message_id"], name="incoming_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.source}"
