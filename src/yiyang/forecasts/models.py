"""Calibrations with their figures, and forecasts with their series."""

from decimal import Decimal

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


class Forecast(models.Model):
    """Forecasts of a place from a day on, ordered once and worked through by a job."""

    class State(models.TextChoices):
        QUEUED = "QUEUED", "waits to be reckoned"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"

    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    until = models.DateField()  # the first day that is forecast
    days = models.PositiveSmallIntegerField()
    interval_percent = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    input_digest = models.CharField(max_length=64, blank=True)  # of the counted series
    program = models.CharField(max_length=60, blank=True)  # of the library and its version
    findings = models.JSONField(default=list)  # series that are not shown, and why
    fault = models.CharField(max_length=60, blank=True)
    ordered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="QUEUED", ended_at__isnull=True)
                | ~models.Q(state="QUEUED") & models.Q(ended_at__isnull=False),
                name="forecast_ended_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"forecast {self.pk} {self.state}"


class ForecastSeries(models.Model):
    """One series of a forecast: what was counted, what comes, and how such forecasts held.

    ``fan`` and ``baseline``: {mean, low, high}, each a number a day; ``held`` and
    ``baseline_held``: see ``planning.forecasting.rolling.Held``; None where too little is past.
    """

    class Measure(models.TextChoices):
        OCCUPANCY = "OCCUPANCY", "people in beds at noon"
        DEMAND = "DEMAND", "requests a day"

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="series")
    measure = models.CharField(max_length=12, choices=Measure)
    bed_kind = models.CharField(max_length=20)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    since = models.DateField()
    counted = models.JSONField()
    fan = models.JSONField()
    baseline = models.JSONField()
    held = models.JSONField(null=True)
    baseline_held = models.JSONField(null=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forecast", "measure", "bed_kind", "place"], name="forecast_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.bed_kind} of {self.place_id}"

    @property
    def verdict(self) -> str:
        """What may be said, as a code; of intervals that did not hold also on which side."""
        said: str = self.decision.result["verdict"]
        if said != "FORECAST_INTERVALS_OFF":
            return said
        facts = self.decision.facts
        is_wide = Decimal(facts["covered"]) * 100 > int(facts["interval_percent"])
        return "FORECAST_INTERVALS_WIDE" if is_wide else "FORECAST_INTERVALS_NARROW"
