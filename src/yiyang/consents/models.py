"""The ledger of consents: what a person said about who may see them, and what became of it."""

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models

from yiyang.access.models import Grant


class Consent(models.Model):
    """One word of a person about their record: it opens, or it forbids.

    A consent in force has a grant of origin ``consent`` (or a denial); it is never changed:
    a narrower one replaces it.
    """

    class Kind(models.TextChoices):
        PERMIT = "PERMIT", "opens"
        DENY = "DENY", "forbids"

    class Grantee(models.TextChoices):
        ACCOUNT = "ACCOUNT", "relative's account"
        INSTITUTION = "INSTITUTION", "institution"
        CLIENT = "CLIENT", "app"
        EVERYBODY = "EVERYBODY", "every institution"

    class Way(models.TextChoices):
        PAGE = "PAGE", "own page, with a code"
        PAPER = "PAPER", "on paper, with a witness"
        NODE = "NODE", "given at another node, carried here"
        APP = "APP", "on the page that allows an app"

    class State(models.TextChoices):
        WAITING = "WAITING", "waits for a signature"
        IN_FORCE = "IN_FORCE", "in force"
        WITHDRAWN = "WITHDRAWN", "withdrawn"
        REPLACED = "REPLACED", "replaced by a narrower one"
        REFUSED = "REFUSED", "refused by the rule"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=8, choices=Kind)
    purpose = models.CharField(max_length=16, choices=Grant.Purpose, blank=True)
    scope = models.CharField(max_length=16, choices=Grant.Scope, blank=True)
    categories = ArrayField(models.CharField(max_length=24), default=list)
    grantee_kind = models.CharField(max_length=16, choices=Grantee)
    grantee_account = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    grantee_institution = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    grantee_client = models.CharField(max_length=64, blank=True)
    span = DateTimeRangeField(default_bounds="[)")
    signer = models.CharField(max_length=16, blank=True)  # PERSON or REPRESENTATIVE
    given_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=8, choices=Way)
    witness = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    text_version = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=State)
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="consent_span_not_empty"
            ),
            models.CheckConstraint(
                name="consent_one_grantee",
                condition=models.Q(
                    grantee_kind="ACCOUNT",
                    grantee_account__isnull=False,
                    grantee_institution__isnull=True,
                )
                | models.Q(
                    grantee_kind="INSTITUTION",
                    grantee_account__isnull=True,
                    grantee_institution__isnull=False,
                )
                | models.Q(
                    grantee_kind__in=["CLIENT", "EVERYBODY"],
                    grantee_account__isnull=True,
                    grantee_institution__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="consent_paper_has_a_witness",
                condition=~models.Q(way="PAPER", state="IN_FORCE", witness__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="consent_of_person")]

    def __str__(self) -> str:
        return f"consent {self.pk} {self.state}"


class ConsentCode(models.Model):
    """A one-time code for signing one consent; only a keyed digest of it is kept."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="codes")
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attempts__lte=models.F("most_attempts")),
                name="consent_code_attempts",
            )
        ]

    def __str__(self) -> str:
        return f"code {self.pk} of consent {self.consent_id}"


class EmergencyAccess(models.Model):
    """A clinician broke the glass: for which reason, how long, and what the review found."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="emergency_accesses"
    )
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    words = models.TextField()
    span = DateTimeRangeField(default_bounds="[)")
    review_due_at = models.DateTimeField(null=True)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="emergency_span_not_empty"
            )
        ]
        indexes = [models.Index(fields=["person", "-id"], name="emergency_of_person")]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"


class LookQuestion(models.Model):
    """What a person asks about one look at their record, and what is answered."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="look_questions"
    )
    entry = models.ForeignKey("audit.Entry", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="look_question_once")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class ExportRequest(models.Model):
    """Data of people that somebody wishes to take out: why, to whom, which fields, until when."""

    class Kind(models.TextChoices):
        PEOPLE = "PEOPLE", "a table of people"
        BULK = "BULK", "records as FHIR"

    class State(models.TextChoices):
        WAITING = "WAITING", "waits for another's answer"
        APPROVED = "APPROVED", "approved"
        REFUSED = "REFUSED", "refused"
        DONE = "DONE", "carried out"

    kind = models.CharField(max_length=8, choices=Kind)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=40))
    reason = models.TextField()
    recipient = models.CharField(max_length=200)
    asked_by = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State)
    answered_by = models.ForeignKey(
        "access.Assignment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)  # how many left with it
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of what left
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_answered_by_another",
                condition=models.Q(answered_by__isnull=True)
                | ~models.Q(answered_by=models.F("asked_by")),
            )
        ]

    def __str__(self) -> str:
        return f"export {self.pk} {self.state}"
