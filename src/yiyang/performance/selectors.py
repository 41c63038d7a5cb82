"""Reading appraisals and survey calls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.kernel.messages import Text
from yiyang.measures.names import names_of
from yiyang.measures.registry import every
from yiyang.measures.selectors import Count
from yiyang.measures.shape import By
from yiyang.network.models import Practitioner
from yiyang.performance.facts import OF_KIND, PERCENT
from yiyang.performance.models import Appraisal, SurveyCall


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


@dataclass(frozen=True)
class Named:
    """An appraisal with the name of whom it is of."""

    row: Appraisal
    name: Text


def appraisals_for(assignment: Assignment) -> QuerySet[Appraisal]:
    """Return the appraisals an assignment may see: its institution's, or its place's."""
    rows = Appraisal.objects.select_related("institution", "decision", "reward")
    if assignment.institution_id:
        return rows.filter(institution=assignment.institution_id)
    if assignment.place is None:
        return rows.none()
    return rows.filter(institution__place__code__within=assignment.place.code)


def appraisal_for(assignment: Assignment, pk: int) -> Appraisal:
    """Return an appraisal an assignment may see.  Raises Http404."""
    return get_object_or_404(appraisals_for(assignment), pk=pk)


def own_appraisals(assignment: Assignment) -> list[Appraisal]:
    """Return the appraisals of the practitioner who is signed in, the latest period first."""
    practitioner = Practitioner.objects.filter(account=assignment.account_id).first()
    if practitioner is None:
        return []
    rows = Appraisal.objects.filter(
        subject_kind=Appraisal.SubjectKind.PRACTITIONER, subject_id=practitioner.pk
    )
    return list(rows.select_related("decision", "institution").order_by("-period"))


def named(rows: list[Appraisal]) -> list[Named]:
    """Return appraisals with the names of their subjects, in their order."""
    names: dict[tuple[str, int], Text] = {}
    for kind, by in OF_KIND.items():
        keys = {row.subject_id for row in rows if row.subject_kind == kind}
        names |= {(kind, key): name for key, name in names_of(by, keys).items()}
    nobody = Text("—", "—")
    return [Named(row, names.get((row.subject_kind, row.subject_id), nobody)) for row in rows]


def rates_of(rows: Iterable[Appraisal]) -> dict[str, list[Count]]:
    """Return the rates that appraisals rest on by measure, as each decision keeps them.

    The key of a count is the appraisal's.
    """
    found: dict[str, list[Count]] = {}
    for row in rows:
        for metric in row.decision.facts.get("metrics", ()):
            if metric["unit"] == PERCENT and metric["name"] in every():
                counted = (metric["numerator"], metric["denominator"], metric["counted"])
                found.setdefault(metric["name"], []).append(Count((row.pk,), *counted))
    return found


def dimension_of(appraisal: Appraisal) -> By:
    """Return by what the figures of an appraisal are told apart."""
    return OF_KIND[Appraisal.SubjectKind(appraisal.subject_kind)]


def calls_for(assignment: Assignment) -> QuerySet[SurveyCall]:
    """Return the survey calls an assignment may make: people of its place, and no provider.

    Who gives the care never asks how good it was.
    """
    rows = SurveyCall.objects.select_related("person", "institution", "team")
    if assignment.institution_id or not has_power(assignment, Power.SEE_DISTRICT_PEOPLE):
        return rows.none()
    return rows.filter(visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY))


def call_for(assignment: Assignment, pk: int) -> SurveyCall:
    """Return a survey call an assignment may make.  Raises Http404."""
    return get_object_or_404(calls_for(assignment), pk=pk)
