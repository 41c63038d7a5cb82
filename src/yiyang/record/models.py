"""The resource store and its search indexes.

``Resource`` holds the current version of each resource as the text that came, with its numbers
and dates as written; ``ResourceVersion`` the ones before it.  The index tables are narrow, are
written in the same transaction, and can be made again from the bodies at any time: so their
rows have no foreign key that would be checked row by row.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.expressions import RawSQL


class Resource(models.Model):
    """The current version of one resource; ``deleted_at`` where it was taken away.

    ``person`` is whose record it belongs to; ``also_about`` names other people it speaks of, and
    it is shown only to those who may see them all.  ``(xid, seq)`` orders all changes: below the
    lower bound of a snapshot no change can appear late.
    """

    key = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=40)
    fhir_id = models.CharField(max_length=64, db_column="id")
    version = models.IntegerField()
    body = models.TextField()
    digest = models.UUIDField()  # of the body: the first half of its SHA-256
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    also_about = ArrayField(models.BigIntegerField(), default=list)
    origin = models.CharField(max_length=80)  # OWN, IMPORT, or the row it projects
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    xid = models.BigIntegerField(
        db_default=RawSQL("(pg_current_xact_id()::text)::bigint", ()), editable=False
    )
    seq = models.BigIntegerField(db_default=RawSQL("nextval('record_change')", ()), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "fhir_id"], name="resource_once"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="resource_version_from_one"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "type", "key"], name="resource_person"),
            models.Index(fields=["xid", "seq"], name="resource_change"),
        ]

    def __str__(self) -> str:
        return f"{self.type}/{self.fhir_id}"


class ResourceVersion(models.Model):
    """A version that another one has replaced."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    body = models.TextField()
    person_id = models.BigIntegerField(null=True)
    also_about = ArrayField(
        models.BigIntegerField(), default=list, db_default=RawSQL("'{}'::bigint[]", ())
    )
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    xid = models.BigIntegerField()
    seq = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "version"], name="resource_version_once")
        ]
        indexes = [models.Index(fields=["xid", "seq"], name="resource_version_change")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.resource_id}"


class Numeric(models.Field):
    """A number of any size and scale, and the infinities."""

    def db_type(self, connection: object) -> str:
        """Return the column's type."""
        return "numeric"


class IndexRow(models.Model):
    """By what a resource is found: the parameter's key and one value."""

    resource = models.ForeignKey(
        Resource,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    param = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.param} of {self.resource_id}"


class TokenIndex(IndexRow):
    """A code in a system, both as 64-bit digests (0: none)."""

    pk = models.CompositePrimaryKey("resource_id", "param", "system", "code")
    system = models.BigIntegerField()
    code = models.BigIntegerField()

    class Meta:
        db_table = "record_token"
        indexes = [
            models.Index(fields=["param", "code", "system", "resource"], name="record_token_find")
        ]


class DateIndex(IndexRow):
    """A period [low, high): a date is one, as exact as it was written."""

    pk = models.CompositePrimaryKey("resource_id", "param", "low", "high")
    low = models.DateTimeField()
    high = models.DateTimeField()

    class Meta:
        db_table = "record_date"
        indexes = [models.Index(fields=["param", "low", "high"], name="record_date_find")]


class StringIndex(IndexRow):
    """A text without case and accents."""

    pk = models.CompositePrimaryKey("resource_id", "param", "value")
    value = models.TextField()

    class Meta:
        db_table = "record_string"
        indexes = [
            models.Index(
                models.F("param"), OpClass("value", "text_pattern_ops"), name="record_string_find"
            )
        ]


class ReferenceIndex(IndexRow):
    """What a resource points to: ``Type/id``, or an address elsewhere."""

    pk = models.CompositePrimaryKey("resource_id", "param", "target")
    target = models.TextField()

    class Meta:
        db_table = "record_reference"
        indexes = [models.Index(fields=["target", "param"], name="record_reference_find")]


class QuantityIndex(IndexRow):
    """A number or a range of numbers, with its unit's system and code as digests."""

    pk = models.CompositePrimaryKey("resource_id", "param", "low", "high", "system", "code")
    low = Numeric()
    high = Numeric()
    system = models.BigIntegerField()
    code = models.BigIntegerField()

    class Meta:
        db_table = "record_quantity"
        indexes = [models.Index(fields=["param", "code", "low"], name="record_quantity_find")]


class UriIndex(IndexRow):
    """An address, whole."""

    pk = models.CompositePrimaryKey("resource_id", "param", "value")
    value = models.TextField()

    class Meta:
        db_table = "record_uri"
        indexes = [
            models.Index(
                models.F("param"), OpClass("value", "text_pattern_ops"), name="record_uri_find"
            )
        ]


class CompositeIndex(IndexRow):
    """A pair that stands together in one element: a code, and a quantity or another code."""

    pk = models.CompositePrimaryKey(
        "resource_id", "param", "system", "code", "low", "high", "second_system", "second_code"
    )
    system = models.BigIntegerField()
    code = models.BigIntegerField()
    low = Numeric()
    high = Numeric()
    second_system = models.BigIntegerField()
    second_code = models.BigIntegerField()

    class Meta:
        db_table = "record_composite"
        indexes = [
            models.Index(fields=["param", "code", "second_code", "low"], name="record_pair_find")
        ]


class ImportedFile(models.Model):
    """A file that was taken in whole, by its digest: taken again it is passed over."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    counts = models.JSONField()
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Export(models.Model):
    """A Bulk Data export: who asked for what, how far it is, until when its files stay."""

    class State(models.TextChoices):
        UNDER_WAY = "UNDER_WAY", "under way"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"
        CANCELLED = "CANCELLED", "cancelled"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=120, blank=True)
    permits = models.JSONField(null=True)  # of the token, as [type, letter] pairs
    person_id = models.BigIntegerField(null=True)  # where the token is for one person alone
    of_people = models.BooleanField()  # leave out what speaks of nobody
    group = models.CharField(max_length=64, blank=True)
    types = ArrayField(models.CharField(max_length=40))
    filters = models.JSONField(default=list)  # searches, ``Type?query``: of a type any of its own
    since = models.DateTimeField(null=True)
    url = models.TextField()
    approval = models.BigIntegerField(null=True)
    place_code = models.CharField(max_length=12, blank=True)  # people of this place alone
    without_place = models.IntegerField(default=0)  # people left out: nobody knows where they live
    state = models.CharField(max_length=12, choices=State, default=State.UNDER_WAY)
    fault = models.CharField(max_length=80, blank=True)  # the kind of error alone
    asked_at = models.DateTimeField()
    as_of = models.DateTimeField()  # no change before it is missing
    type_at = models.IntegerField(default=0)
    key_at = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="export_under_way", condition=models.Q(state="UNDER_WAY")
            )
        ]

    def __str__(self) -> str:
        return f"export {self.pk} {self.state}"


class ExportFile(models.Model):
    """One file of an export: resources of one type, a line each."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="files")
    type = models.CharField(max_length=40)
    part = models.IntegerField()
    count = models.IntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "type", "part"], name="export_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.type}.{self.part} of export {self.export_id}"
