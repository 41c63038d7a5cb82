"""Agreements and the registry as frozen values for ``rules.network``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from yiyang.agreements.models import Agreement, Item, Party
from yiyang.network.models import Institution
from yiyang.rules.network import (
    ConsortiumFacts,
    ConsortiumParty,
    Duty,
    Internal,
    InternalFacts,
    MedicalCareFacts,
    PreferenceFacts,
)


def medical_care_facts(institution_ids: Collection[int], day: date) -> dict[int, MedicalCareFacts]:
    """Return what institutions have of medical care on a day, in three queries."""
    internal: dict[int, list[Internal]] = {}
    inside = Institution.objects.filter(inhouse_of__in=institution_ids, is_open=True)
    for one in inside.order_by("pk"):
        entrusted = one.operator_id not in (None, one.inhouse_of_id)
        internal.setdefault(one.inhouse_of_id, []).append(Internal(one.kind, entrusted))
    partners = _partner_kinds(institution_ids, day)
    return {
        one.pk: MedicalCareFacts(
            kind=one.kind,
            converted=one.converted,
            internal=tuple(internal.get(one.pk, ())),
            partner_kinds=tuple(sorted(partners.get(one.pk, ()))),
        )
        for one in Institution.objects.filter(pk__in=institution_ids)
    }


def internal_facts(institution: Institution) -> InternalFacts:
    """Return an internal medical institution with its home and operator, by kind."""
    home, operator = institution.inhouse_of, institution.operator
    return InternalFacts(
        kind=institution.kind,
        home_kind=home.kind if home else "",
        operator_kind=operator.kind if operator and operator != home else "",
    )


def preference_facts(agreement: Agreement, items: Iterable[Item], day: date) -> PreferenceFacts:
    """Return an agreement that asks for transfer priority with the duties it holds."""
    in_force = agreement.state == Agreement.State.IN_FORCE
    return PreferenceFacts(
        is_in_force=in_force and _holds(agreement, day),
        began_on=agreement.span.lower,
        duties=tuple(Duty(i.code, i.kept, i.reviewed_on) for i in items if i.is_duty),
    )


def consortium_facts(agreement: Agreement, parties: Iterable[Party]) -> ConsortiumFacts:
    """Return a consortium to be entered."""
    return ConsortiumFacts(
        variety=agreement.variety,
        parties=tuple(
            ConsortiumParty(
                p.role, p.institution.kind, p.institution.ownership, p.institution.level
            )
            for p in parties
            if p.institution is not None
        ),
    )


def _holds(agreement: Agreement, day: date) -> bool:
    until = agreement.span.upper
    return agreement.span.lower <= day and (until is None or day < until)


def _partner_kinds(institution_ids: Collection[int], day: date) -> dict[int, set[str]]:
    rows = Party.objects.filter(
        institution__is_open=True,
        agreement__kind=Agreement.Kind.COOPERATION,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
        agreement__parties__institution__in=institution_ids,
    ).values_list("agreement__parties__institution", "institution_id", "institution__kind")
    kinds: dict[int, set[str]] = {}
    for mine, other, kind in rows:
        if mine != other:
            kinds.setdefault(mine, set()).add(kind)
    return kinds
