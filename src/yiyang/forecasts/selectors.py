"""Reading calibrations: those of the reader's own place; and what they put into a scenario."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.forecasts.models import CalibratedFigure, Calibration
from yiyang.network.models import Place
from yiyang.planning.calibrating.figures import Figure
from yiyang.planning.calibrating.parameters import Parameters, parameters_of
from yiyang.policy.book import Reading


def calibrations_for(assignment: Assignment) -> QuerySet[Calibration]:
    """Return the calibrations of an assignment's place, the newest first."""
    rows = Calibration.objects.select_related("place").order_by("-made_at", "-pk")
    return rows.filter(place__code__startswith=_code(assignment))


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


def _plain(row: CalibratedFigure) -> Figure:
    return Figure(
        row.what, row.of, row.part, row.value, row.low, row.high, row.number, row.method,
        row.variation,
    )  # fmt: skip


def _code(assignment: Assignment) -> str:
    """Return the code of the place somebody plans for; one of nowhere for who has no place."""
    return assignment.place.code if assignment.place else "-"
