"""Which rows of the network appear as FHIR, and from which columns."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.rules.fhir_map.projections import beds, institutions, staff

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
register(
    Projector(
        "practitioner",
        "network_practitioner",
        ("Practitioner",),
        """
        select id as key, null::bigint as person, code, name, profession, specialty
        from network_practitioner where id = any(%(practitioner)s)
        """,
        made_from(staff.PractitionerFacts, staff.practitioner_of),
    )
)
register(
    Projector(
        "post",
        "network_post",
        ("PractitionerRole",),
        """
        select o.id as key, null::bigint as person, o.practitioner_id as practitioner,
               o.institution_id as institution, o.duty, p.specialty, lower(o.span) as since,
               upper(o.span) - 1 as until
        from network_post o join network_practitioner p on p.id = o.practitioner_id
        where o.id = any(%(post)s)
        """,
        made_from(staff.PostFacts, staff.role_of),
    )
)
register(
    Projector(
        "team",
        "network_team",
        ("CareTeam",),
        """
        select t.id as key, null::bigint as person, t.code, t.name_zh, t.name_en,
               t.institution_id as institution, t.is_open,
               coalesce((select json_agg(json_build_object(
                   'practitioner', m.practitioner_id, 'duty', m.duty, 'leads', m.leads)
                   order by m.id) from network_teammember m where m.team_id = t.id),
                   '[]') as members
        from network_team t where t.id = any(%(team)s)
        """,
        made_from(staff.TeamFacts, staff.team_of),
    )
)
