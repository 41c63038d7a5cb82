"""Claims on beds, presence of people, transfers and offers.

The database holds the invariants: no two claims share a moment of one bed, no two presences
share a moment of one person on one axis, one hold a person.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models


class BedClaim(models.Model):
    """A person's claim on a bed.

    A HOLD ends by itself: its span ends where it expires.  A KEEP is the care bed kept while
    its person is elsewhere; it too ends by itself unless it is extended by a decision.
    """

    class Kind(models.TextChoices):
        HOLD = "HOLD", "reserved"
        OCCUPY = "OCCUPY", "occupied"
        KEEP = "KEEP", "kept"

    bed = models.ForeignKey("network.Bed", on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="claims")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=8, choices=Kind)
    span = DateTimeRangeField(default_bounds="[)")
    is_active = models.BooleanField(default=True)  # False once ended by an act or the sweeper
    end_reason = models.CharField(max_length=32, blank=True)
    responsible = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    diagnosis = models.CharField(max_length=16, blank=True)  # opening diagnosis, ICD-10

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="bed_claim_span_not_empty"
            ),
            ExclusionConstraint(
                name="bed_claim_no_overlap",
                expressions=[
                    ("bed", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                name="bed_claim_one_hold",
                condition=models.Q(kind="HOLD", is_active=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], name="bed_claim_person", condition=models.Q(is_active=True)
            ),
            models.Index(fields=["bed"], name="bed_claim_bed", condition=models.Q(is_active=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of bed {self.bed_id}"


class Presence(models.Model):
    """Where a person is on one axis, from a moment until another (invariant I1)."""

    class Axis(models.TextChoices):
        CARE = "CARE", "care"
        MEDICAL = "MEDICAL", "medical"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="presences")
    axis = models.CharField(max_length=8, choices=Axis)
    bed_kind = models.CharField(max_length=20)
    claim = models.ForeignKey(BedClaim, on_delete=models.PROTECT)
    span = DateTimeRangeField(default_bounds="[)")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="presence_span_not_empty"
            ),
            ExclusionConstraint(
                name="presence_one_per_axis",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("axis", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.axis} {self.bed_kind} of {self.person_id}"


class Transfer(models.Model):
    """The domain's part of a transfer case: why, how urgent, from where, to which kind."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="transfer")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="transfers")
    trigger = models.CharField(max_length=24)
    colour = models.CharField(max_length=8)  # RED, ORANGE, YELLOW, GREEN
    requester = models.CharField(max_length=24)  # role, or APPLICANT for the public page
    reason = models.CharField(max_length=32)
    wanted_kind = models.CharField(max_length=20, blank=True)
    needs = models.JSONField(default=list)  # capability codes
    declared = models.JSONField(default=dict)  # what the requester says of the situation
    isolation = models.BooleanField(default=False)
    from_claim = models.ForeignKey(
        BedClaim, null=True, on_delete=models.PROTECT, related_name="leads_to"
    )
    to_claim = models.ForeignKey(
        BedClaim, null=True, on_delete=models.PROTECT, related_name="comes_from"
    )
    queue_class = models.CharField(max_length=20)
    queue_key = models.CharField(max_length=64)  # sorts the waiting list; written by the rule
    need_level = models.PositiveSmallIntegerField(default=0)
    outside = models.CharField(max_length=160, blank=True)  # destination outside the network
    evaluation = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["queue_key"], name="transfer_queue")]

    def __str__(self) -> str:
        return f"transfer {self.pk} {self.trigger} {self.colour}"


class Offer(models.Model):
    """One institution asked for one bed of one kind in a transfer; several in parallel."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "proposed"
        ASKED = "ASKED", "asked"
        ACCEPTED = "ACCEPTED", "accepted"
        DECLINED = "DECLINED", "declined"
        LAPSED = "LAPSED", "lapsed"

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="offers")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    bed_kind = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    reasons = models.JSONField()  # [{code, params}] as the rule gave them
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    refusal = models.CharField(max_length=32, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "institution", "bed_kind"], name="offer_once"
            )
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} {self.state}"


class PlacementRun(models.Model):
    """A proposal to place a whole waiting list at once; accepted whole or not at all."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "proposed"
        ACCEPTED = "ACCEPTED", "accepted"

    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    placed = models.PositiveIntegerField()
    placed_first_come = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"placement run {self.pk} {self.state}"


class Placement(models.Model):
    """One person in a run: the bed proposed, or why there is none."""

    run = models.ForeignKey(PlacementRun, on_delete=models.CASCADE, related_name="placements")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT)
    bed = models.ForeignKey("network.Bed", null=True, on_delete=models.PROTECT)
    vacated_by = models.ForeignKey(
        Transfer, null=True, on_delete=models.PROTECT, related_name="frees_for"
    )
    cycle = models.PositiveIntegerField(null=True)  # moves of one cycle or chain go together
    reasons = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "transfer"], name="placement_once"),
            models.UniqueConstraint(
                fields=["run", "bed"],
                name="placement_bed_once",
                condition=models.Q(bed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"
