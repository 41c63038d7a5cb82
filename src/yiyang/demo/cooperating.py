"""What institutions agreed, filed and formed: contracts, a filing to answer, whole teams."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yiyang.access.models import Assignment
from yiyang.agreements import services
from yiyang.agreements.models import Agreement, Member, Version
from yiyang.audit.services import Actor
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.rows import InstitutionRow
from yiyang.network.models import Institution, Practitioner, Team, TeamMember
from yiyang.signing.services.filing import FilingFields, file_internal

YEAR = timedelta(days=366)
RUNS_OUT_IN = timedelta(days=40)
JOINING = ("THERAPIST", "HEALTH_MANAGER", "VOLUNTEER", "CARER")
NAMES = {"THERAPIST": "周康宁", "HEALTH_MANAGER": "许佳", "VOLUNTEER": "钱晓", "CARER": "孙阿姨"}
SPECIALTIES = ("CARDIOLOGY", "ENDOCRINOLOGY", "GERIATRICS", "REHABILITATION_MEDICINE")
ROUNDS = services.ItemTerms(
    "ON_SITE_ROUNDS", price_fen=30000, shares=(("CARE_SIDE", 7), ("MEDICAL_SIDE", 3))
)
NURSING = services.ItemTerms(
    "NURSING_SERVICE", price_fen=8000, shares=(("MEDICAL_INSURANCE", 3), ("RESIDENT_PAYS", 1))
)
REFERRAL = services.ItemTerms("TWO_WAY_REFERRAL_SERVICE")
DUTIES = (
    services.ItemTerms("REGULAR_ROUNDS", is_duty=True),
    services.ItemTerms("RESERVED_BEDS", is_duty=True, quantity=2, unit="bed"),
    services.ItemTerms("ANSWER_IN_TIME", is_duty=True, quantity=30, unit="minute"),
)
CONTENT = services.Content(
    (ROUNDS, NURSING, REFERRAL, *DUTIES),
    "MEDIATION",
    "医疗差错由医疗机构负责并投保医疗责任险；院内照护由养老机构负责并投保综合责任险。",
)
PAPERS = ("FILING_HOME_REGISTRATION", "FILING_PREMISES", "FILING_STAFF_LICENCES")


def store_cooperation(district: District, progress: Progress) -> None:
    """Store contracts in each state, a filing to answer, and teams with all professions."""
    at = district.plan.at
    homes = district.ground.network.of_kind("CARE_INSTITUTION")
    centres = district.ground.network.of_kind("CHC")
    _contracts(homes, centres, at)
    progress("contract", 4)
    _filing(homes, centres[0], at)
    progress("filing", 1)
    _specialists(district)
    progress("team", sum(_fill(team, at) for team in _shown_teams(centres[0])))


def _contracts(homes: list[InstitutionRow], centres: list[InstitutionRow], at: datetime) -> None:
    """One in force with a change that waits, one to sign on each side, one that runs out."""
    home, other, third, centre = homes[0], homes[1], homes[2], centres[0]
    today = at.date()
    changed = _agreed(home, centre, today - timedelta(days=200), today + YEAR, at)
    dearer = services.ItemTerms("ON_SITE_ROUNDS", price_fen=32000, shares=ROUNDS.shares)
    content = services.Content(
        (dearer, NURSING, REFERRAL, *DUTIES), CONTENT.dispute, CONTENT.responsibility
    )
    services.propose_amendment(
        agreement_id=changed.pk, drafter_id=centre.id, content=content,
        since=today + timedelta(days=30), by=_desk("CENTRE_DESK", centre), at=at,
    )  # fmt: skip
    draft = _proposed(other, centre, today + timedelta(days=10), today + 2 * YEAR, at)
    _sign(draft, other, "CARE_DESK", at)
    _proposed(third, centre, today + timedelta(days=15), today + 2 * YEAR, at)
    _agreed(homes[-1], centre, today + RUNS_OUT_IN - YEAR, today + RUNS_OUT_IN, at)


def _proposed(
    home: InstitutionRow, centre: InstitutionRow, since: date, until: date, at: datetime
) -> Version:
    return services.propose_contract(
        drafter_id=home.id,
        draft=services.Draft([centre.id], "DIFFERENTIATED", since, until, CONTENT),
        by=_desk("CARE_DESK", home), at=at,
    )  # fmt: skip


def _agreed(
    home: InstitutionRow, centre: InstitutionRow, since: date, until: date, at: datetime
) -> Agreement:
    version = _proposed(home, centre, since, until, at)
    _sign(version, home, "CARE_DESK", at)
    _sign(version, centre, "CENTRE_DESK", at)
    return Agreement.objects.get(pk=version.agreement_id)


def _sign(version: Version, one: InstitutionRow, role: str, at: datetime) -> None:
    services.sign_version(
        version_id=version.pk, institution_id=one.id, sha256=version.document.sha256,
        by=_desk(role, one), at=at,
    )  # fmt: skip


def _filing(homes: list[InstitutionRow], centre: InstitutionRow, at: datetime) -> None:
    """A home without its own medical institution files a room that the centre will run."""
    inside = Institution.objects.filter(inhouse_of__isnull=False).values("inhouse_of")
    free = Institution.objects.filter(pk__in=[home.id for home in homes]).exclude(pk__in=inside)
    home = free.order_by("pk")[0]
    papers = {kind: (f"{kind.lower()}.txt", kind.encode()) for kind in PAPERS}
    papers["FILING_ENTRUSTMENT"] = ("entrustment.txt", b"FILING_ENTRUSTMENT")
    fields = FilingFields(
        kind="MEDICAL_ROOM", name_zh=f"{home.name_zh}医务室",
        name_en=f"Medical room of {home.name_en}", head="王医生", doctors=1, nurses=2, area=60,
        operator_id=centre.id,
    )  # fmt: skip
    desk = Assignment.objects.filter(role="CARE_DESK", institution=home).order_by("pk")[0]
    by = Actor(desk.account_id, desk.pk)
    file_internal(home_id=home.pk, fields=fields, papers=papers, by=by, at=at)


def _specialists(district: District) -> None:
    """Give the doctors of hospitals their specialties, in turn."""
    keys = [
        key
        for hospital in district.ground.network.of_kind("HOSPITAL")
        for key in district.ground.staff.at(hospital.id, "DOCTOR")
    ]
    doctors = list(Practitioner.objects.filter(pk__in=keys).order_by("pk"))
    for n, doctor in enumerate(doctors):
        doctor.specialty = SPECIALTIES[n % len(SPECIALTIES)]
    Practitioner.objects.bulk_update(doctors, ["specialty"])


def _shown_teams(centre: InstitutionRow) -> list[Team]:
    return list(Team.objects.filter(institution=centre.id).order_by("pk")[:2])


def _fill(team: Team, at: datetime) -> int:
    """Let every profession join a team, a specialist too; share out some people; offer projects."""
    by = _desk_of(team.institution_id)
    joined = []
    for profession in JOINING:
        who = services.employ_practitioner(
            institution_id=team.institution_id, code=f"{team.code}-{profession}",
            name=NAMES[profession], profession=profession, licence=f"DEMO-{team.pk}-{profession}",
            since=at.date() - timedelta(days=90), by=by, at=at,
        )  # fmt: skip
        joined.append(
            services.join_team(
                team_id=team.pk, practitioner_id=who.pk, duty=profession, by=by, at=at
            )
        )
    _let_specialist_join(team, by, at)
    for code in ("COMMON_AND_CHRONIC_DISEASES", "MEDICAL_AND_ELDERLY_CARE"):
        services.offer_project(team_id=team.pk, code=code, by=by, at=at)
    _share_out(team, joined, by, at)
    lead = team.members.get(leads=True)
    morning = at.replace(minute=0, second=0, microsecond=0)
    services.give_turn(
        team_id=team.pk, practitioner_id=lead.practitioner_id, since=morning,
        until=morning + timedelta(hours=8), by=by, at=at,
    )  # fmt: skip
    return len(joined)


def _let_specialist_join(team: Team, by: Actor, at: datetime) -> None:
    """Let a specialist of the hospital that leads the centre's consortium join."""
    peers = Agreement.objects.filter(kind="CONSORTIUM", parties__institution=team.institution_id)
    doctors = Practitioner.objects.filter(
        posts__institution__party__agreement__in=peers, posts__institution__kind="HOSPITAL"
    ).exclude(specialty="")
    chosen = doctors.exclude(teams__isnull=False).order_by("pk").first()
    if chosen is not None:
        services.join_team(
            team_id=team.pk, practitioner_id=chosen.pk, duty="SPECIALIST", by=by, at=at
        )


def _share_out(team: Team, members: list[TeamMember], by: Actor, at: datetime) -> None:
    """Put some of the team's people on the caseloads of those who joined."""
    people = list(
        Member.objects.filter(
            team=team, agreement__state="IN_FORCE", span__contains=at.date(),
            agreement__span__contains=at.date(),
        ).order_by("pk").values_list("person", flat=True)[: 3 * len(members)]
    )  # fmt: skip
    for n, person_id in enumerate(people):
        member = members[n % len(members)]
        services.take_on(member_id=member.pk, person_id=person_id, by=by, at=at)


def _desk(role: str, of: InstitutionRow) -> Actor:
    row = Assignment.objects.filter(role=role, institution=of.id).order_by("pk")[0]
    return Actor(row.account_id, row.pk)


def _desk_of(centre_id: int) -> Actor:
    row = Assignment.objects.filter(role="CENTRE_DESK", institution=centre_id).order_by("pk")[0]
    return Actor(row.account_id, row.pk)
