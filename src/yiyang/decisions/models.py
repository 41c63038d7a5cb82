"""Decisions with the facts and the book they were made from.  Rows are only ever added."""

from django.db import models


class BookSnapshot(models.Model):
    """The lines of one state of the policy book, so that a decision can be replayed."""

    digest = models.CharField(max_length=64, unique=True)
    lines = models.JSONField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Adoption(models.Model):
    """A value adopted by a local signed document; becomes a line of the book."""

    key = models.CharField(max_length=80)
    place = models.CharField(max_length=12)
    starts_on = models.DateField()
    value = models.JSONField()
    document_number = models.CharField(max_length=80)
    signer = models.CharField(max_length=60)
    signed_on = models.DateField()
    mission = models.CharField(max_length=16)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "place", "starts_on"], name="adoption_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.place} from {self.starts_on}"


class Decision(models.Model):
    """What a rule was asked, what it answered, because of which lines of the book."""

    rule = models.CharField(max_length=64)
    rule_version = models.CharField(max_length=8)
    book_digest = models.CharField(max_length=64)
    day = models.DateField()
    place = models.CharField(max_length=12)
    strict = models.BooleanField()
    facts = models.JSONField()
    result = models.JSONField()
    clauses = models.JSONField()  # the mission clauses of the lines read
    marks = models.JSONField()
    authorities = models.JSONField()  # [{key, act, article, mark}] as shown to a person
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="decision_subject"),
            models.Index(fields=["person_id", "-id"], name="decision_person"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} by {self.rule}"


class MissingValue(models.Model):
    """A value that a rule needed and the book did not have: work for the policy desk.

    One row a key and place, with the latest day asked for.  Nothing closes it by hand: it is
    answered once the book has a value for that day.
    """

    key = models.CharField(max_length=80)
    place = models.CharField(max_length=12)
    day = models.DateField()
    strict = models.BooleanField()  # a value was there, but unsettled
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "place"], name="missing_value_once")]

    def __str__(self) -> str:
        return f"{self.key} in {self.place} on {self.day}"
