"""The audit trail.  Rows are only ever added; a trigger refuses anything else.

An entry carries the digest of its payload, the payload stands apart so that it can be erased
by law without breaking the chain.  Seals cover whole transactions (``xid``) that have ended.
"""

from django.db import models
from django.db.models.expressions import RawSQL


class Entry(models.Model):
    """One change or one look at a person's record."""

    at = models.DateTimeField()
    xid = models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False)
    account_id = models.BigIntegerField(null=True)  # None: the program itself
    assignment_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=48)
    subject_id = models.CharField(max_length=64)
    person_id = models.BigIntegerField(null=True)
    payload_digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="audit_entry_sealing"),
            models.Index(fields=["person_id", "-id"], name="audit_entry_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_kind}:{self.subject_id}"


class Payload(models.Model):
    """What an entry says, salted; may be erased, the entry and its digest stay."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, db_constraint=False
    )
    salt = models.BinaryField(max_length=16)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Seal(models.Model):
    """The signed head of a run of rows of one stream, chained to the seal before it."""

    class Stream(models.TextChoices):
        AUDIT = "AUDIT", "audit trail"
        LEDGER = "LEDGER", "service ledger"
        ACCOUNTS = "ACCOUNTS", "postings"

    stream = models.CharField(max_length=8, choices=Stream)
    seq = models.BigIntegerField()
    from_xid = models.BigIntegerField()
    until_xid = models.BigIntegerField()
    count = models.BigIntegerField()
    merkle_root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    algorithm = models.CharField(max_length=16)
    key_id = models.CharField(max_length=64)
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="seal_seq_once"),
            models.CheckConstraint(
                condition=models.Q(from_xid__lt=models.F("until_xid")), name="seal_covers_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} seal {self.seq}"
