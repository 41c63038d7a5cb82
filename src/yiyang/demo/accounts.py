"""Who can sign in: one account for each role to show, and two on duty wherever a role is.

Every account has the one password of its demonstration; the sign-ins are printed at the start.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from yiyang.demo import geography
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.rows import (
    AccountRow,
    AssignmentRow,
    During,
    DutyRow,
    InstitutionRow,
    PractitionerRow,
)

ON_DUTY_TOGETHER = 2  # the first on the roster, and the one to escalate to
ROSTER_DAYS = 400
ROLES_AT = {
    "HOSPITAL": ("HOSPITAL_DESK", "NURSE"),
    "CHC": ("FAMILY_DOCTOR", "HOSPITAL_DESK", "NURSE", "CENTRE_DESK"),
    "CHS": ("NURSE",),
    "HOSPICE": ("HOSPITAL_DESK", "NURSE"),
    "NURSING_HOME": ("HOSPITAL_DESK", "NURSE", "CARER"),
    "CARE_INSTITUTION": ("CARE_DESK", "NURSE", "CARER"),
    "HOME_CARE_PROVIDER": ("CARE_DESK", "CARER"),
    "DAY_CARE": ("CARER",),
    "NURSING_STATION": ("NURSE",),
    "CLINIC": ("FAMILY_DOCTOR",),
    "EMPLOYER": ("ORGANISATION_DESK",),
}
# Where the account stands that is named after its role.
SHOWN_AT = {
    "CARE_DESK": "CARE_INSTITUTION",
    "NURSE": "CARE_INSTITUTION",
    "CARER": "CARE_INSTITUTION",
    "FAMILY_DOCTOR": "CHC",
    "HOSPITAL_DESK": "HOSPITAL",
    "CENTRE_DESK": "CHC",
    "ORGANISATION_DESK": "EMPLOYER",
}
OF_THE_DISTRICT = (
    *("COORDINATOR", "CIVIL_AFFAIRS", "HEALTH_COMMISSION", "INSURER", "STATISTICS"),
    *("POLICY_DESK", "SYSTEM_OFFICER", "SECURITY_OFFICER", "AUDIT_OFFICER"),
)
ON_DUTY_IN_THE_DISTRICT = ("COORDINATOR", "POLICY_DESK", "INSURER")
POST_OF = {"FAMILY_DOCTOR": "FAMILY_DOCTOR", "NURSE": "NURSE", "CARER": "CARER"}


class Accounts(NamedTuple):
    """The accounts of people at work, and the practitioners who now have one."""

    accounts: tuple[AccountRow, ...]
    assignments: tuple[AssignmentRow, ...]
    duties: tuple[DutyRow, ...]
    practitioners: tuple[PractitionerRow, ...]

    def first(self, role: str, institution: int | None = None) -> AssignmentRow:
        """Return the assignment that is first on duty in a role, at an institution if given."""
        return next(
            row
            for row in self.assignments
            if row.role == role and (institution is None or row.institution_id == institution)
        )


class _Making:
    """Collects accounts while they are made."""

    def __init__(self, ground: Ground, at: datetime) -> None:
        self.at = at
        self.accounts: list[AccountRow] = []
        self.assignments: list[AssignmentRow] = []
        self.duties: list[DutyRow] = []
        self.practitioners = {row.id: row for row in ground.staff.practitioners}
        self._posts: dict[tuple[int, str], list[int]] = {}
        for post in ground.staff.posts:
            held = self._posts.setdefault((post.institution_id, post.duty), [])
            held.append(post.practitioner_id)

    def add(
        self, role: str, username: str, *, institution: int | None = None, place: int | None = None
    ) -> int:
        """Add an account with one assignment; a practitioner of that post gets it."""
        key = len(self.accounts) + 1
        name = ""
        posts = self._posts.get((institution or 0, POST_OF.get(role, "")))
        if posts:
            who = self.practitioners[posts.pop(0)]
            self.practitioners[who.id] = who._replace(account_id=key)
            name = who.name
        email = f"{username}@demo.invalid"  # no such domain can exist (RFC 2606)
        self.accounts.append(AccountRow(key, username, "", name, email, self.at, None))
        span = During(self.at - timedelta(days=1))
        self.assignments.append(AssignmentRow(key, key, role, institution, place, span))
        return key

    def on_duty(self, account: int, order: int) -> None:
        """Put an account on the roster of its assignment, day and night."""
        given = self.assignments[account - 1]
        since = self.at - timedelta(days=1)
        span = During(since, since + timedelta(days=ROSTER_DAYS))
        self.duties.append(
            DutyRow(account, given.role, given.institution_id, given.place_id, order, span)
        )


def accounts(plan: Plan, ground: Ground) -> Accounts:
    """Return the accounts of everybody at work, with a roster for each role and place."""
    making = _Making(ground, plan.at)
    district = geography.district_key(ground.places)
    for role in OF_THE_DISTRICT:
        _of_the_district(making, role, district)
    for row in ground.network.institutions:
        for role in ROLES_AT.get(row.kind, ()):
            _of_an_institution(making, role, row)
    for number, unit in enumerate(p for p in ground.places if p.code in geography.BY_CODE):
        name = "sub_district" if number == 0 else f"sub_district-{unit.code}"
        making.on_duty(making.add("SUB_DISTRICT", name, place=unit.id), 1)
    return Accounts(
        tuple(making.accounts), tuple(making.assignments), tuple(making.duties),
        tuple(making.practitioners.values()),
    )  # fmt: skip


def resident_account(
    key: int, username: str, person_id: int | None, at: datetime
) -> tuple[AccountRow, AssignmentRow]:
    """Return the account of a resident, or of a relative who acts for one."""
    row = AccountRow(key, username, "", "", f"{username}@demo.invalid", at, person_id)
    return row, AssignmentRow(key, key, "RESIDENT", None, None, During(at - timedelta(days=1)))


def _of_the_district(making: _Making, role: str, district: int) -> None:
    first = making.add(role, role.lower(), place=district)
    if role in ON_DUTY_IN_THE_DISTRICT:
        making.on_duty(first, 1)
        second = making.add(role, f"{role.lower()}-2", place=district)
        making.on_duty(second, ON_DUTY_TOGETHER)


def _of_an_institution(making: _Making, role: str, row: InstitutionRow) -> None:
    shown = row.code == f"DEMO-{SHOWN_AT[role]}-001"
    for order in range(1, ON_DUTY_TOGETHER + 1):
        code = row.code.removeprefix("DEMO-").lower()
        username = role.lower() if shown and order == 1 else f"{role.lower()}-{code}-{order}"
        making.on_duty(making.add(role, username, institution=row.id), order)
