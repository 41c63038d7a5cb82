"""Agreements: cooperation of care homes, medical consortia, family doctors with people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from yiyang.demo.institutions import CARE_KINDS, Network
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import (
    AgreementRow,
    During,
    InstitutionRow,
    MemberRow,
    PanelRow,
    PartyRow,
    TeamRow,
)
from yiyang.kernel.geo import Point, metres_between

KEY_GROUP_AGE = 65
CHRONIC = frozenset(("hypertension", "diabetes"))
HOSPITALS = {"DISTRICT": 2, "CITY": 3}  # the level that each further slot takes
SIGNED_AT = time(10, 30)
YEAR = timedelta(days=365)


class Signed(NamedTuple):
    """An agreement with its parties and, for a family doctor's, the places of its person."""

    agreement: AgreementRow
    parties: tuple[PartyRow, ...]
    members: tuple[MemberRow, ...] = ()


def between_institutions(plan: Plan, network: Network) -> list[Signed]:
    """Return the cooperation of every care home and the consortia of the hospitals."""
    random, at = plan.random("cooperation"), plan.at
    hospitals = network.of_kind("HOSPITAL")
    centres = network.of_kind("CHC")
    hospices = network.of_kind("HOSPICE")
    signed = []
    for home in network.of_kind(*CARE_KINDS, "HOME_CARE_PROVIDER"):
        partners = [_nearest(home, centres), _nearest(home, hospitals), _nearest(home, hospices)]
        signed.append(_cooperation(random, len(signed) + 1, home, partners, at))
    for hospital in hospitals:
        joined = [c for c in centres if _nearest(c, hospitals) is hospital]
        signed.append(_consortium(len(signed) + 1, hospital, joined, at))
    return signed


def with_people(plan: Plan, ground: Ground, elders: list[Elder], first: int) -> Iterator[Signed]:
    """Yield a family doctor agreement for the share of people who have one, from key ``first``."""
    random = plan.random("family doctors")
    share = quantity("agreements.enrolled")
    days = quantity("agreements.signed_days")
    signing = _Signing(plan, ground, first)
    for elder in elders:
        enrolled = share["from_65"] if elder.age >= KEY_GROUP_AGE else share["under_65"]
        if random.random() < enrolled:
            since = (plan.at - timedelta(days=random.randint(1, days))).date()
            yield signing.sign(elder, random.choice(signing.serving[elder.place_id]), since)


def panels(signed: Counter[int], most: int) -> list[PanelRow]:
    """Return the panel of each doctor who answers for somebody."""
    return [PanelRow(doctor, count, max(most, count)) for doctor, count in sorted(signed.items())]


class _Signing:
    """Makes the agreements of people one after the other, counting keys."""

    def __init__(self, plan: Plan, ground: Ground, first: int) -> None:
        self.at, self.random = plan.at, plan.random("what was signed")
        self.serving = _teams_by_place(ground)
        self.homes = {row.id: row for row in ground.network.institutions}
        hospitals = ground.network.of_kind("HOSPITAL")
        self.levels = {
            slot: [row for row in hospitals if row.level == level]
            for slot, level in HOSPITALS.items()
        }
        self.key, self.member_key = first, 1

    def sign(self, elder: Elder, team_and_doctor: tuple[TeamRow, int], since: date) -> Signed:
        """Return one person's agreement for a year, in force or run out."""
        team, doctor = team_and_doctor
        key, span = self.key, During(since, since + YEAR)
        runs = span.until > self.at.date()
        row = AgreementRow(
            key, "FAMILY_DOCTOR", f"DEMO-FD-{key:06d}", "家庭医生签约服务协议",
            "Family doctor agreement", "IN_FORCE" if runs else "ENDED", span, False,
            "PERSON", datetime.combine(since, SIGNED_AT, self.at.tzinfo), "" if runs else "EXPIRED",
        )  # fmt: skip
        parties = (
            PartyRow(key, team.institution_id, None, None, "PROVIDER"),
            PartyRow(key, None, doctor, None, "DOCTOR"),
            PartyRow(key, None, None, team.id, "TEAM"),
        )
        slots = {"FAMILY_DOCTOR": team.institution_id, **self._combination(team)}
        members = []
        for slot, institution in slots.items():
            answers = slot == "FAMILY_DOCTOR"
            members.append(
                MemberRow(
                    self.member_key, key, elder.id, slot, institution, span,
                    doctor if answers else None, team.id if answers else None,
                    self._packages(elder) if answers else (), answers and runs,
                )
            )  # fmt: skip
            self.member_key += 1
        self.key += 1
        return Signed(row, parties, tuple(members))

    def _combination(self, team: TeamRow) -> dict[str, int]:
        """The nearest hospitals of both levels, for those who chose a combination."""
        if self.random.random() >= quantity("agreements.combination"):
            return {}
        if not all(self.levels.values()):
            return {}
        home = self.homes[team.institution_id]
        nearest = {slot: _nearest(home, rows).id for slot, rows in self.levels.items()}
        return {"COMMUNITY": home.id, **nearest}

    def _packages(self, elder: Elder) -> tuple[str, ...]:
        chosen = ["BASIC"]
        if elder.age >= KEY_GROUP_AGE:
            chosen.append("ELDER_65")
        share = quantity("agreements.with_chronic_package")
        if elder.conditions & CHRONIC and self.random.random() < share:
            chosen.append("CHRONIC")
        return tuple(chosen)


def _teams_by_place(ground: Ground) -> dict[int, list[tuple[TeamRow, int]]]:
    """Return the teams with their family doctor that serve each sub-district."""
    doctors = {m.team_id: m.practitioner_id for m in ground.staff.team_members if m.leads}
    serving: dict[int, list[tuple[TeamRow, int]]] = {}
    for row in ground.network.serves:
        serving.setdefault(row.place_id, []).extend(
            (team, doctors[team.id])
            for team in ground.staff.teams
            if team.institution_id == row.institution_id
        )
    return serving


def _nearest(row: InstitutionRow, others: list[InstitutionRow]) -> InstitutionRow:
    here = Point(row.lon, row.lat)
    return min(others, key=lambda o: (metres_between(here, Point(o.lon, o.lat)), o.id))


def _cooperation(
    random: Random, key: int, home: InstitutionRow, partners: list[InstitutionRow], at: datetime
) -> Signed:
    since = (at - timedelta(days=random.randint(60, 600))).date()
    row = AgreementRow(
        key, "COOPERATION", f"DEMO-COOP-{key:04d}", f"{home.name_zh}五床联动合作协议",
        f"Five-bed cooperation of {home.name_en}", "IN_FORCE", _until_december(since, at), True,
    )  # fmt: skip
    parties = [PartyRow(key, home.id, None, None, "LEAD")]
    parties += [PartyRow(key, partner.id, None, None, "MEMBER") for partner in partners]
    return Signed(row, tuple(parties))


def _consortium(
    key: int, hospital: InstitutionRow, centres: list[InstitutionRow], at: datetime
) -> Signed:
    row = AgreementRow(
        key, "CONSORTIUM", f"DEMO-CONS-{key:04d}", f"{hospital.name_zh}医联体",
        f"Consortium of {hospital.name_en}", "IN_FORCE",
        During((at - 3 * YEAR).date()), False,
    )  # fmt: skip
    parties = [PartyRow(key, hospital.id, None, None, "LEAD")]
    parties += [PartyRow(key, centre.id, None, None, "MEMBER") for centre in centres]
    return Signed(row, tuple(parties))


def _until_december(since: date, at: datetime) -> During:
    """Cooperation runs to the end of the year after this one."""
    return During(since, date(at.year + 2, 1, 1))
