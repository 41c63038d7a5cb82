"""Thirty people wait for twelve beds: all are placed that can be; a refusal is explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from tests.beds.conftest import District
from tests.journey import Journey, SignedIn
from tests.world import make_bed, make_institution, make_person
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.beds import services
from yiyang.beds.models import BedClaim, Placement, PlacementRun, Transfer
from yiyang.decisions.models import Decision
from yiyang.network.models import Bed
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind

CARED_FOR = {"operator_contract": True, "devices_complete": True, "consent": True}
NURSED = {
    "news2": 1, "needs_continuous_treatment": True, "cannot_attend_clinic": True,
    "home_is_safe": True, "in_service_area": True, "doctor_order": True, "consent": True,
}  # fmt: skip
STYLE = Path(__file__).parents[2] / "src/yiyang/faces/web/static"
MALE, FEMALE = "1", "2"
INSTITUTION, CARED, NURSED_AT_HOME = "INSTITUTION_BED", "HOME_CARE_BED", "HOME_MEDICAL_BED"


@dataclass(frozen=True)
class Waits:
    """What the test knows of one person on the list, in its own words."""

    transfer: int
    kind: str
    sex: str
    budget: int | None
    level: int
    lives_in: int | None


def waiting_with(district: District, person: Person, kind: str, level: int) -> Transfer:
    """Let a person wait for a kind of bed with everything in place, by the services."""
    district.assessed(person, "GB42195", str(level))
    trigger = {INSTITUTION: "DEPENDENCE_UP", CARED: "CARE_ENV_WORSE"}.get(kind, "HEALTH_WORSE")
    declared = {CARED: CARED_FOR, NURSED_AT_HOME: NURSED}.get(kind, {})
    transfer = district.ask(person, trigger, wished_kind=kind, **declared)
    by = district.by
    services.evaluate_transfer(transfer=transfer, declared={}, by=by, at=district.later(minutes=1))
    return services.give_consent(
        transfer=transfer, kind=Kind(kind), signer="PERSON", by=by,
        at=district.later(minutes=1),
    )  # fmt: skip


def beds_of_the_district() -> None:
    """Twelve free beds of three kinds: rules of sex, prices, and classes of care differ."""
    Bed.objects.all().delete()
    cheap, dear = make_institution(highest_care_level=3), make_institution(highest_care_level=4)
    for sex_rule in ("WOMEN", "WOMEN", "MEN"):
        make_bed(cheap, sex_rule=sex_rule, price_fen_per_month=300_000)
    for sex_rule in ("ANY", "MEN", "WOMEN"):
        make_bed(dear, sex_rule=sex_rule, price_fen_per_month=800_000)
    provider, centre = make_institution("HOME_CARE_PROVIDER"), make_institution("CHC")
    for _ in range(3):
        make_bed(provider)
        make_bed(centre)


def thirty_people(district: District) -> dict[int, Waits]:
    """Thirty people; the first two live in beds that others on the list could have after them."""
    beds_of_the_district()
    tenants = [make_bed(make_institution(highest_care_level=2)) for _ in range(2)]
    found = {}
    for number in range(30):
        sex, level = (MALE if number % 3 == 0 else FEMALE), 1 + number % 4
        budget = (500_000, None, 250_000)[number % 3]
        kind = INSTITUTION if number < 20 else (CARED if number % 2 else NURSED_AT_HOME)
        person = make_person(
            f"甲{number}", sex=sex, budget_fen_per_month=budget, low_income=number % 5 == 0
        )
        home = tenants[number].pk if number < len(tenants) else None
        if home is not None:
            Bed.objects.exclude(pk=home).filter(state="FREE").update(state="CLEANING")
            district.living_in(person, INSTITUTION)
            Bed.objects.filter(state="CLEANING").update(state="FREE")
        level = max(level, 3) if home is not None else level
        transfer = waiting_with(district, person, kind, level)
        found[transfer.pk] = Waits(transfer.pk, kind, sex, budget, level, home)
    return found


def suits(person: Waits, bed: Bed) -> bool:
    """Tell whether a bed suits a person, from the rows alone and by the test's own words."""
    highest = bed.institution.highest_care_level
    return (
        bed.kind == person.kind
        and bed.pk != person.lives_in
        and bed.sex_rule in ("ANY", "MEN" if person.sex == MALE else "WOMEN")
        and (person.budget is None or bed.price_fen_per_month <= person.budget)
        and (person.kind != INSTITUTION or highest is None or person.level <= highest)
    )


def all_ways(queue: list[Waits], beds: list[Bed]) -> tuple[tuple[int, ...], int]:
    """Try every way of giving the beds out; nobody may lose the bed they live in.

    Returns who is placed (1) or not (0) in queue order in the way that favours the earlier
    ones most, and the most that any way at all can place.
    """
    number = {bed.pk: index for index, bed in enumerate(beds)}
    wants = [[number[bed.pk] for bed in beds if suits(person, bed)] for person in queue]
    owns = [number.get(person.lives_in) for person in queue]

    @cache
    def best(index: int, taken: int) -> tuple[tuple[int, ...], int] | None:
        if index == len(queue):
            return (), 0
        ways = [(1, taken | 1 << bed) for bed in wants[index] if not taken >> bed & 1]
        own = owns[index]
        if own is None:
            ways.append((0, taken))
        elif not taken >> own & 1:
            ways.append((0, taken | 1 << own))
        rest = [(placed, best(index + 1, after)) for placed, after in ways]
        good = [((placed, *way[0]), placed + way[1]) for placed, way in rest if way is not None]
        return (max(way for way, _ in good), max(most for _, most in good)) if good else None

    found = best(0, 0)
    assert found is not None
    return found


def expected_of(people: dict[int, Waits]) -> tuple[set[int], int]:
    """Return who must be placed, and the most that could be, kind by kind."""
    order = Transfer.objects.order_by("queue_key", "pk").values_list("pk", flat=True)
    queue = [people[pk] for pk in order]
    lived_in = [person.lives_in for person in queue if person.lives_in]
    beds = Bed.objects.filter(state="FREE") | Bed.objects.filter(pk__in=lived_in)
    placed, most = set(), 0
    for kind in (INSTITUTION, CARED, NURSED_AT_HOME):
        of_kind = [person for person in queue if person.kind == kind]
        way, count = all_ways(of_kind, list(beds.filter(kind=kind).select_related("institution")))
        placed |= {person.transfer for person, is_in in zip(of_kind, way, strict=True) if is_in}
        most += count
    return placed, most


def words(client: SignedIn, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.clause("JA-2.2.2", "placement.batch")
def test_thirty_wait_for_twelve_beds_and_a_family_reads_why_not_theirs(
    journey: Journey, district: District
) -> None:
    people = thirty_people(district)
    assert (len(people), Bed.objects.filter(state="FREE").count()) == (30, 12)
    must_be, most = expected_of(people)
    coordinator = journey.sign_in(Role.COORDINATOR)
    assert coordinator.post("/transfers/placement/").status_code == 302
    run = PlacementRun.objects.get()
    proposed = set(run.placements.filter(bed__isnull=False).values_list("transfer_id", flat=True))
    assert proposed == must_be
    assert run.placed == len(must_be) == most
    assert run.decision == journey.decision_of("placement.batch")

    given = run.placements.filter(bed__isnull=False).order_by("pk")[0]
    about = f"/transfers/placement/{run.pk}/people/{given.transfer.case_id}/"
    told = coordinator.get(about).content.decode()
    assert "尚未同意" in told, "what is proposed is not yet given"
    assert coordinator.post(f"/transfers/placement/{run.pk}/accept/").status_code == 302
    run.refresh_from_db()
    accepted = coordinator.get(about).content.decode()
    assert given.bed is not None
    assert "尚未同意" not in accepted and f"床位 {given.bed.code}" in accepted
    assert run.state == "ACCEPTED"
    held = BedClaim.objects.filter(kind="HOLD", is_active=True)
    promised = Transfer.objects.filter(case__state="PROMISED")
    assert held.count() + promised.count() == most
    assert {c.transfer.pk for c in _cases(held)} | set(
        promised.values_list("pk", flat=True)
    ) == must_be

    refused = run.placements.filter(bed=None, transfer__person__budget_fen_per_month=250_000)
    explain(coordinator, journey, refused.order_by("transfer__queue_key")[0])


def _cases(claims):
    return [claim.case for claim in claims.select_related("case__transfer")]


def explain(coordinator: SignedIn, journey: Journey, refused: Placement) -> None:
    """Open the explanation of one refusal in the family's language, to be printed."""
    address = f"/transfers/placement/{refused.run_id}/people/{refused.transfer.case_id}/"
    run_page = coordinator.get(f"/transfers/placement/{refused.run_id}/").content.decode()
    assert f'href="{address}"' in run_page
    chinese = words(coordinator, address)
    foreign = journey.enter(coordinator.assignment, language="en")
    english = words(foreign, address)
    name = refused.transfer.person.name
    for page in (chinese, english):
        assert name in page
        assert not re.search(r"甲\d+", page.replace(name, "")), "nobody else stands on it"
    assert "超出本人预算 2500" in chinese and "over the budget of 2500" in english
    assert "按轮候次序安排" in chinese and "In order of the waiting list" in english
    assert "没有官方规定" in chinese and "No official rule sets it" in english
    assert "首次响应时限" not in chinese, "the place rests on no clock"
    assert "OWN_CONTRACT" not in chinese + english, "every code is told in words"
    for page, book in ((chinese, "轮候队列的类别次序"), (english, "Order of the classes")):
        assert book in page
    queued = Decision.objects.get(rule="placement.queue", person_id=refused.transfer.person_id)
    assert queued.result["reasons"]
    looked = Entry.objects.filter(action="record.read", person_id=refused.transfer.person_id)
    assert looked.filter(account_id=coordinator.account.pk).exists()
    assert any("@media print" in file.read_text() for file in STYLE.glob("*.css"))
