"""Accounts, the assignments that give them a role, and grants on persons.

Foreign keys here point to ``people`` and ``network`` by name only: the tables need the
constraint, this floor's code does not know those floors (docs/decisions/002).
"""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Value, When


class Role(models.TextChoices):
    """What an assignment lets its holder work as; powers stand in the policy book."""

    RESIDENT = "RESIDENT", "resident or relative"
    CARER = "CARER", "carer"
    NURSE = "NURSE", "nurse"
    FAMILY_DOCTOR = "FAMILY_DOCTOR", "family doctor"
    CARE_DESK = "CARE_DESK", "care institution desk"
    HOSPITAL_DESK = "HOSPITAL_DESK", "hospital bed desk"
    CENTRE_DESK = "CENTRE_DESK", "community health centre desk"
    ORGANISATION_DESK = "ORGANISATION_DESK", "desk of an employer or school"
    CONNECTED_SYSTEM = "CONNECTED_SYSTEM", "connected system of an institution"
    COORDINATOR = "COORDINATOR", "district transfer coordinator"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", "civil affairs officer"
    HEALTH_COMMISSION = "HEALTH_COMMISSION", "health commission officer"
    INSURER = "INSURER", "healthcare security officer"
    STATISTICS = "STATISTICS", "statistics officer"
    SUB_DISTRICT = "SUB_DISTRICT", "sub-district officer"
    POLICY_DESK = "POLICY_DESK", "policy desk"
    SYSTEM_OFFICER = "SYSTEM_OFFICER", "system officer"
    SECURITY_OFFICER = "SECURITY_OFFICER", "security officer"
    AUDIT_OFFICER = "AUDIT_OFFICER", "audit officer"


OFFICERS = (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)


class Account(AbstractUser):
    """Somebody who signs in; ``person`` where they are a resident themselves.

    ``session_round`` is part of what a session is bound to: raising it ends them all.
    """

    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT)
    phone = models.CharField(max_length=20, blank=True)
    large_type = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh-hans")
    session_round = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_session_auth_hash(self) -> str:
        """Return what a session of this account must carry: password and round."""
        return f"{super().get_session_auth_hash()}:{self.session_round}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same under secrets used before."""
        return (f"{h}:{self.session_round}" for h in super().get_session_auth_fallback_hash())


class Invitation(models.Model):
    """The one-time link by which an account is opened; only a digest of it is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="invitation")
    token_digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.account_id}"


# Two assignments of one account at one time must agree on this: the same officer, or no officer.
OFFICER_OR_OTHER = Case(
    When(role__in=[role.value for role in OFFICERS], then=F("role")), default=Value("OTHER")
)


class Assignment(models.Model):
    """An account works in a role, for an institution or a place, for a period."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=24, choices=Role)
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    span = DateTimeRangeField(default_bounds="[)")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="assignment_span_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(institution__isnull=True) | models.Q(place__isnull=True),
                name="assignment_one_organisation",
            ),
            ExclusionConstraint(
                name="assignment_officers_apart",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (OFFICER_OR_OTHER, RangeOperators.NOT_EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk} {self.role}"


class Grant(models.Model):
    """Somebody may see a person for a purpose and a period, because of something.

    Written and ended by the service that made the reason (an agreement, a hold, a stay, a
    consent, an emergency access) in its own transaction.
    """

    class GranteeKind(models.TextChoices):
        ACCOUNT = "ACCOUNT", "account"
        INSTITUTION = "INSTITUTION", "institution"

    class Purpose(models.TextChoices):
        """SELF is for the person, and for a relative or representative who acts for them."""

        SELF = "SELF", "own record"
        CARE = "CARE", "care"
        TRANSFER = "TRANSFER", "transfer"
        EMERGENCY = "EMERGENCY", "emergency"

    class Scope(models.TextChoices):
        IDENTITY = "IDENTITY", "who the person is"
        SUMMARY = "SUMMARY", "patient summary"
        RECORD = "RECORD", "whole record"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="grants")
    grantee_kind = models.CharField(max_length=16, choices=GranteeKind)
    grantee_id = models.BigIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose)
    scope = models.CharField(max_length=16, choices=Scope)
    span = DateTimeRangeField(default_bounds="[)")
    origin_kind = models.CharField(max_length=24)
    origin_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="grant_span_not_empty"
            )
        ]
        indexes = [
            models.Index(fields=["person", "grantee_kind", "grantee_id"], name="grant_person"),
            models.Index(fields=["grantee_kind", "grantee_id", "person"], name="grant_grantee"),
            models.Index(fields=["origin_kind", "origin_id"], name="grant_origin"),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk} {self.purpose} {self.scope}"


class Denial(models.Model):
    """A person's word that an institution, or every one, may not see them, or a category of theirs.

    ``categories`` are the sensitive kinds that are closed; empty: the whole person.  ``kept``
    are the origins whose grants stand all the same, because an act or a standing agreement
    asks for them.  A person's own sight and an emergency are never closed by one.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="denials", db_index=False
    )
    institution = models.ForeignKey(  # None: every institution
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    categories = ArrayField(models.CharField(max_length=24), default=list)
    pattern = models.TextField(blank=True)  # what the text of a closed resource holds
    kept = ArrayField(models.CharField(max_length=24), default=list)
    span = DateTimeRangeField(default_bounds="[)")
    origin_kind = models.CharField(max_length=24)
    origin_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="denial_span_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(categories=[], pattern="")
                | (~models.Q(categories=[]) & ~models.Q(pattern="")),
                name="denial_of_categories_has_a_pattern",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "institution"], name="denial_person"),
            models.Index(fields=["origin_kind", "origin_id"], name="denial_origin"),
        ]

    def __str__(self) -> str:
        return f"denial {self.pk}"
