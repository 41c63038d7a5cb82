"""Agreements of people and institutions: who signed, for how long, with which items."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models


class Agreement(models.Model):
    """Something signed between parties for a period."""

    class Kind(models.TextChoices):
        COOPERATION = "COOPERATION", "cooperation between institutions"
        FAMILY_DOCTOR = "FAMILY_DOCTOR", "family doctor agreement"
        CONSORTIUM = "CONSORTIUM", "medical consortium"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "draft"
        IN_FORCE = "IN_FORCE", "in force"
        SUSPENDED = "SUSPENDED", "suspended"
        ENDED = "ENDED", "ended"

    class Form(models.TextChoices):
        """Whom a family doctor agreement is with (FD-4.1)."""

        PERSON = "PERSON", "one person"
        FAMILY = "FAMILY", "a family at once"
        ORGANISATION = "ORGANISATION", "the people of an organisation"

    kind = models.CharField(max_length=16, choices=Kind)
    variety = models.CharField(max_length=16, blank=True)  # of a consortium: UMG, SPECIALTY ...
    form = models.CharField(max_length=16, choices=Form, blank=True)
    number = models.CharField(max_length=40, unique=True)
    title_zh = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    span = DateRangeField()
    transfer_priority = models.BooleanField(default=False)
    document = models.ForeignKey(  # the exact PDF that was signed
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=24, blank=True)
    renews = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewed_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="agreement_span_not_empty"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Party(models.Model):
    """An institution, practitioner or team that signs, in a role (LEAD, MEMBER, PROVIDER)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    team = models.ForeignKey("network.Team", null=True, on_delete=models.PROTECT)
    role = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "institution", "practitioner", "team"],
                name="party_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(institution__isnull=False)
                | models.Q(practitioner__isnull=False)
                | models.Q(team__isnull=False),
                name="party_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.agreement_id}"


class Member(models.Model):
    """A person under an agreement in a slot; at most one agreement per slot at a time.

    In the slot FAMILY_DOCTOR ``practitioner`` answers for the person, alone or with ``team``,
    and ``packages`` are the codes of what was signed.
    """

    class Slot(models.TextChoices):
        FAMILY_DOCTOR = "FAMILY_DOCTOR", "family doctor"
        COMMUNITY = "COMMUNITY", "community institution"
        DISTRICT = "DISTRICT", "district hospital"
        CITY = "CITY", "city hospital"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="members")
    slot = models.CharField(max_length=16, choices=Slot)
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    practitioner = models.ForeignKey(
        "network.Practitioner", null=True, blank=True, on_delete=models.PROTECT
    )
    team = models.ForeignKey("network.Team", null=True, blank=True, on_delete=models.PROTECT)
    packages = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    span = DateRangeField()
    on_panel = models.BooleanField(default=False)  # counted in the practitioner's Panel
    end_reason = models.CharField(max_length=24, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["practitioner", "person"],
                name="member_on_panel",
                condition=models.Q(on_panel=True),
            ),
            models.Index(fields=["institution", "slot", "person"], name="member_of_institution"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="member_span_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(on_panel=False) | models.Q(practitioner__isnull=False),
                name="member_on_somebodys_panel",
            ),
            ExclusionConstraint(
                name="member_one_per_slot",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("slot", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} of {self.person_id}"


class Version(models.Model):
    """What a cooperation contract says from a day on; a change of it is the next version.

    It takes effect when every party has signed the same document.  The versions before stay,
    so that a price is read at the date of the service.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "waits for signatures"
        AGREED = "AGREED", "signed by all"
        WITHDRAWN = "WITHDRAWN", "withdrawn or declined"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    drafted_by = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    drafted_at = models.DateTimeField()
    dispute = models.CharField(max_length=16)  # where a dispute goes first
    responsibility = models.TextField()  # who answers for what, and by which insurance
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT)
    agreed_at = models.DateTimeField(null=True)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)
    declined_by = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_once"),
            models.CheckConstraint(
                condition=models.Q(declined_by=None, declined_at=None, decline_reason="")
                | ~models.Q(decline_reason="")
                & models.Q(state="WITHDRAWN", declined_by__isnull=False, declined_at__isnull=False),
                name="version_declined_by_whom_and_why",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                name="version_one_proposed",
                condition=models.Q(state="PROPOSED"),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.agreement_id}"


class Signature(models.Model):
    """A party signed one version: who for it, when, and the digest of what they signed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    account = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)
    assignment_id = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "institution"], name="signature_once")
        ]

    def __str__(self) -> str:
        return f"signature of {self.institution_id}"


class Item(models.Model):
    """A service or duty in an agreement, with its price and who bears which share of it.

    A duty is reviewed: ``kept`` is None until it has been, then what was found on ``reviewed_on``.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(  # None: of the agreement as long as it runs
        Version, null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    code = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=16, blank=True)
    price_fen = models.BigIntegerField(default=0)
    shares = models.JSONField(default=dict)  # {payer: parts}, whole parts of the sum
    is_duty = models.BooleanField(default=False)
    kept = models.BooleanField(null=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version", "code"], name="item_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(price_fen__gte=0), name="item_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(kept__isnull=True, reviewed_on__isnull=True)
                | models.Q(kept__isnull=False, reviewed_on__isnull=False, is_duty=True),
                name="item_review_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code
