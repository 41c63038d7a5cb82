"""Which rows of the network appear as FHIR, and from which columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yiyang.audit.projected import Projector, Row, register
from yiyang.rules.fhir_map.projections import beds, institutions


def _from(facts: type[Any], *makers: Callable[[Any], dict[str, Any]]) -> Callable[[Row], list]:
    """Return how a row becomes resources: its columns are the facts."""
    return lambda row: [
        make(facts(**{k: v for k, v in row.items() if k != "person"})) for make in makers
    ]


register(
    Projector(
        "place",
        "network_place",
        ("Location",),
        """
        select id as key, null::bigint as person, code, name_zh, name_en, parent_id as parent,
               lon, lat
        from network_place where id = any(%(place)s)
        """,
        _from(institutions.PlaceFacts, institutions.area_of),
    )
)
register(
    Projector(
        "institution",
        "network_institution",
        ("Organization", "Location"),
        """
        select id as key, null::bigint as person, code, name_zh, name_en, kind, ownership,
               credit_code, address, phone, lon, lat, place_id as place,
               operator_id as operator, inhouse_of_id as inhouse_of, is_open
        from network_institution where id = any(%(institution)s)
        """,
        _from(institutions.InstitutionFacts, institutions.organization_of, institutions.site_of),
    )
)
register(
    Projector(
        "ward",
        "network_ward",
        ("Location",),
        """
        select id as key, null::bigint as person, institution_id as institution, code, name_zh,
               name_en
        from network_ward where id = any(%(ward)s)
        """,
        _from(institutions.WardFacts, institutions.ward_of),
    )
)
register(
    Projector(
        "bed",
        "network_bed",
        ("Location",),
        """
        select id as key, null::bigint as person, code, institution_id as institution,
               ward_id as ward, kind, room, sex_rule, isolation, nursing_type, dementia_unit,
               state
        from network_bed where id = any(%(bed)s)
        """,
        _from(beds.BedFacts, beds.location_of),
    )
)
