"""Delivered acts as Procedures.

A stay is an Encounter already (``beds.projections``), and a recognised result is a procedure that
nobody did (``recognition``).
"""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.ledger.kinds import RECOGNISED
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.services import ActFacts, procedure_of

STAY = "STAY_"
IS_SHOWN = f"not starts_with({{0}}kind, '{STAY}') and {{0}}kind <> '{RECOGNISED}'"


def is_shown(kind: str) -> bool:
    """Tell whether acts of a kind appear as Procedures."""
    return kind != RECOGNISED and not kind.startswith(STAY)


register(
    Projector(
        "act",
        "ledger_act",
        ("Procedure",),
        f"""
        select a.id as key, a.person_id as person, {patient_in_sql("a.person_id")}, a.kind,
               a.item, a.institution_id as institution, a.practitioner_id as practitioner,
               lower(a.span) as since, upper(a.span) as until, r.id is not null as is_reversed,
               coalesce(r.reason, '') as reason
        from ledger_act a left join ledger_act r on r.reverses_id = a.id
        where a.id = any(%(act)s) and a.reverses_id is null
          and {IS_SHOWN.format("a.")}
        """,
        made_from(ActFacts, procedure_of),
        where=f"reverses_id is null and {IS_SHOWN.format('')}",
    )
)
