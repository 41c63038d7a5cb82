"""Which rows of the network appear as FHIR, and from which columns."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.rules.fhir_map.projections import beds, institutions

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
        made_from(institutions.PlaceFacts, institutions.area_of),
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
        made_from(
            institutions.InstitutionFacts, institutions.organization_of, institutions.site_of
        ),
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
        made_from(institutions.WardFacts, institutions.ward_of),
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
        made_from(beds.BedFacts, beds.location_of),
    )
)
