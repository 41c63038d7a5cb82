"""Settlement lists as they were sent, and the code lists they are checked with."""

from django.db import models


class ListedCode(models.Model):
    """A code of a diagnosis or an operation in the lists that the operator took in.

    ``is_known``: of the insurance edition; ``maps_to``: the insurance code of a clinical one.
    """

    class Kind(models.TextChoices):
        DIAGNOSIS = "DIAGNOSIS", "diagnosis"
        OPERATION = "OPERATION", "operation"

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=200, blank=True)
    is_known = models.BooleanField(default=False)
    is_grey = models.BooleanField(default=False)
    maps_to = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="listed_code_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class SettlementList(models.Model):
    """A settlement list as it was sent, and the decision that checked it."""

    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="settlement_lists"
    )
    number = models.CharField(max_length=60)  # setl_id
    version = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=64)
    sealed_body = models.BinaryField()  # it names the person: the key is not in the database
    passes = models.BooleanField()
    faults = models.PositiveIntegerField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number", "version"], name="settlement_list_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"settlement list {self.pk}"
