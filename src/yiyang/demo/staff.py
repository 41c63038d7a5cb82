"""Practitioners, their posts, and the teams of family doctors."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from yiyang.demo import names
from yiyang.demo.beds import Stock
from yiyang.demo.institutions import Network
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import (
    During,
    InstitutionRow,
    PostRow,
    PractitionerRow,
    TeamMemberRow,
    TeamRow,
)

YEARS_IN_POST = 12
CORE = {
    "HOSPITAL": ("DOCTOR", "DOCTOR", "DOCTOR", "NURSE", "NURSE", "NURSE", "THERAPIST", "MANAGER"),
    "CHC": ("NURSE", "NURSE", "THERAPIST", "PHARMACIST", "MANAGER"),
    "CHS": ("DOCTOR", "NURSE"),
    "HOSPICE": ("DOCTOR", "DOCTOR", "NURSE", "NURSE", "NURSE", "NURSE", "SOCIAL_WORKER"),
    "NURSING_HOME": ("DOCTOR", "NURSE", "NURSE", "THERAPIST", "MANAGER"),
    "CARE_INSTITUTION": ("NURSE", "SOCIAL_WORKER", "MANAGER"),
    "HOME_CARE_PROVIDER": ("NURSE", "MANAGER"),
    "MEDICAL_ROOM": ("DOCTOR", "NURSE"),
    "NURSING_STATION": ("NURSE", "NURSE"),
    "PHARMACY": ("PHARMACIST",),
    "CLINIC": ("NURSE",),
}
OTHERS = ("MANAGER",)
MEN_AMONG = {"DOCTOR": 0.45, "CARER": 0.12, "NURSE": 0.05}
MALE, FEMALE = "1", "2"


class Staff(NamedTuple):
    """Who works where, and the family doctor of each team."""

    practitioners: tuple[PractitionerRow, ...]
    posts: tuple[PostRow, ...]
    teams: tuple[TeamRow, ...]
    team_members: tuple[TeamMemberRow, ...]

    def at(self, institution_id: int, duty: str) -> list[int]:
        """Return the practitioners with a duty at an institution."""
        return [
            post.practitioner_id
            for post in self.posts
            if post.institution_id == institution_id and post.duty == duty
        ]


class _Hiring:
    """Collects practitioners and posts while they are made."""

    def __init__(self, random: Random, at: datetime) -> None:
        self.random, self.at = random, at
        self.practitioners: list[PractitionerRow] = []
        self.posts: list[PostRow] = []

    def hire(self, institution: InstitutionRow, profession: str, duty: str) -> int:
        """Add one practitioner in one post, and return the key."""
        key = len(self.practitioners) + 1
        sex = MALE if self.random.random() < MEN_AMONG.get(profession, 0.3) else FEMALE
        name = names.person_name(self.random, sex).zh
        self.practitioners.append(
            PractitionerRow(key, f"DEMO-P{key:05d}", name, profession, f"DEMO{key:011d}", None)
        )
        days = self.random.randint(30, 365 * YEARS_IN_POST)
        since = (self.at - timedelta(days=days)).date()
        self.posts.append(PostRow(key, institution.id, duty, During(since)))
        return key


def staff(random: Random, size: str, network: Network, stock: Stock, at: datetime) -> Staff:
    """Return the practitioners of a network, with teams of family doctors at each CHC."""
    hiring = _Hiring(random, at)
    for row in network.institutions:
        for profession in CORE.get(row.kind, OTHERS):
            hiring.hire(row, profession, profession)
    _hire_carers(hiring, network, stock)
    teams, members = _teams(hiring, size, network)
    for clinic in network.of_kind("CLINIC"):
        hiring.hire(clinic, "DOCTOR", "FAMILY_DOCTOR")
    return Staff(tuple(hiring.practitioners), tuple(hiring.posts), tuple(teams), tuple(members))


def _hire_carers(hiring: _Hiring, network: Network, stock: Stock) -> None:
    per_bed = quantity("staff.people_per_bed")
    for row in network.of_kind("CARE_INSTITUTION", "NURSING_HOME", "HOME_CARE_PROVIDER"):
        beds = sum(bed.institution_id == row.id for bed in stock.beds)
        for _ in range(max(1, round(beds * per_bed))):
            hiring.hire(row, "CARER", "CARER")


def _teams(
    hiring: _Hiring, size: str, network: Network
) -> tuple[list[TeamRow], list[TeamMemberRow]]:
    """Give each family doctor a team with a nurse and an assistant, shared out over the CHCs."""
    teams: list[TeamRow] = []
    members: list[TeamMemberRow] = []
    centres = network.of_kind("CHC")
    for index in range(quantity("staff.family_doctors", size)):
        centre = centres[index % len(centres)]
        key = len(teams) + 1
        doctor = hiring.hire(centre, "DOCTOR", "FAMILY_DOCTOR")
        number = index // len(centres) + 1
        teams.append(
            TeamRow(key, f"DEMO-T{key:03d}", f"{centre.name_zh}第{number}家庭医生团队",
                    f"{centre.name_en} family doctor team {number}", centre.id)
        )  # fmt: skip
        members.append(TeamMemberRow(key, doctor, "FAMILY_DOCTOR", True))
        for profession in ("NURSE", "ASSISTANT"):
            person = hiring.hire(centre, profession, profession)
            members.append(TeamMemberRow(key, person, profession, False))
    return teams, members
