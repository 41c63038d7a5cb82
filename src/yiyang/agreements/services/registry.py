"""Entering institutions in the registry, with the decisions that follow.

The rows belong to ``network``; the decisions need agreements, which ``network`` does not know,
so both steps stand here in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.facts import internal_facts
from yiyang.agreements.services.standing import NotAccepted, classify_medical_ways
from yiyang.audit.services import Actor
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.network.models import Institution
from yiyang.network.services import (
    InstitutionFields,
    change_institution,
    register_institution,
    set_capabilities,
)
from yiyang.rules import network as rules


@transaction.atomic
def register_in_network(
    *, fields: InstitutionFields, by: Actor, at: datetime, capabilities: Iterable[str] = ()
) -> Institution:
    """Register an institution with what it can do; decide its way of medical care.

    Raises:
        BadInstitution, CodeTaken: as ``network.services.register_institution``.
        NotAccepted: it may not be the internal medical institution of its home.
    """
    institution = register_institution(
        fields=fields, farthest_metres=farthest_metres(at), by=by, at=at
    )
    set_capabilities(institution_id=institution.pk, codes=capabilities, by=by, at=at, is_new=True)
    accept_internal(institution, at)
    _classify_with_homes(institution, None, by, at)
    institution.refresh_from_db()
    return institution


@transaction.atomic
def change_registered_institution(
    *,
    institution_id: int,
    fields: InstitutionFields,
    capabilities: Iterable[str],
    by: Actor,
    at: datetime,
) -> Institution:
    """Change an institution and what it can do; decide its way of medical care anew.

    Raises as ``register_in_network``.
    """
    home_before = Institution.objects.get(pk=institution_id).inhouse_of_id
    institution = change_institution(
        institution_id=institution_id,
        fields=fields,
        farthest_metres=farthest_metres(at),
        by=by,
        at=at,
    )
    set_capabilities(institution_id=institution_id, codes=capabilities, by=by, at=at)
    accept_internal(institution, at)
    _classify_with_homes(institution, home_before, by, at)
    institution.refresh_from_db()
    return institution


def farthest_metres(at: datetime) -> int:
    """Return how far from the middle of its place an institution may lie."""
    return read_book(timezone.localdate(at)).integer("network.farthest_from_place")


def accept_internal(institution: Institution, at: datetime) -> None:
    """Decide whether an institution may be internal to its home (JA-2.1.3); nothing if it is not.

    Raises:
        NotAccepted: it may not.
    """
    if institution.inhouse_of_id is None:
        return
    decided = decide(
        rules.internal_medical,
        internal_facts(institution),
        reading=read_book(timezone.localdate(at), place=institution.place.code),
        subject=Subject("institution", institution.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise NotAccepted(decided.result.reasons)


def _classify_with_homes(
    institution: Institution, home_before: int | None, by: Actor, at: datetime
) -> None:
    touched = {institution.pk, institution.inhouse_of_id, home_before} - {None}
    classify_medical_ways(institution_ids=sorted(touched), by=by, at=at)
