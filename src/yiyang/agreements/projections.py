"""Agreements between institutions as Contracts; a person's place as Contract and CareTeam."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yiyang.agreements.models import Member
from yiyang.audit.projected import Projector, changed, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.agreements import (
    AgreementFacts,
    MemberFacts,
    contract_of,
    contract_of_member,
    team_of_member,
)

register(
    Projector(
        "agreement",
        "agreements_agreement",
        ("Contract",),
        """
        select a.id as key, null::bigint as person, number, kind, variety, title_zh, state,
               lower(span) as since, upper(span) - 1 as until, signed_at, end_reason,
               renews_id as renews,
               coalesce((select json_agg(json_build_object(
                   'institution', p.institution_id, 'practitioner', p.practitioner_id,
                   'team', p.team_id, 'role', p.role) order by p.id)
                   from agreements_party p where p.agreement_id = a.id), '[]') as parties
        from agreements_agreement a
        where a.id = any(%(agreement)s) and kind <> 'FAMILY_DOCTOR'
        """,
        made_from(AgreementFacts, contract_of),
        where="kind <> 'FAMILY_DOCTOR'",
    )
)
register(
    Projector(
        "member",
        "agreements_member",
        ("Contract", "CareTeam"),
        f"""
        select m.id as key, m.person_id as person, {patient_in_sql("m.person_id")}, a.number,
               a.kind, a.state, m.slot, m.institution_id as institution,
               m.practitioner_id as practitioner, m.team_id as team, m.packages,
               lower(m.span) as since, upper(m.span) - 1 as until, a.signed_at, m.end_reason
        from agreements_member m join agreements_agreement a on a.id = m.agreement_id
        where m.id = any(%(member)s)
        """,
        made_from(MemberFacts, contract_of_member, team_of_member),
    )
)


def show(agreement_id: int, at: datetime, *, also: Iterable[int] = ()) -> None:
    """Say that an agreement has changed, and so what every place under it says.

    Args:
        also: places that are no more.
    """
    places = Member.objects.filter(agreement=agreement_id).values_list("pk", flat=True)
    changed(at, agreement=agreement_id, member=[*places, *also])
