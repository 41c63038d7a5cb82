"""Residents and their relatives as FHIR, and how other packages name the Patient of a person."""

from __future__ import annotations

from yiyang.audit.projected import Projector, Row, register
from yiyang.rules.fhir_map.projections.people import (
    PersonFacts,
    RelativeFacts,
    patient_of,
    related_person_of,
)

FIRST_PATIENT = """
(select theirs.id from record_resource theirs  -- a name that no caller's statement has
 where theirs.person_id = {0} and theirs.type = 'Patient' and theirs.deleted_at is null
 order by theirs.key limit 1)
"""


def patient_in_sql(column: str) -> str:
    """Return the SQL of a column ``patient``: the id of the first Patient of the person in one.

    It comes to ``make`` as ``Patient/id``: whoever has none yet is ``person-`` with their key,
    and that Patient is made with what is shown of them.
    """
    return f"{FIRST_PATIENT.format(column)} as patient"


def _patient(row: Row) -> list[dict]:
    """A person whom another system sent first has that Patient, and none of ours."""
    if row["known_as"] not in (None, f"person-{row['key']}"):
        return []
    return [patient_of(PersonFacts(row["name"], row["sex"], row["born_on"], row["died_at"]))]


def _relative(row: Row) -> list[dict]:
    return [
        related_person_of(
            RelativeFacts(
                row["patient"],
                row["name"],
                row["relation"],
                row["phone"],
                row["is_representative"],
                row["is_carer"],
            )
        )
    ]


register(
    Projector(
        "person",
        "people_person",
        ("Patient",),
        f"""
        select p.id as key, p.id as person, name, sex, born_on, died_at,
               {FIRST_PATIENT.format("p.id")} as known_as
        from people_person p where p.id = any(%(person)s)
        """,
        _patient,
    )
)
register(
    Projector(
        "relative",
        "people_relative",
        ("RelatedPerson",),
        f"""
        select id as key, person_id as person, {patient_in_sql("person_id")}, name,
               relation, phone, is_representative, is_carer
        from people_relative where id = any(%(relative)s)
        """,
        _relative,
    )
)
