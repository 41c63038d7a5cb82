"""Residents.  Identifiers are encrypted; a keyed blind index finds one without showing it."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Person(models.Model):
    """One resident: who they are, how they live, what they wish."""

    class Sex(models.TextChoices):
        """GB/T 2261.1."""

        UNKNOWN = "0", "unknown"
        MALE = "1", "male"
        FEMALE = "2", "female"
        NOT_STATED = "9", "not stated"

    class Household(models.TextChoices):
        WITH_FAMILY = "WITH_FAMILY", "with family"
        ELDER_ONLY = "ELDER_ONLY", "elder-only household"
        LIVING_ALONE = "LIVING_ALONE", "living alone"
        WITHOUT_KIN = "WITHOUT_KIN", "without kin"
        NOT_KNOWN = "NOT_KNOWN", "not known"

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, db_index=True)  # pinyin, for sorting and search
    sex = models.CharField(max_length=1, choices=Sex)
    born_on = models.DateField(null=True)
    died_at = models.DateTimeField(null=True)
    place = models.ForeignKey("network.Place", null=True, on_delete=models.PROTECT)
    address = models.CharField(max_length=200, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, default="zh-hans")
    household = models.CharField(max_length=16, choices=Household, default=Household.NOT_KNOWN)
    has_carer = models.BooleanField(null=True)  # null: nobody has said
    low_income = models.BooleanField(default=False)
    special_family = models.BooleanField(default=False)
    max_distance_metres = models.PositiveIntegerField(null=True)
    budget_fen_per_month = models.BigIntegerField(null=True)
    subsidy_class = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField()
    # Another record of the same person, which is read instead of this one (``identity``).
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            GinIndex(OpClass("name", "gin_trgm_ops"), name="person_name_trigram"),
            models.Index(fields=["name_key", "id"], name="person_by_name"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def lives_alone(self) -> bool:
        """Whether they are known to live with nobody."""
        return self.household in (self.Household.LIVING_ALONE, self.Household.WITHOUT_KIN)


class Identifier(models.Model):
    """A number by which somebody knows a person."""

    class System(models.TextChoices):
        RESIDENT_ID = "RESIDENT_ID", "citizen id (GB 11643)"
        HEALTH_RECORD = "HEALTH_RECORD", "resident health record number"
        INSURANCE = "INSURANCE", "insurance number"
        FOREIGN = "FOREIGN", "identifier of another system"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    system = models.CharField(max_length=16, choices=System)
    issuer = models.CharField(max_length=120, blank=True)
    blind_index = models.BinaryField(max_length=32)  # keyed digest of system, issuer and value
    sealed_value = models.BinaryField()  # encrypted
    last_4 = models.CharField(max_length=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blind_index"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.system} of {self.person_id}"


class Relative(models.Model):
    """A relative or representative of a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relatives")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=16)  # SPOUSE, CHILD, SIBLING, OTHER_KIN, GUARDIAN
    phone = models.CharField(max_length=20, blank=True)
    is_representative = models.BooleanField(default=False)
    is_carer = models.BooleanField(default=False)
    account = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"relative {self.pk} of {self.person_id}"


class Preference(models.Model):
    """An institution a person would choose, first to fifth."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="preferences")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "rank"], name="preference_rank_once"),
            models.UniqueConstraint(
                fields=["person", "institution"], name="preference_institution_once"
            ),
            models.CheckConstraint(
                condition=models.Q(rank__gte=1, rank__lte=5), name="preference_up_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.institution_id}"
