"""Assessments: an instrument, the answers, the working and the level."""

from django.db import models


class Assessment(models.Model):
    """One instrument filled in for one person; never changed, only superseded by a later one."""

    SUBJECT = "ASSESSMENT"  # the kind under which decisions are about an assessment

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="assessments"
    )
    instrument = models.CharField(max_length=24)
    instrument_version = models.CharField(max_length=16)
    answers = models.JSONField()
    scores = models.JSONField()
    level = models.CharField(max_length=24)
    assessed_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    assessor = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT)
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        indexes = [
            models.Index(fields=["person", "instrument", "-assessed_at"], name="assessment_latest")
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.pk}"
