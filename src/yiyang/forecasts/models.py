"""Calibrations with their figures."""

from django.db import models


class Calibration(models.Model):
    """What a window of stored rows says of a place: estimates, and what was too little to tell.

    It is never changed: another window or another day makes another one.
    """

    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    since = models.DateField()
    until = models.DateField()  # the first day that no longer counts
    input_digest = models.CharField(max_length=64)  # of what was seen in the rows
    book_digest = models.CharField(max_length=64)
    confidence_percent = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()  # events that a figure needs
    findings = models.JSONField()  # [{code, where, params}]: what was not estimated, and why
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="calibration_has_days"
            )
        ]

    def __str__(self) -> str:
        return f"calibration {self.pk}"


class CalibratedFigure(models.Model):
    """One estimate with its interval; see ``planning.calibrating.estimates.Figure``."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="figures")
    what = models.CharField(max_length=16)
    of = models.CharField(max_length=24)
    part = models.CharField(max_length=24, blank=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    number = models.PositiveIntegerField()
    method = models.CharField(max_length=16)
    variation = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calibration", "what", "of", "part"], name="calibrated_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.of} {self.part}"
