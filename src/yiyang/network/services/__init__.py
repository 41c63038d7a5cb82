"""Changing the network: institutions, wards and beds, practitioners, teams and rosters."""

from yiyang.network.services.beds import (
    BadBed,
    BedFields,
    BedInUse,
    CodeTaken,
    add_bed,
    add_ward,
    change_bed,
    set_service_state,
)
from yiyang.network.services.institutions import (
    BadInstitution,
    InstitutionFields,
    change_institution,
    register_institution,
    set_capabilities,
    set_medical_way,
)
from yiyang.network.services.staff import (
    EndsBeforeItBegins,
    add_post,
    add_team_member,
    employ_practitioner,
    end_duty,
    end_post,
    make_team,
    put_on_duty,
    register_practitioner,
    remove_team_member,
)

__all__ = [
    "BadBed",
    "BadInstitution",
    "BedFields",
    "BedInUse",
    "CodeTaken",
    "EndsBeforeItBegins",
    "InstitutionFields",
    "add_bed",
    "add_post",
    "add_team_member",
    "add_ward",
    "change_bed",
    "change_institution",
    "employ_practitioner",
    "end_duty",
    "end_post",
    "make_team",
    "put_on_duty",
    "register_institution",
    "register_practitioner",
    "remove_team_member",
    "set_capabilities",
    "set_medical_way",
    "set_service_state",
]
