"""Reading agreements: which institutions belong together on a day, and whose person is whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, Member, Party
from yiyang.network.selectors import institutions_for

NOBODY: frozenset[int] = frozenset()


def cooperation_partners(institution_id: int, day: date) -> frozenset[int]:
    """Return the institutions with a preferred cooperation with one institution on a day.

    Only agreements in force whose duties are kept (``transfer_priority``) prefer anybody.
    """
    return cooperation_partners_of([institution_id], day).get(institution_id, NOBODY)


def cooperation_partners_of(
    institution_ids: Collection[int], day: date
) -> dict[int, frozenset[int]]:
    """Return the preferred cooperation partners of many institutions in one query."""
    return _parties_together(
        institution_ids, day, kind=Agreement.Kind.COOPERATION, transfer_priority=True
    )


def consortium_peers(institution_id: int, day: date) -> frozenset[int]:
    """Return the other members of an institution's consortia on a day."""
    return consortium_peers_of([institution_id], day).get(institution_id, NOBODY)


def consortium_peers_of(institution_ids: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """Return the consortium peers of many institutions in one query."""
    return _parties_together(institution_ids, day, kind=Agreement.Kind.CONSORTIUM)


def own_institutions(person_id: int, day: date) -> frozenset[int]:
    """Return a person's contracted institutions on a day: family doctor's and 1+1+1."""
    return own_institutions_of([person_id], day).get(person_id, NOBODY)


def own_institutions_of(person_ids: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """Return the contracted institutions of many people in one query."""
    rows = Member.objects.filter(
        person__in=person_ids,
        span__contains=day,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
    ).values_list("person_id", "institution_id")
    return _grouped(rows)


def family_doctor_institution(person_id: int, day: date) -> int | None:
    """Return the institution of a person's family doctor on a day, or None."""
    return (
        Member.objects.filter(
            person=person_id,
            slot=Member.Slot.FAMILY_DOCTOR,
            span__contains=day,
            agreement__state=Agreement.State.IN_FORCE,
            agreement__span__contains=day,
        )
        .values_list("institution_id", flat=True)
        .first()
    )


def agreements_of(institution_id: int, day: date) -> list[Agreement]:
    """Return an institution's agreements that have not ended, with parties and items."""
    rows = Agreement.objects.filter(parties__institution=institution_id)
    rows = rows.exclude(state=Agreement.State.ENDED).exclude(span__endswith__lte=day)
    rows = rows.exclude(kind=Agreement.Kind.FAMILY_DOCTOR)
    return list(rows.prefetch_related("parties__institution", "items").order_by("kind", "number"))


def agreement_for(assignment: Assignment, pk: int) -> Agreement:
    """Return an agreement one of whose parties an assignment may look at.  Raises Http404."""
    seen = institutions_for(assignment).values("pk")
    rows = Agreement.objects.filter(parties__institution__in=seen).distinct()
    return get_object_or_404(rows.prefetch_related("parties__institution", "items"), pk=pk)


def _parties_together(
    institution_ids: Collection[int], day: date, **agreement: object
) -> dict[int, frozenset[int]]:
    rows = Party.objects.filter(
        institution__isnull=False,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
        agreement__parties__institution__in=institution_ids,
        **{f"agreement__{name}": value for name, value in agreement.items()},
    ).values_list("agreement__parties__institution", "institution_id")
    return _grouped((mine, other) for mine, other in rows if mine != other)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}
