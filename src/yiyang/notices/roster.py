"""Whom a notice reaches, round by round: those on duty, then the district's coordinators."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.db.models.functions import Length

from yiyang.access.models import Assignment, Role
from yiyang.audit.sql import rows
from yiyang.network.models import Duty, Institution, Place

Round = tuple[int, ...]
FIRST_HERE = """
select account_id from (
  select duty.id, account_id, rank() over (order by length(place.code) desc, "order") as round
  from network_duty duty
  join access_account account on account.id = account_id and account.is_active
  left join network_place place on place.id = duty.place_id
  where institution_id = %(institution)s and role = %(role)s and span @> %(at)s::timestamptz
) on_duty where round = 1 order by id
"""


def rounds(
    role: str, institution_id: int | None, place_id: int | None, at: datetime
) -> tuple[list[Round], bool]:
    """Return the accounts to tell, first round first, and whether anybody holds the role here.

    The roster's order makes the rounds; without a roster everybody assigned is one round.
    The coordinators of the place follow.  An account stands in its first round only.
    """
    code = _place_code(institution_id, place_id)
    own = _rounds_of(role, institution_id, code, at)
    further = [] if role == Role.COORDINATOR else _rounds_of(Role.COORDINATOR, None, code, at)
    told: set[int] = set()
    found: list[Round] = []
    for accounts in own + further:
        fresh = tuple(a for a in accounts if a not in told)
        told.update(fresh)
        if fresh:
            found.append(fresh)
    return found, bool(own)


def first_round(
    role: str, institution_id: int | None, place_id: int | None, at: datetime
) -> tuple[Round, bool]:
    """Return the first of ``rounds``, without asking for those after it where there is one."""
    if institution_id is not None:
        first = rows(FIRST_HERE, institution=institution_id, role=role, at=at)
        if first:
            return tuple(dict.fromkeys(account for (account,) in first)), True
    found, is_held = rounds(role, institution_id, place_id, at)
    return found[0] if found else (), is_held


def holders(role: str, at: datetime) -> Round:
    """Return the accounts with a role anywhere on this node."""
    found = Assignment.objects.filter(role=role, span__contains=at, account__is_active=True)
    return tuple(found.order_by("account_id").values_list("account_id", flat=True).distinct())


def _rounds_of(role: str, institution_id: int | None, code: str, at: datetime) -> list[Round]:
    here = Q(institution_id=institution_id) if institution_id else _around(code)
    on_duty = (
        Duty.objects.filter(here, role=role, span__contains=at, account__is_active=True)
        .annotate(wide=Length("place__code"))
        .order_by("-wide", "order", "pk")
        .values_list("wide", "order", "account_id")
    )
    found = [
        tuple(dict.fromkeys(account for _, _, account in group))
        for _, group in groupby(on_duty, key=lambda row: row[:2])
    ]
    if found:
        return found
    assigned = Assignment.objects.filter(
        here, role=role, span__contains=at, account__is_active=True
    )
    everybody = tuple(dict.fromkeys(assigned.order_by("pk").values_list("account_id", flat=True)))
    return [everybody] if everybody else []


def _around(code: str) -> Q:
    """Rows for a place or one around it; for no place, every row that is for none or any."""
    if not code:
        return Q(institution=None)
    return Q(institution=None, place__code__in=[code[:n] for n in range(1, len(code) + 1)])


def _place_code(institution_id: int | None, place_id: int | None) -> str:
    if place_id is not None:
        return Place.objects.values_list("code", flat=True).get(pk=place_id)
    if institution_id is not None:
        return Institution.objects.values_list("place__code", flat=True).get(pk=institution_id)
    return ""
