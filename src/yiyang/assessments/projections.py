"""Assessments as QuestionnaireResponses with an Observation; instruments as Questionnaires."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register, register_standing
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.assessing import (
    AssessmentFacts,
    observation_of,
    questionnaire_of,
    response_of,
)
from yiyang.rules.instruments import instruments

register(
    Projector(
        "assessment",
        "assessments_assessment",
        ("QuestionnaireResponse", "Observation"),
        f"""
        select a.id as key, a.person_id as person, {patient_in_sql("a.person_id")}, a.instrument,
               a.instrument_version as version, a.answers, a.scores, a.level, a.assessed_at,
               a.institution_id as institution
        from assessments_assessment a where a.id = any(%(assessment)s)
        """,
        made_from(AssessmentFacts, response_of, observation_of),
    )
)
register_standing("instrument", lambda: [questionnaire_of(one) for one in instruments()])
