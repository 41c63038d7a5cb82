"""Estimating the parameters of a place from a window of its rows, and keeping them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import keep_book, read_book
from yiyang.forecasts.errors import NoDays, NothingSeen, TooManyDays
from yiyang.forecasts.facts import Window, seen_in
from yiyang.forecasts.models import CalibratedFigure, Calibration
from yiyang.kernel.findings import Finding
from yiyang.network.models import Place
from yiyang.planning.calibrating.figures import Figure
from yiyang.planning.calibrating.seen import digest_of

HUNDRED = 100


@transaction.atomic
def calibrate(*, place: Place, since: date, until: date, by: Actor, at: datetime) -> Calibration:
    """Estimate rates, lengths of stay and shares from a window of rows, and keep them.

    Args:
        since, until: the first day that counts, the first one that no longer does.

    Raises:
        NoDays: the window is empty, or a day of it is not over.
        TooManyDays: it is longer than the book allows to read at once.
        NothingSeen: nothing could be estimated; nothing is written.
    """
    from yiyang.planning.calibrating.estimates import (  # noqa: PLC0415 -- loads scipy: here only
        Limits,
        estimate,
    )

    if since >= until or until > timezone.localdate(at):
        raise NoDays
    reading = read_book(until, place=place.code)
    most = reading.integer("forecasts.longest_window")
    if (until - since).days > most:
        raise TooManyDays(most=most)
    percent = reading.integer("simulation.confidence_percent")
    least = reading.integer("forecasts.least_events")
    seen = seen_in(Window(place, since, until))
    found = estimate(seen, Limits(percent / HUNDRED, least))
    if not found.figures:
        raise NothingSeen
    keep_book(reading.book, at)
    row = Calibration.objects.create(
        place=place, since=since, until=until, input_digest=digest_of(seen),
        book_digest=reading.book.digest, confidence_percent=percent, least=least,
        findings=findings_told(found.findings), made_at=at,
    )  # fmt: skip
    CalibratedFigure.objects.bulk_create(_row(row, figure) for figure in found.figures)
    record(
        by=by, at=at, action="forecasts.calibrate", subject_kind="calibration",
        subject_id=row.pk, payload={"input": row.input_digest, "figures": len(found.figures)},
    )  # fmt: skip
    return row


def findings_told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as they are kept: the sentence's code, where, and its parameters."""
    return [
        {"code": each.code, "where": each.where, "params": dict(each.message.params)}
        for each in findings
    ]


def _row(calibration: Calibration, figure: Figure) -> CalibratedFigure:
    return CalibratedFigure(
        calibration=calibration, what=figure.what, of=figure.of, part=figure.part,
        value=figure.value, low=figure.low, high=figure.high, number=figure.number,
        method=figure.method, variation=figure.variation,
    )  # fmt: skip
