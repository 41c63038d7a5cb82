"""Reading agreements: which institutions belong together on a day, and whose person is whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, Item, Member, Party, Version
from yiyang.network.selectors import institutions_for

NOBODY: frozenset[int] = frozenset()
CARE_SIDE = "CARE_SIDE"
NEWEST = ("-since", "-number")
RESERVED = ("RESERVED_BEDS", "RESERVED_BEDS_SERVICE")


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


def agreements_of(institution_id: int, day: date) -> list[Agreement]:
    """Return an institution's agreements signed and not ended, with parties and items."""
    rows = Agreement.objects.filter(parties__institution=institution_id)
    over = [Agreement.State.ENDED, Agreement.State.DRAFT]
    rows = rows.exclude(state__in=over).exclude(span__endswith__lte=day)
    rows = rows.exclude(kind=Agreement.Kind.FAMILY_DOCTOR)
    return list(rows.prefetch_related("parties__institution", "items").order_by("kind", "number"))


def agreement_for(assignment: Assignment, pk: int) -> Agreement:
    """Return an agreement one of whose parties an assignment may look at.  Raises Http404."""
    seen = institutions_for(assignment).values("pk")
    rows = Agreement.objects.filter(parties__institution__in=seen).distinct()
    return get_object_or_404(rows.prefetch_related("parties__institution", "items"), pk=pk)


def items_on(agreement: Agreement, day: date) -> list[Item]:
    """Return what an agreement says on a day, by code: of the version that applies then."""
    version = version_on(agreement, day)
    mine = Q(version=None) if version is None else Q(version=None) | Q(version=version)
    return list(agreement.items.filter(mine).order_by("code"))


def version_on(agreement: Agreement, day: date) -> Version | None:
    """Return the version of a contract that applies on a day; None where it has none."""
    agreed = agreement.versions.filter(state=Version.State.AGREED, since__lte=day)
    return agreed.order_by(*NEWEST).first()


def contracts_between(one_id: int, other_id: int, day: date) -> list[Agreement]:
    """Return the cooperation contracts to which both are parties and that held on a day.

    One that has ended since counts for the days before its end.
    """
    signed = Version.objects.filter(agreement=OuterRef("pk"), state=Version.State.AGREED)
    held = Q(state=Agreement.State.IN_FORCE) | Q(Exists(signed), state=Agreement.State.ENDED)
    rows = Agreement.objects.filter(held, kind=Agreement.Kind.COOPERATION, span__contains=day)
    both = rows.filter(parties__institution=one_id).filter(parties__institution=other_id)
    return list(both.order_by("span", "pk"))


def item_between(one_id: int, other_id: int, code: str, day: date) -> Item | None:
    """Return a service or duty as two institutions agreed it for a day, with price and shares.

    Of several contracts the one that began last speaks.  None where none has it.
    """
    found = [
        item
        for agreement in contracts_between(one_id, other_id, day)
        for item in items_on(agreement, day)
        if item.code == code
    ]
    return found[-1] if found else None


def reserved_beds(provider_id: int, other_id: int, day: date) -> int:
    """Return how many beds a provider reserves for another institution on a day."""
    agreed = (item_between(provider_id, other_id, code, day) for code in RESERVED)
    return max((item.quantity or 0 for item in agreed if item is not None), default=0)


def reserved_beds_of(institution_ids: Collection[int], day: date) -> dict[int, dict[int, int]]:
    """Return how many beds each preferred partner of many institutions reserves, in two queries.

    The medical side reserves, for the care side.  A partner with a preferred contract that names
    no number is left out: it has no limit.  Of several contracts the highest number counts.
    """
    latest = Version.objects.filter(
        agreement=OuterRef("agreement"), state=Version.State.AGREED, since__lte=day
    )
    applies = Q(version=None) | Q(version=Subquery(latest.order_by(*NEWEST).values("pk")[:1]))
    parties = _preferred_together(institution_ids, day)
    items = Item.objects.filter(applies, agreement__in={key for key, _, _ in parties})
    reserved: dict[int, int] = {}
    for key, beds in items.filter(code__in=RESERVED).values_list("agreement", "quantity"):
        reserved[key] = max(beds or 0, reserved.get(key, 0))
    found: dict[int, dict[int, int]] = {}
    unlimited = {(mine, other) for key, mine, other in parties if key not in reserved}
    for key, mine, other in parties:
        if (mine, other) not in unlimited:
            of_mine = found.setdefault(mine, {})
            of_mine[other] = max(reserved[key], of_mine.get(other, 0))
    return found


def _preferred_together(institution_ids: Collection[int], day: date) -> list[tuple[int, int, int]]:
    """Return each preferred contract in force: its number, who of those asked, who may reserve."""
    rows = Party.objects.filter(
        institution__isnull=False,
        agreement__kind=Agreement.Kind.COOPERATION,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__transfer_priority=True,
        agreement__span__contains=day,
        agreement__parties__institution__in=institution_ids,
    ).exclude(role=CARE_SIDE)
    pairs = rows.values_list("agreement_id", "agreement__parties__institution", "institution_id")
    return [(key, mine, other) for key, mine, other in pairs if mine != other]


def contracts_for(assignment: Assignment) -> QuerySet[Agreement]:
    """Return the cooperation contracts an assignment may see.

    Who works for an institution sees those to which it is a party, who works for a place
    those of its institutions.  Latest first.
    """
    rows = Agreement.objects.filter(kind=Agreement.Kind.COOPERATION)
    if assignment.institution_id is not None:
        mine = Party.objects.filter(institution=assignment.institution_id)
    else:
        mine = Party.objects.filter(institution__in=institutions_for(assignment).values("pk"))
    rows = rows.filter(pk__in=mine.values("agreement"))
    return rows.prefetch_related("parties__institution").order_by("-span", "-pk")


def contract_for(assignment: Assignment, pk: int) -> Agreement:
    """Return a cooperation contract an assignment may see.  Raises Http404."""
    return get_object_or_404(contracts_for(assignment), pk=pk)


def consortia_for(assignment: Assignment) -> QuerySet[Agreement]:
    """Return the consortia in force to which an institution that one may see belongs."""
    seen = Party.objects.filter(institution__in=institutions_for(assignment).values("pk"))
    rows = Agreement.objects.filter(
        kind=Agreement.Kind.CONSORTIUM,
        state=Agreement.State.IN_FORCE,
        pk__in=seen.values("agreement"),
    )
    return rows.prefetch_related("parties__institution").order_by("number")


def consortium_for(assignment: Assignment, pk: int) -> Agreement:
    """Return a consortium in force that an assignment may see.  Raises Http404."""
    return get_object_or_404(consortia_for(assignment), pk=pk)


def last_version_for(assignment: Assignment, pk: int) -> Version:
    """Return the last version of a contract an assignment may see.  Raises Http404."""
    versions = contract_for(assignment, pk).versions.order_by("-number")
    return get_object_or_404(versions[:1])


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
