"""Reading calibrations and forecasts: those of the reader's own place."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.forecasts.models import CalibratedFigure, Calibration, Forecast, ForecastSeries
from yiyang.network.models import Place
from yiyang.planning.calibrating.figures import Figure
from yiyang.planning.calibrating.parameters import Parameters, parameters_of
from yiyang.policy.book import Reading


def calibrations_for(assignment: Assignment) -> QuerySet[Calibration]:
    """Return the calibrations of an assignment's place, the newest first."""
    rows = Calibration.objects.select_related("place").order_by("-made_at", "-pk")
    return rows.filter(place__code__within=_code(assignment))


def calibration_for(assignment: Assignment, pk: int) -> Calibration:
    """Return a calibration of an assignment's place.  Raises Http404."""
    return get_object_or_404(calibrations_for(assignment), pk=pk)


def latest_calibration(place: Place) -> Calibration | None:
    """Return the last calibration of exactly this place; whoever calls has chosen the place."""
    return Calibration.objects.filter(place=place).order_by("-made_at", "-pk").first()


def figures_of(calibration: Calibration) -> list[Figure]:
    """Return the figures of a calibration as plain values."""
    return [_plain(row) for row in calibration.figures.order_by("pk")]


def parameters_for(calibration: Calibration, reading: Reading) -> Parameters:
    """Return what a calibration puts into a scenario: ``arrivals`` rows and ``policy`` lines.

    Lines that too little was seen for are the book's, and are named in ``kept``.
    """
    return parameters_of(figures_of(calibration), reading)


def forecasts_for(assignment: Assignment) -> QuerySet[Forecast]:
    """Return the forecasts of an assignment's place, the newest first."""
    rows = Forecast.objects.select_related("place").order_by("-ordered_at", "-pk")
    return rows.filter(place__code__within=_code(assignment))


def forecast_for(assignment: Assignment, pk: int) -> Forecast:
    """Return a forecast of an assignment's place.  Raises Http404."""
    return get_object_or_404(forecasts_for(assignment), pk=pk)


def series_of(forecast: Forecast) -> QuerySet[ForecastSeries]:
    """Return the series of a forecast as they were counted: the whole place first."""
    return forecast.series.select_related("place", "decision").order_by("pk")


def series_for(assignment: Assignment, pk: int) -> ForecastSeries:
    """Return a series of a forecast of an assignment's place.  Raises Http404."""
    rows = ForecastSeries.objects.select_related("forecast", "place", "decision")
    return get_object_or_404(rows.filter(forecast__in=forecasts_for(assignment)), pk=pk)


def _plain(row: CalibratedFigure) -> Figure:
    return Figure(
        row.what, row.of, row.part, row.value, row.low, row.high, row.number, row.method,
        row.variation,
    )  # fmt: skip


def _code(assignment: Assignment) -> str:
    """Return the code of the place somebody plans for; one of nowhere for who has no place."""
    return assignment.place.code if assignment.place else "-"
