"""Accounts in fen.  A posting moves an amount from one account to another: it balances itself.

Rows of entries and postings are only ever added, and sealed.  What a run has posted counts
once the run is POSTED; until then it is staged and no selector shows it.
"""

from django.db import models
from django.db.models.expressions import RawSQL


class Account(models.Model):
    """Whose money it is; ``code`` says it all: ``PAYER:CITY``, ``POOL:12``, ``OWED_TO:330100``.

    ``payer`` is a fund, or the code of another node.
    """

    class Kind(models.TextChoices):
        PAYER = "PAYER", "a fund that pays"
        PERSONS = "PERSONS", "own shares of the people of an institution"
        PERSON = "PERSON", "what one person owes"
        SAVINGS = "SAVINGS", "personal account of one insured"
        POOL = "POOL", "fee pool of an institution"
        STAFF = "STAFF", "pay of one who works"
        INSTITUTION = "INSTITUTION", "money of an institution"
        CASH = "CASH", "taken at the desk of an institution"
        ADVANCE = "ADVANCE", "paid ahead to an institution"
        OWED_TO = "OWED_TO", "owed to another node for care of our insured there"
        OWED_BY = "OWED_BY", "owed by another node for care of its insured here"
        PREPAID_TO = "PREPAID_TO", "prepaid to another node"
        PREPAID_BY = "PREPAID_BY", "prepaid by another node"
        TREASURY = "TREASURY", "money moved to or from another node"

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    payer = models.CharField(max_length=24, blank=True)
    institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    practitioner = models.ForeignKey(
        "network.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.code


class Run(models.Model):
    """A reckoning of a period: staged in chunks, then made visible by one change of its state.

    ``sequence`` counts the runs of a period; a later one adjusts, and reverses, the one before.
    """

    class State(models.TextChoices):
        STAGING = "STAGING", "under way"
        STOPPED = "STOPPED", "stopped"
        POSTED = "POSTED", "posted"
        ABANDONED = "ABANDONED", "given up"

    kind = models.CharField(max_length=24)
    period = models.CharField(max_length=16)
    place = models.CharField(max_length=12)
    sequence = models.PositiveSmallIntegerField(default=1)
    adjusts = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="adjusted_by"
    )
    state = models.CharField(max_length=12, choices=State, default=State.STAGING)
    book_digest = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64, blank=True)
    output_digest = models.CharField(max_length=64, blank=True)
    plan = models.JSONField(default=dict)  # what else was pinned when it began
    begun_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "place", "sequence"],
                condition=~models.Q(state="ABANDONED"),
                name="run_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "place"],
                condition=models.Q(state__in=["STAGING", "STOPPED"]),
                name="run_one_under_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="POSTED")
                | models.Q(posted_at__isnull=False) & ~models.Q(output_digest=""),
                name="run_posted_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period} {self.sequence}"


class Chunk(models.Model):
    """A part of a run that stands; a run that was killed goes on after its last one."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="chunks")
    number = models.PositiveIntegerField()
    postings = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    staged_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"chunk {self.number} of {self.run_id}"


class Entry(models.Model):
    """What postings belong to: an institution's fees of a run, a settled visit, a payment."""

    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=24)
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    day = models.DateField()
    posted_at = models.DateTimeField()
    xid = models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="entry_subject"),
            models.Index(fields=["xid", "id"], name="entry_sealing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"


class Posting(models.Model):
    """An amount from ``debit``, who bears it, to ``credit``, who gets it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="postings")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    fen = models.BigIntegerField()
    rule = models.CharField(max_length=64)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=80)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    xid = models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="posting_moves_something"),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")), name="posting_between_two"
            ),
            models.UniqueConstraint(
                fields=["run", "source_kind", "source_id", "rule"],
                name="posting_source_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["xid", "id"], name="posting_sealing")]

    def __str__(self) -> str:
        return f"{self.fen} fen {self.source_kind}:{self.source_id}"
