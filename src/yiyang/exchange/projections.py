"""Messages of other nodes that took effect here, as Provenance of the record they went into."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.taking import TakenFacts, provenance_of

# A settlement goes into no record, and its books are of nobody, whatever a message calls itself.
OF_A_RECORD = "{0}person_id is not null and {0}contents <> array['SETTLEMENT']::varchar[]"
register(
    Projector(
        "taken",
        "exchange_taken",
        ("Provenance",),
        f"""
        select t.id as key, t.person_id as person, {patient_in_sql("t.person_id")},
               n.code as node, n.name_zh as node_name, t.message_id, t.contents,
               t.consent_id as consent, t.taken_at
        from exchange_taken t join exchange_node n on n.id = t.node_id
        where t.id = any(%(taken)s) and {OF_A_RECORD.format("t.")}
        """,
        made_from(TakenFacts, provenance_of),
        where=OF_A_RECORD.format(""),
    )
)
