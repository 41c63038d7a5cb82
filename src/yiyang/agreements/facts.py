"""Agreements and the registry as frozen values for ``rules.network``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from yiyang.agreements.models import Agreement, Item, Party, Version
from yiyang.agreements.selectors import CARE_SIDE
from yiyang.network.models import Institution
from yiyang.policy.book import Reading
from yiyang.rules.cooperation import ContractFacts, ContractItem, ContractParty
from yiyang.rules.network import (
    ConsortiumFacts,
    ConsortiumParty,
    Duty,
    Internal,
    InternalFacts,
    MedicalCareFacts,
    PreferenceFacts,
)

MEDICAL_SIDE = "MEDICAL_SIDE"


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


def contract_items(items: Iterable[Item]) -> tuple[ContractItem, ...]:
    """Return the items of a contract in the order of their codes."""
    return tuple(
        ContractItem(
            code=i.code,
            is_duty=i.is_duty,
            quantity=i.quantity,
            price_fen=i.price_fen,
            shares=tuple(sorted(i.shares.items())),
            unit=i.unit,
        )
        for i in sorted(items, key=lambda item: item.code)
    )


def contract_facts(version: Version, items: Sequence[ContractItem] | None = None) -> ContractFacts:
    """Return a version of a contract as it is to be signed.

    Args:
        items: what it would say; None for the items that are stored.
    """
    agreement = version.agreement
    parties = agreement.parties.select_related("institution").order_by("pk")
    agreed = agreement.versions.filter(state=Version.State.AGREED).order_by("-number")
    last = agreed.exclude(pk=version.pk).first()
    is_change = agreement.state != Agreement.State.DRAFT
    return ContractFacts(
        variety=agreement.variety,
        parties=tuple(ContractParty(p.institution.kind, p.institution.is_open) for p in parties),
        since=agreement.span.lower,
        until=agreement.span.upper,
        items=contract_items(version.items.all()) if items is None else tuple(items),
        dispute=version.dispute,
        has_responsibility=bool(version.responsibility),
        changes_on=version.since if is_change else None,
        changed_before=last.since if is_change and last else None,
        renewed_until=agreement.renews.span.upper if agreement.renews else None,
    )


def sides(institutions: Sequence[Institution], reading: Reading) -> list[tuple[str, Institution]]:
    """Return on which side of a contract each institution stands.

    Who is both, such as a nursing home with a licence, stands on the medical side where
    nobody else does, else on the care side.
    """
    medical = set(reading.codes("network.medical_kinds"))
    care = set(reading.codes("agreements.care_side_kinds"))
    has_other = any(one.kind in medical - care for one in institutions)
    has_carer = any(one.kind in care - medical for one in institutions)
    found = []
    for n, one in enumerate(institutions):
        both = one.kind in medical & care
        is_medical = one.kind in medical - care
        if both and not has_other:
            is_medical = has_carer or n > 0
        found.append((MEDICAL_SIDE if is_medical else CARE_SIDE, one))
    return found


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
