"""Reading appraisals and survey calls."""

from __future__ import annotations

from decimal import Decimal

from yiyang.performance.models import Appraisal


def factors(period: str) -> dict[tuple[str, int], Decimal]:
    """Return the factor of each final appraisal of a period, by kind and key of its subject.

    Args:
        period: as in ``Appraisal.period``, a year ("2026").

    Who is not in it has no final appraisal with a factor: its money is held, not guessed.
    """
    rows = Appraisal.objects.filter(
        period=period, state=Appraisal.State.FINAL, factor__isnull=False
    )
    return {
        (kind, key): factor
        for kind, key, factor in rows.values_list("subject_kind", "subject_id", "factor")
    }
