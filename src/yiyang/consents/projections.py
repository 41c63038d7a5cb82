"""What people said about who may see them, as Consents."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.consents import ConsentFacts, consent_of

register(
    Projector(
        "consent",
        "consents_consent",
        ("Consent",),
        f"""
        select c.id as key, c.person_id as person, {patient_in_sql("c.person_id")}, c.state,
               c.kind, c.purpose, c.scope, c.categories, c.grantee_kind,
               c.grantee_institution_id as institution, c.grantee_client as client,
               lower(c.span) as since, upper(c.span) as until, c.made_at, c.signed_at,
               c.text_version, c.replaces_id as replaces
        from consents_consent c where c.id = any(%(consent)s)
        """,
        made_from(ConsentFacts, consent_of),
    )
)
