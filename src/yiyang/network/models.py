"""Places, institutions, practitioners, teams, rosters, capabilities and beds."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models


class Place(models.Model):
    """A division of the country: nation, city, district, sub-district (GB/T 2260)."""

    code = models.CharField(max_length=12, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    boundary = models.JSONField(null=True)  # GeoJSON polygon, for maps

    def __str__(self) -> str:
        return self.code


class InstitutionKind(models.TextChoices):
    CARE_INSTITUTION = "CARE_INSTITUTION", "elderly care institution"
    NURSING_HOME = "NURSING_HOME", "nursing home with medical licence"
    HOSPITAL = "HOSPITAL", "hospital"
    CHC = "CHC", "community health centre"
    CHS = "CHS", "community health station"
    HOSPICE = "HOSPICE", "palliative care institution"
    HOME_CARE_PROVIDER = "HOME_CARE_PROVIDER", "home care provider"
    DAY_CARE = "DAY_CARE", "day-care centre"
    ELDER_SERVICE_CENTRE = "ELDER_SERVICE_CENTRE", "comprehensive elder-service centre"
    OUTPATIENT_DEPARTMENT = "OUTPATIENT_DEPARTMENT", "outpatient department"
    CLINIC = "CLINIC", "clinic"
    MEDICAL_ROOM = "MEDICAL_ROOM", "medical room"
    HEALTH_ROOM = "HEALTH_ROOM", "health room"
    NURSING_STATION = "NURSING_STATION", "nursing station"
    PHARMACY = "PHARMACY", "pharmacy"
    EMPLOYER = "EMPLOYER", "employer or school"  # signs its people; gives no care


class Institution(models.Model):
    """A provider of any kind, public or private, with what it offers and where it is."""

    class Ownership(models.TextChoices):
        PUBLIC = "PUBLIC", "public"
        PRIVATE_NON_PROFIT = "PRIVATE_NON_PROFIT", "private, non-profit"
        PRIVATE_FOR_PROFIT = "PRIVATE_FOR_PROFIT", "private, for profit"

    class MedicalWay(models.TextChoices):
        """How medical care enters a care institution (HZ art. 11)."""

        NONE = "NONE", "none yet"
        BUILT = "BUILT", "built"
        CONTRACT = "CONTRACT", "by contract"
        BROUGHT_IN = "BROUGHT_IN", "brought in"
        CONVERTED = "CONVERTED", "converted"

    code = models.CharField(max_length=32, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=24, choices=InstitutionKind)
    ownership = models.CharField(max_length=24, choices=Ownership)
    level = models.PositiveSmallIntegerField(null=True)  # hospital level 1 to 3, 0 for a CHC
    credit_code = models.CharField(max_length=18, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="institutions")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    designated = models.BooleanField(default=False)  # for medical insurance, now: ``Designation``
    inhouse_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="internal_medical"
    )
    operator = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="operates"
    )
    converted = models.BooleanField(default=False)  # it was another institution before
    medical_way = models.CharField(max_length=16, choices=MedicalWay, default=MedicalWay.NONE)
    highest_care_level = models.PositiveSmallIntegerField(null=True)  # GB/T 42195 level taken
    serves = models.ManyToManyField(Place, blank=True, related_name="served_by")
    is_open = models.BooleanField(default=True)
    # Kept by another node (``exchange``): to refer to and to consent to.
    is_elsewhere = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["place", "kind"], name="institution_place_kind")]

    def __str__(self) -> str:
        return self.code


class Capability(models.Model):
    """Something an institution can do: ED, STROKE_CENTRE, DIALYSIS, VENTILATOR ..."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="capabilities"
    )
    code = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "code"], name="capability_once")
        ]

    def __str__(self) -> str:
        return self.code


class Scheme(models.TextChoices):
    """An insurance that an institution is designated for; a code is kept here for good."""

    MEDICAL = "MEDICAL", "medical insurance"
    LONG_TERM_CARE = "LONG_TERM_CARE", "long-term care insurance"


class Designation(models.Model):
    """The days of which an institution may claim from an insurance; what claims are asked by.

    ``Institution.designated`` and the capability ``LONG_TERM_CARE`` say whether one holds now.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="designations"
    )
    scheme = models.CharField(max_length=16, choices=Scheme)
    span = DateRangeField()  # without a beginning where nobody has said since when

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="designation_span_not_empty"
            ),
            ExclusionConstraint(
                name="designation_one_at_a_time",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.institution_id}"


class Practitioner(models.Model):
    """A doctor, nurse, carer, therapist, assistant, manager or volunteer."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    profession = models.CharField(max_length=24)
    specialty = models.CharField(max_length=24, blank=True)  # of a doctor: TCM, CARDIOLOGY ...
    is_retired = models.BooleanField(default=False)  # works on after retirement
    licence = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField(
        "access.Account", null=True, blank=True, on_delete=models.PROTECT
    )

    def __str__(self) -> str:
        return self.code


class Post(models.Model):
    """A practitioner works at an institution for a period (multi-site practice)."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="posts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="posts")
    duty = models.CharField(max_length=24)
    span = DateRangeField()

    def __str__(self) -> str:
        return f"{self.duty} {self.practitioner_id}@{self.institution_id}"


class Team(models.Model):
    """A service team of an institution."""

    code = models.CharField(max_length=32, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="teams")
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class TeamMember(models.Model):
    """Somebody's part in a team; ``people`` on the caseload are counted, never above ``most``."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="teams")
    duty = models.CharField(max_length=24)
    leads = models.BooleanField(default=False)
    people = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField(null=True)  # None: no limit was set

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "practitioner"], name="team_member_once"),
            models.CheckConstraint(
                condition=models.Q(most__isnull=True) | models.Q(people__lte=models.F("most")),
                name="team_member_caseload",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} in {self.team_id}"


class Turn(models.Model):
    """A member of a team is at work for it: the team's roster.  Nobody is in two at a time."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="turns")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="turns")
    span = DateTimeRangeField(default_bounds="[)")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="turn_span_not_empty"
            ),
            ExclusionConstraint(
                name="turn_one_at_a_time",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"turn of {self.practitioner_id}"


class Duty(models.Model):
    """Who is on duty in a role at an institution or for a place: the roster."""

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=24)
    institution = models.ForeignKey(Institution, null=True, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(default=1)  # first, then the one to escalate to
    span = DateTimeRangeField(default_bounds="[)")

    def __str__(self) -> str:
        return f"{self.role} duty {self.pk}"


class BedKind(models.TextChoices):
    HOME_CARE_BED = "HOME_CARE_BED", "home elderly care bed"
    INSTITUTION_BED = "INSTITUTION_BED", "institution bed"
    HOME_MEDICAL_BED = "HOME_MEDICAL_BED", "home medical bed"
    HOSPITAL_BED = "HOSPITAL_BED", "hospital bed"
    PALLIATIVE_BED = "PALLIATIVE_BED", "palliative bed"
    HOME_PALLIATIVE = "HOME_PALLIATIVE", "home palliative care"


class Ward(models.Model):
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="wards")
    code = models.CharField(max_length=24)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="ward_once")]

    def __str__(self) -> str:
        return self.code


POOLED = "POOLED"  # how a free bed is shown that was given to the pool of a response


class Bed(models.Model):
    """One bed, or one slot of a provider that serves people at home.

    ``state`` follows the claims: ``beds.services`` writes it in the transaction that changes
    a claim, and it exists so that a free bed is found by a small partial index.
    """

    class State(models.TextChoices):
        FREE = "FREE", "free"
        HELD = "HELD", "reserved"
        OCCUPIED = "OCCUPIED", "occupied"
        KEPT = "KEPT", "kept for an absent person"
        CLEANING = "CLEANING", "being cleaned"
        OUT_OF_SERVICE = "OUT_OF_SERVICE", "out of service"

    class SexRule(models.TextChoices):
        ANY = "ANY", "any"
        MEN = "MEN", "men"
        WOMEN = "WOMEN", "women"

    code = models.CharField(max_length=40, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="beds")
    ward = models.ForeignKey(Ward, null=True, on_delete=models.PROTECT, related_name="beds")
    kind = models.CharField(max_length=20, choices=BedKind)
    room = models.CharField(max_length=24, blank=True)
    sex_rule = models.CharField(max_length=8, choices=SexRule, default=SexRule.ANY)
    isolation = models.BooleanField(default=False)
    nursing_type = models.BooleanField(default=False)
    dementia_unit = models.BooleanField(default=False)
    price_fen_per_month = models.BigIntegerField(default=0)
    subsidy_class = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.FREE)
    state_since = models.DateTimeField()
    # Given to the pool of a response (``vigilance``): only its cases are offered it.
    is_pooled = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price_fen_per_month__gte=0), name="bed_price_not_negative"
            )
        ]
        indexes = [
            models.Index(
                fields=["kind", "institution", "id"],
                name="bed_free",
                condition=models.Q(state="FREE"),
            ),
            models.Index(fields=["institution", "kind", "state"], name="bed_board"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def shown_state(self) -> str:
        """The state as it is shown: a bed of a pool is free for nobody else."""
        return POOLED if self.state == self.State.FREE and self.is_pooled else str(self.state)


class ColumnMapping(models.Model):
    """How a sender's columns map to ours, saved for the next file of the same sender."""

    name = models.CharField(max_length=60)
    target = models.CharField(max_length=24)
    columns = models.JSONField()
    fixed = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "target"], name="column_mapping_once")
        ]

    def __str__(self) -> str:
        return self.name
