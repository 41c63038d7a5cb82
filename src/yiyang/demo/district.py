"""The whole district in the order in which it can be stored, made from a seed and a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from yiyang.demo import agreements, geography
from yiyang.demo.accounts import accounts, resident_account
from yiyang.demo.beds import stock
from yiyang.demo.history import acts, history
from yiyang.demo.institutions import network
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.population import Elder, Household, counts, households
from yiyang.demo.rows import During, GrantRow, MemberRow, PlaceRow
from yiyang.demo.staff import staff
from yiyang.demo.stays import Stays, stays
from yiyang.policy.loader import shipped_book

BATCH = 5000


@dataclass
class District:
    """A district while it is made: the ground first, the people and their stays with ``rows``."""

    plan: Plan
    ground: Ground
    elders: list[Elder] = field(default_factory=list)
    stays: Stays | None = None
    resident: int | None = None  # who has a sign-in


def planned(plan: Plan) -> District:
    """Return the places, institutions, beds and staff of a plan."""
    places = geography.places()
    net = network(plan.random("network"), plan.size, places)
    beds = stock(plan.random("beds"), plan.size, net, plan.at)
    crew = staff(plan.random("staff"), plan.size, net, beds, plan.at)
    return District(plan, Ground(places, net, beds, crew))


def rows(district: District) -> Iterator[Sequence[Any]]:
    """Yield every row, in batches of one kind, each after the rows that it points to."""
    places, net, beds, crew = district.ground
    working = accounts(district.plan, district.ground)
    yield from (places, net.institutions, net.serves, net.capabilities, net.designations)
    yield from (working.accounts, working.assignments, working.duties, working.practitioners)
    yield from (crew.posts, crew.teams, crew.team_members)
    for place in places:
        yield from _people(district, place)
    found = stays(district.plan, district.ground, district.elders)
    district.stays = found
    yield from (beds.wards, found.beds, found.claims, found.presences, list(_grants(found)))
    yield from _agreements(district)
    told = list(history(district.plan, working, found, geography.district_key(places)))
    yield [one.case for one in told]
    yield [event for one in told for event in one.events]
    yield [one.transfer for one in told]
    yield list(acts(found, told))
    yield from _residents(district, len(working.accounts) + 1)


def _people(district: District, place: PlaceRow) -> Iterator[Sequence[Any]]:
    """Yield the people of one sub-district, and remember what the other parts need of them."""
    count = counts(district.plan.size).get(place.code)
    if not count:
        return
    first = len(district.elders) + 1
    random = district.plan.random(f"people {place.code}")
    made = households(random, place, range(first, first + count), district.plan.at)
    for batch in _batches(made):
        found: list[Household] = batch
        district.elders += [one.elder for one in found]
        yield [one.person for one in found]
        yield [one.resident_id for one in found]
        yield [relative for one in found for relative in one.relatives]


def _residents(district: District, first: int) -> Iterator[Sequence[Any]]:
    """Yield the sign-ins of a resident with two beds at home, and of a relative of theirs."""
    assert district.stays is not None
    at = district.plan.at
    shown = _shown_resident(district.stays)
    district.resident = shown
    # A resident signs in as themselves; a relative acts by the grant alone.
    made = [
        resident_account(first, "resident", shown, at),
        resident_account(first + 1, "relative", None, at),
    ]
    yield [account for account, _ in made]
    yield [assignment for _, assignment in made]
    yield [
        GrantRow(shown, "ACCOUNT", account.id, "SELF", "RECORD", During(at), "own", account.id)
        for account, _ in made
    ]


def _shown_resident(found: Stays) -> int:
    """Return somebody with a home care bed and a home medical bed at once."""
    now = [row for row in found.presences if row.span.until is None]
    at_home = {row.person_id for row in now if row.bed_kind == "HOME_CARE_BED"}
    both = [r.person_id for r in now if r.bed_kind == "HOME_MEDICAL_BED" and r.person_id in at_home]
    return both[0]


def _grants(found: Stays) -> Iterator[GrantRow]:
    """Let the institution of each open claim see the record of its person."""
    owner = {bed.id: bed.institution_id for bed in found.beds}
    for claim in found.claims:
        if claim.is_active:
            yield GrantRow(
                claim.person_id, "INSTITUTION", owner[claim.bed_id], "CARE", "RECORD",
                During(claim.span.since), "stay", claim.id,
            )  # fmt: skip


def _agreements(district: District) -> Iterator[Sequence[Any]]:
    plan, ground = district.plan, district.ground
    signed = agreements.between_institutions(plan, ground.network)
    yield [one.agreement for one in signed]
    yield [party for one in signed for party in one.parties]
    people = agreements.with_people(plan, ground, district.elders, len(signed) + 1)
    answered: Counter[int] = Counter()
    for batch in _batches(people):
        members = [member for one in batch for member in one.members]
        answered.update(member.practitioner_id for member in members if member.on_panel)
        yield [one.agreement for one in batch]
        yield [party for one in batch for party in one.parties]
        yield members
        yield list(_member_grants(members, plan.at))
    most = shipped_book().on("agreements.panel_limit", plan.at.date(), geography.DISTRICT).integer
    yield agreements.panels(answered, most)


def _member_grants(members: list[MemberRow], at: datetime) -> Iterator[GrantRow]:
    """Let each institution that was signed with see its person, from now to the end."""
    line = shipped_book().on("agreements.grant_scope", at.date(), geography.DISTRICT)
    for member in members:
        if member.span.until > at.date():
            until = datetime.combine(member.span.until, at.timetz())
            yield GrantRow(
                member.person_id, "INSTITUTION", member.institution_id, "CARE",
                line.value[member.slot], During(at, until), "agreement", member.agreement_id,
            )  # fmt: skip


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
