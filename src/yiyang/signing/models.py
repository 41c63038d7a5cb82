"""Drafts of family doctor agreements, the codes that sign them, and an organisation's staff."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from yiyang.agreements.models import Agreement


class Draft(models.Model):
    """What somebody wishes to sign, checked; signed it becomes an agreement, unchanged.

    ``document`` is the exact PDF that a code is bound to; a draft that was refused has none.
    """

    class State(models.TextChoices):
        REFUSED = "REFUSED", "refused"
        WAITING = "WAITING", "waiting for a signature"
        SIGNED = "SIGNED", "signed"
        WITHDRAWN = "WITHDRAWN", "withdrawn"
        LAPSED = "LAPSED", "lapsed"

    form = models.CharField(max_length=16, choices=Agreement.Form)
    state = models.CharField(max_length=16, choices=State)
    years = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="drafts"
    )
    practitioner = models.ForeignKey("network.Practitioner", on_delete=models.PROTECT)
    team = models.ForeignKey("network.Team", null=True, blank=True, on_delete=models.PROTECT)
    district = models.ForeignKey(
        "network.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    city = models.ForeignKey(
        "network.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asker = models.CharField(max_length=16)  # OWN, DESK or ORGANISATION
    account = models.ForeignKey(  # who asked for it
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signs = models.ForeignKey(  # whom the code is sent to
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT)
    agreement = models.OneToOneField(
        Agreement, null=True, on_delete=models.PROTECT, related_name="draft"
    )
    made_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="REFUSED") | models.Q(document__isnull=False),
                name="draft_has_its_document",
            ),
            models.CheckConstraint(
                condition=models.Q(state="SIGNED", agreement__isnull=False)
                | (~models.Q(state="SIGNED") & models.Q(agreement__isnull=True)),
                name="draft_signed_has_agreement",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lapses_at"], name="draft_waiting", condition=models.Q(state="WAITING")
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} {self.state}"


class DraftMember(models.Model):
    """A person in a draft, what the rule said of them, and the agreement that theirs follows."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=16)  # SELF, REPRESENTATIVE, DESK, ORGANISATION
    packages = ArrayField(models.CharField(max_length=32), default=list)
    way = models.CharField(max_length=8)  # NEW, RENEW, CHANGE
    replaces = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    has_agreed = models.BooleanField(default=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)  # [[code, about], ...] of a refusal

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="draft_member_once")
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in draft {self.draft_id}"


class Code(models.Model):
    """A one-time code that signs one document; only a keyed digest of it is kept."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="codes")
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32)
    document_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False)  # a newer one was sent

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attempts__lte=models.F("most_attempts")),
                name="code_attempts_within_limit",
            ),
            models.UniqueConstraint(
                fields=["draft"], name="code_used_once", condition=models.Q(used_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.pk} of draft {self.draft_id}"


class Employment(models.Model):
    """A person who belongs to an organisation, as the organisation told."""

    organisation = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="employments"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    span = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="employment_span_not_empty"
            ),
            ExclusionConstraint(
                name="employment_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} at {self.organisation_id}"


class Filing(models.Model):
    """An internal medical institution that a care institution files (JA-2.1.3).

    ``institution`` is its row in the registry, once the filing has been accepted.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="filing")
    home = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="filings"
    )
    kind = models.CharField(max_length=24)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    operator = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    head = models.CharField(max_length=60)
    doctors = models.PositiveSmallIntegerField()
    nurses = models.PositiveSmallIntegerField()
    area = models.PositiveIntegerField()  # square metres
    institution = models.OneToOneField(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="filed_as"
    )

    def __str__(self) -> str:
        return f"filing {self.pk}"
