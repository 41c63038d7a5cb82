"""Partner nodes, what was sent to them and taken in from them, and how their codes are read.

The messages themselves lie in ``postbox``: unsent ones whole, sent ones by their digest alone.
"""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models


class Node(models.Model):
    """Another district or city, and what was agreed with it.

    ``client`` is how it proves who it is here; ``client_id_there`` is what it calls us.
    ``code`` is a division code (GB/T 2260), unless the two agreed on another name.
    """

    code = models.CharField(max_length=24, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    client = models.OneToOneField("clients.Client", on_delete=models.PROTECT, related_name="node")
    client_id_there = models.CharField(max_length=64, blank=True)
    contents = ArrayField(models.CharField(max_length=16))
    agreed = DateRangeField()
    stopped_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row, since the last answer
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)  # its kind; nothing of a message
    last_error_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(contents=[]), name="node_agrees_something"),
            models.CheckConstraint(
                condition=models.Q(agreed__isempty=False), name="node_agreed_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PartnerInstitution(models.Model):
    """An institution of our registry that is kept by another node, by its code there."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="institutions")
    code = models.CharField(max_length=32)
    institution = models.OneToOneField(
        "network.Institution", on_delete=models.PROTECT, related_name="partner"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "code"], name="partner_institution_once")
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.code}"


class Sent(models.Model):
    """A message of ours, why it went, and what the other node answered."""

    class State(models.TextChoices):
        WAITING = "WAITING", "waits to be sent"
        TAKEN = "TAKEN", "taken in"
        REFUSED = "REFUSED", "refused by the other node"
        TAKEN_BACK = "TAKEN_BACK", "taken back before it went"

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="sent")
    message = models.OneToOneField("postbox.Outgoing", on_delete=models.PROTECT, related_name="+")
    contents = ArrayField(models.CharField(max_length=16))
    # A settlement goes by law: without a consent, and a day's book without a person.
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.ForeignKey(  # of the other node: for whom it is
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.ForeignKey(
        "consents.Consent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    referral = models.ForeignKey(
        "referrals.Referral", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    issues = models.JSONField(default=list)  # of its answer: [{code, text, where}]
    # The question and its answer, while a fault of ours keeps us from doing what it says.
    parked = models.JSONField(null=True)
    posted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contents=["SETTLEMENT"], referral=None)
                | models.Q(person__isnull=False, institution__isnull=False, consent__isnull=False),
                name="sent_under_consent",
            )
        ]
        indexes = [
            models.Index(fields=["node", "-id"], name="sent_to_node"),
            models.Index(fields=["person", "-id"], name="sent_of_person"),
            models.Index(fields=["consent"], name="sent_by_consent"),
            models.Index(
                fields=["node", "id"],
                name="sent_parked",
                condition=models.Q(parked__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"sent {self.pk} {self.state}"


class Taken(models.Model):
    """A message of another node that took effect here."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="taken")
    message_id = models.UUIDField()
    contents = ArrayField(models.CharField(max_length=16))
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.ForeignKey(
        "consents.Consent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    counts = models.JSONField(default=dict)  # how many of each type were stored
    map_version = models.CharField(max_length=40, blank=True)
    unmapped = models.JSONField(default=list)  # findings: code, place, system and code as sent
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "message_id"], name="taken_once")]
        indexes = [models.Index(fields=["person", "-id"], name="taken_of_person")]

    def __str__(self) -> str:
        return f"taken {self.pk}"


class CarriedConsent(models.Model):
    """A consent given at another node, by its id there, and what it became here."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="consents")
    their_id = models.CharField(max_length=64)
    consent = models.OneToOneField(
        "consents.Consent", on_delete=models.PROTECT, related_name="carried"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "their_id"], name="carried_consent_once")
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.their_id}"


class SharedReferral(models.Model):
    """A referral that two nodes keep; ``told`` is how it stood when they last told each other.

    ``their_id`` is its id at the node that sent it; empty where we did.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="referrals")
    referral = models.OneToOneField(
        "referrals.Referral", on_delete=models.PROTECT, related_name="shared"
    )
    consent = models.ForeignKey("consents.Consent", on_delete=models.PROTECT, related_name="+")
    their_id = models.CharField(max_length=64, blank=True)
    told = models.CharField(max_length=64)  # digest
    slot_at = models.DateTimeField(null=True)  # of the other node's clinic

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "their_id"],
                condition=~models.Q(their_id=""),
                name="shared_referral_once",
            )
        ]

    def __str__(self) -> str:
        return f"referral {self.referral_id} with {self.node_id}"


class CodeMap(models.Model):
    """How a node's own codes are read here: one version of a ConceptMap."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="maps")
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "version"], name="code_map_once")]

    def __str__(self) -> str:
        return f"{self.node_id} {self.version}"


class MappedCode(models.Model):
    """One code of a node's own and the code here that means the same."""

    map = models.ForeignKey(CodeMap, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=200)
    code = models.CharField(max_length=120)
    target_system = models.CharField(max_length=200)
    target_code = models.CharField(max_length=120)
    display = models.CharField(max_length=200, blank=True)
    equivalence = models.CharField(max_length=16)  # of FHIR: equivalent, wider, narrower ...

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["map", "system", "code", "target_system"], name="mapped_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system}|{self.code}"
