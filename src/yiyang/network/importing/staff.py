"""The tables of who works: practitioners with their posts, teams, rosters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from yiyang.access.models import Account, Assignment, Role
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column, labelled
from yiyang.network.importing.engine import Counts, Kind, left_alone, upsert
from yiyang.network.importing.kinds import INSTITUTION
from yiyang.network.importing.rows import ParsedRow
from yiyang.network.models import Duty, Institution, Place, Post, Practitioner, Team
from yiyang.policy.book import Reading
from yiyang.rules.practice import PracticePlace, RegistrationFacts, register_practice

PROFESSIONS = [
    *("DOCTOR", "GENERAL_PRACTITIONER", "RURAL_DOCTOR", "NURSE", "CARER", "THERAPIST"),
    "ASSISTANT",
    *("HEALTH_MANAGER", "VOLUNTEER", "PHARMACIST", "SOCIAL_WORKER", "MANAGER"),
]
PRACTITIONER = Column(
    "practitioner", cells.text(32), ("人员代码", "工号", "成员代码"), required=True
)
SINCE = Column("since", cells.day, ("开始日期", "起始日期", "开始"))
UNTIL = Column("until", cells.day, ("结束日期", "截止日期", "结束"))


RoleHeld = tuple[str, str, int | None, int | None]


@dataclass(frozen=True)
class StaffLookUp:
    """What rows about staff refer to, by code or name.

    ``roles`` are those that accounts hold now: user name, role, institution, place.
    """

    roles: frozenset[RoleHeld]
    institutions: dict[str, int]
    practitioners: dict[str, int]
    places: dict[str, int]
    accounts: dict[str, int]
    teams: dict[str, Team]


def _look_up(rows: Sequence[ParsedRow], at: datetime) -> StaffLookUp:
    named = {row.values.get("account", "") for row in rows}
    held = Assignment.objects.filter(span__contains=at, account__username__in=named)
    return StaffLookUp(
        frozenset(held.values_list("account__username", "role", "institution", "place")),
        dict(Institution.objects.values_list("code", "pk")),
        dict(Practitioner.objects.values_list("code", "pk")),
        dict(Place.objects.values_list("code", "pk")),
        dict(Account.objects.filter(is_active=True).values_list("username", "pk")),
        {team.code: team for team in Team.objects.all()},
    )


def _check_span(row: ParsedRow, known: StaffLookUp | PracticeLookUp) -> Iterator[tuple[str, str]]:
    since, until = row.values["since"], row.values["until"]
    if since is not None and until is not None and until <= since:
        yield "until", "ENDS_BEFORE_IT_BEGINS"


def _check_home(row: ParsedRow, known: StaffLookUp | PracticeLookUp) -> Iterator[tuple[str, str]]:
    home = row.values["institution"]
    if home and home not in known.institutions:
        yield "institution", "UNKNOWN_INSTITUTION"


@dataclass(frozen=True)
class PracticeLookUp:
    """What rows about practitioners refer to, and how the book is opened at a day and a place."""

    institutions: dict[str, Institution]
    licences: dict[str, str]
    held: dict[str, list[PracticePlace]]
    today: date
    read: Callable[[date, str], Reading]

    def asked(self, row: ParsedRow) -> PracticePlace | None:
        """Return the practice place that a row asks for; None where they have it, or name none."""
        home = self.institutions.get(row.values["institution"])
        if home is None:
            return None
        since, until = row.values["since"] or self.today, row.values["until"]
        asked = PracticePlace(home.pk, since, until)
        has_it = any(asked.overlaps(place) for place in self.held.get(row.values["code"], ()))
        return None if has_it else asked


def _check_practice(row: ParsedRow, known: PracticeLookUp) -> Iterator[tuple[str, str]]:
    """The reasons of the rule that a page asks too against one more practice place."""
    asked, values = known.asked(row), row.values
    if asked is None or (asked.until is not None and asked.until <= asked.since):
        return
    licence = values["licence"]
    if "licence" not in row.given:
        licence = known.licences.get(values["code"], "")
    home = known.institutions[values["institution"]]
    facts = RegistrationFacts(
        profession=values["profession"],
        has_licence=bool(licence),
        institution_is_open=home.is_open,
        asked=asked,
        places=tuple(known.held.get(values["code"], ())),
    )
    reading = known.read(max(asked.since, known.today), home.place.code)
    for reason in register_practice(facts, reading).reasons:
        yield "institution", reason


def _write_practitioners(rows: Sequence[ParsedRow], known: PracticeLookUp, at: datetime) -> Counts:
    names = ("name", "profession", "licence")
    wanted = {r.values["code"]: {n: r.values[n] for n in names} for r in rows}
    return upsert(Practitioner, wanted, leave=left_alone(rows, {n: n for n in names}))


def practitioners_kind(read: Callable[[date, str], Reading]) -> Kind:
    """Return the table of practitioners, each with a practice place and its days.

    Writing it makes the people alone: practice places are registered with a decision each, by who
    stands higher.

    Args:
        read: opens the book at a day, for a place.
    """

    def look_up(rows: Sequence[ParsedRow], at: datetime) -> PracticeLookUp:
        known = Practitioner.objects.filter(code__in={row.values["code"] for row in rows})
        held: dict[str, list[PracticePlace]] = {}
        posts = Post.objects.filter(practitioner__in=known).order_by("span", "pk")
        for code, home, span in posts.values_list("practitioner__code", "institution", "span"):
            held.setdefault(code, []).append(PracticePlace(home, span.lower, span.upper))
        return PracticeLookUp(
            {one.code: one for one in Institution.objects.select_related("place")},
            dict(known.values_list("code", "licence")),
            held,
            timezone.localdate(at),
            read,
        )

    return Kind(
        name="practitioners",
        columns=_PRACTITIONER_COLUMNS,
        keys=(("code",),),
        look_up=look_up,
        checks=(_check_home, _check_span, _check_practice),
        write=_write_practitioners,
    )


_PRACTITIONER_COLUMNS = (
    Column("code", cells.text(32), ("代码", "工号", "人员代码"), required=True),
    Column("name", cells.text(60), ("姓名",), required=True),
    Column(
        "profession",
        cells.Choice(labelled(PROFESSIONS)),
        ("职业", "岗位", "专业", "职务"),
        required=True,
    ),
    Column("licence", cells.text(40), ("执业证号", "资格证号"), default=""),
    Column(
        "institution",
        cells.text(32),
        ("机构代码", "所属机构", "机构", "institution code"),
        default="",
    ),
    SINCE,
    UNTIL,
)


def _check_member(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    if row.values["practitioner"] not in known.practitioners:
        yield "practitioner", "UNKNOWN_PRACTITIONER"


def _check_team(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    home = known.institutions.get(row.values["institution"])
    team = known.teams.get(row.values["code"])
    if team is not None and home is not None and team.institution_id != home:
        yield "code", "CODE_OF_ANOTHER"


def _write_teams(rows: Sequence[ParsedRow], known: StaffLookUp, at: datetime) -> Counts:
    wanted = {
        r.values["code"]: {
            "name_zh": r.values["name_zh"],
            "name_en": r.values["name_en"] or r.values["name_zh"],
            "institution_id": known.institutions[r.values["institution"]],
        }
        for r in rows
    }
    return upsert(Team, wanted, leave=left_alone(rows, {"name_en": "name_en"}))


def teams_kind(reading: Reading) -> Kind:
    """Return the table of teams, a row for each member; the duties are those of the book.

    Writing it makes the teams alone: who may join one, the rules decide, which stand higher.
    """
    return Kind(
        name="teams",
        columns=(
            Column("code", cells.text(32), ("团队代码", "team"), required=True),
            Column("name_zh", cells.text(120), ("团队名称", "名称"), required=True),
            Column("name_en", cells.text(160), ("英文名称",), default=""),
            INSTITUTION,
            PRACTITIONER,
            Column(
                "duty",
                cells.Choice(labelled(sorted(reading.table("contracting.team_duties")))),
                ("职责", "岗位"),
                required=True,
            ),
            Column("leads", cells.flag, ("组长", "负责人", "leader"), default=False),
        ),
        keys=(("code", "practitioner"),),
        look_up=_look_up,
        checks=(_check_home, _check_member, _check_team),
        write=_write_teams,
    )


def _check_account(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    if row.values["account"] not in known.accounts:
        yield "account", "UNKNOWN_ACCOUNT"


def _check_place(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    if row.values["place"] and row.values["place"] not in known.places:
        yield "place", "UNKNOWN_PLACE"


def _check_one_of_both(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    if bool(row.values["institution"]) == bool(row.values["place"]):
        yield "institution", "INSTITUTION_OR_PLACE"


def _check_role(row: ParsedRow, known: StaffLookUp) -> Iterator[tuple[str, str]]:
    """The account works in that role there, as who is put on duty by a page must."""
    values = row.values
    institution = known.institutions.get(values["institution"])
    place = known.places.get(values["place"])
    if values["account"] not in known.accounts or (institution is None) == (place is None):
        return
    if (values["account"], values["role"], institution, place) not in known.roles:
        yield "role", "DUTY_ROLE_NOT_HELD"


def _write_duties(rows: Sequence[ParsedRow], known: StaffLookUp, at: datetime) -> Counts:
    wanted = [
        Duty(
            account_id=known.accounts[r.values["account"]],
            role=r.values["role"],
            institution_id=known.institutions.get(r.values["institution"]),
            place_id=known.places.get(r.values["place"]),
            order=r.values["order"],
            span=DateTimeTZRange(r.values["since"], r.values["until"]),
        )
        for r in rows
    ]
    fields = ("account_id", "role", "institution_id", "place_id", "order", "span")
    there = set(
        Duty.objects.filter(account__in={duty.account_id for duty in wanted}).values_list(*fields)
    )
    fresh = [d for d in wanted if tuple(getattr(d, f) for f in fields) not in there]
    made = Duty.objects.bulk_create(fresh)
    return Counts(added=len(made), same=len(wanted) - len(made), touched=[d.pk for d in made])


ROSTERS = Kind(
    name="rosters",
    columns=(
        Column("account", cells.text(150), ("账号", "用户名", "username"), required=True),
        Column("role", cells.Choice(labelled(Role.values)), ("角色", "岗位"), required=True),
        Column("institution", cells.text(32), ("机构代码", "机构"), default=""),
        Column("place", cells.text(12), ("区划代码", "区划"), default=""),
        Column("order", cells.integer, ("顺序", "次序"), default=1),
        Column("since", cells.moment, ("开始时间", "开始"), required=True),
        Column("until", cells.moment, ("结束时间", "结束"), required=True),
    ),
    keys=(("account", "role", "since"),),
    look_up=_look_up,
    checks=(
        _check_account,
        _check_home,
        _check_place,
        _check_one_of_both,
        _check_role,
        _check_span,
    ),
    write=_write_duties,
)
