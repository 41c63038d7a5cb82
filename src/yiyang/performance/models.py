"""Calls of the satisfaction survey, and appraisals of doctors, teams and institutions."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models


class SurveyCall(models.Model):
    """Somebody drawn by lot to be asked by phone about their family doctor, and the answer."""

    class State(models.TextChoices):
        DRAWN = "DRAWN", "to be called"
        ANSWERED = "ANSWERED", "answered"
        NOT_REACHED = "NOT_REACHED", "not reached"
        UNWILLING = "UNWILLING", "did not want to answer"

    period = models.CharField(max_length=16)
    instrument = models.CharField(max_length=24)
    version = models.CharField(max_length=16)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    team = models.ForeignKey("network.Team", null=True, on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=16, choices=State, default=State.DRAWN)
    answers = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True)  # points, of at most ``most``
    most = models.PositiveSmallIntegerField(null=True)
    drawn_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "instrument", "person"], name="survey_call_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="ANSWERED", score__isnull=False, most__gt=0)
                & models.Q(score__lte=models.F("most"))
                | ~models.Q(state="ANSWERED") & models.Q(score__isnull=True, most__isnull=True),
                name="survey_call_scored_when_answered",
            ),
        ]
        indexes = [models.Index(fields=["institution", "period", "state"], name="survey_call_work")]

    def __str__(self) -> str:
        return f"survey call {self.pk} {self.state}"


class Appraisal(models.Model):
    """The score of a period, and the factor on the money that follows.

    Only a FINAL one counts for pay.  ``period`` is a year ("2026") or five ("2022-2026");
    ``score`` (0 to 100) and ``factor`` (0 to 1) are None where too little was recorded to judge.
    """

    class SubjectKind(models.TextChoices):
        INSTITUTION = "INSTITUTION", "institution"
        TEAM = "TEAM", "team"
        PRACTITIONER = "PRACTITIONER", "practitioner"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "draft"
        FINAL = "FINAL", "final"

    period = models.CharField(max_length=16)
    span = DateRangeField()
    subject_kind = models.CharField(max_length=16, choices=SubjectKind)
    subject_id = models.BigIntegerField()
    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    factor = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    vetoes = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, related_name="appraisals"
    )
    reward = models.ForeignKey(  # of a five-bed team
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reward_fen = models.BigIntegerField(null=True)
    confirmed_by = models.ForeignKey(  # the decision that made it final
        "decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    final_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "subject_kind", "subject_id"], name="appraisal_once"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True, factor__isnull=True)
                | models.Q(score__range=(0, 100), factor__range=(0, 1)),
                name="appraisal_score_and_factor",
            ),
            models.CheckConstraint(
                condition=models.Q(state="DRAFT", final_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(state="FINAL", final_at__isnull=False, confirmed_by__isnull=False),
                name="appraisal_final_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(reward__isnull=True, reward_fen__isnull=True)
                | models.Q(reward__isnull=False, reward_fen__gte=0),
                name="appraisal_reward_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["institution", "period"], name="appraisal_institution")]

    def __str__(self) -> str:
        return f"{self.period} {self.subject_kind} {self.subject_id}"


class Veto(models.Model):
    """A fault found in a period that ends all points of a subject; never taken back in silence."""

    period = models.CharField(max_length=16)
    subject_kind = models.CharField(max_length=16, choices=Appraisal.SubjectKind)
    subject_id = models.BigIntegerField()
    code = models.CharField(max_length=32)
    reason = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "vetoes"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "subject_kind", "subject_id", "code"], name="veto_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.subject_kind} {self.subject_id}"
