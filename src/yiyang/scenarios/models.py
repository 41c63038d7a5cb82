"""Scenarios as they were written, runs of them, every replication as it was done, comparisons."""

from django.db import models


class Scenario(models.Model):
    """A plan as a text (TOML, docs/simulation.md); it is never changed, a new one is written."""

    class Rates(models.TextChoices):
        """Where the numbers of people who come are from."""

        SAMPLE = "SAMPLE", "as in the sample district"
        STORED = "STORED", "estimated from what is stored"
        GIVEN = "GIVEN", "as the file says"

    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="plans")
    rates = models.CharField(max_length=8, choices=Rates)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # of what the text and its bases say
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"scenario {self.pk}"


class SimulationRun(models.Model):
    """The replications of one scenario under one state of the book."""

    class State(models.TextChoices):
        QUEUED = "QUEUED", "waits or is being run"
        STOPPED = "STOPPED", "stopped"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    seed = models.BigIntegerField()
    days = models.PositiveIntegerField()
    warm_up = models.PositiveIntegerField()
    replications = models.PositiveIntegerField()
    confidence_percent = models.PositiveSmallIntegerField()
    book_digest = models.CharField(max_length=64)
    program = models.CharField(max_length=40)  # its version: another one may draw otherwise
    shown = models.JSONField(null=True)  # estimates, weeks by kind and place, transfers
    fault = models.CharField(max_length=60, blank=True)
    ordered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="DONE", shown__isnull=False, ended_at__isnull=False)
                | models.Q(state="FAILED", shown__isnull=True, ended_at__isnull=False)
                | models.Q(
                    state__in=["QUEUED", "STOPPED"], shown__isnull=True, ended_at__isnull=True
                ),
                name="simulation_run_ends_with_figures",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], name="simulation_run_queued", condition=models.Q(state="QUEUED")
            )
        ]

    def __str__(self) -> str:
        return f"simulation run {self.pk} {self.state}"


class Replication(models.Model):
    """One replication as it was done: rows are only added, so that a stopped run goes on."""

    run = models.ForeignKey(SimulationRun, on_delete=models.CASCADE, related_name="done")
    number = models.PositiveIntegerField()
    result = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="replication_once")]

    def __str__(self) -> str:
        return f"replication {self.number} of run {self.run_id}"


class Comparison(models.Model):
    """Two runs under the same random numbers: the first less the second, pair by pair."""

    plan = models.ForeignKey(SimulationRun, on_delete=models.PROTECT, related_name="compared")
    against = models.ForeignKey(SimulationRun, on_delete=models.PROTECT, related_name="+")
    differences = models.JSONField(null=True)  # by figure; None until both runs are done
    made_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "against"], name="comparison_once"),
            models.CheckConstraint(
                condition=models.Q(differences__isnull=True, judged_at__isnull=True)
                | models.Q(differences__isnull=False, judged_at__isnull=False),
                name="comparison_judged_with_differences",
            ),
        ]

    def __str__(self) -> str:
        return f"comparison {self.pk}"


class Verdict(models.Model):
    """What may be said of one figure of a comparison, with the decision that says it."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="verdicts")
    figure = models.CharField(max_length=48)
    verdict = models.CharField(max_length=24)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "figure"], name="verdict_once")
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.verdict}"
