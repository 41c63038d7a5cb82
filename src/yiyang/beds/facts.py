"""Rows of the network as the frozen values that the rules of placement take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from yiyang.agreements import selectors as agreements
from yiyang.beds.measured import care_levels, latest_levels, news2_since
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.reserved import reserved_for
from yiyang.kernel.geo import Point, metres_between
from yiyang.network.models import Bed, Capability, Institution
from yiyang.people import facts as people
from yiyang.policy.book import jurisdictions
from yiyang.rules.calendar import CHINA
from yiyang.rules.placement.places import Candidate, Pool, Seeker
from yiyang.rules.placement.queue import Waiting
from yiyang.rules.placement.rank import Search
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import AT_HOME_KINDS, CARE_KINDS, URGENT, Colour, Kind, Trigger

SITUATION_FIELDS = frozenset(field.name for field in fields(Situation))
STAYS = """
select * from beds_bedclaim where person_id = %s and is_active and kind <> 'HOLD' order by span, id
"""
POOLS = """
select bed.institution_id, place.code, institution.lon, institution.lat, institution.designated,
       institution.highest_care_level, bed.sex_rule, bed.isolation, bed.nursing_type,
       bed.dementia_unit, bed.price_fen_per_month, bed.subsidy_class,
       count(*) filter (where bed.state = 'FREE'),
       count(*) filter (where bed.state in ('HELD', 'OCCUPIED', 'KEPT')), count(*)
from network_bed bed
join network_institution institution on institution.id = bed.institution_id
join network_place place on place.id = institution.place_id
where bed.kind = %s and bed.state <> 'OUT_OF_SERVICE' and institution.is_open
  and not bed.is_pooled
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 order by 1
"""


@dataclass(frozen=True)
class Stay:
    """Where a person is: the open stays and kept beds by claim.

    Two beds may be kept at once (the one at home while in an institution, the institution's
    while in hospital): ``kept`` is the one kept last, which the person goes back to.
    """

    care: BedClaim | None
    medical: BedClaim | None
    all_kept: tuple[BedClaim, ...] = ()

    @property
    def kept(self) -> BedClaim | None:
        """The bed that the person would go back to, or None."""
        return self.all_kept[-1] if self.all_kept else None


def local_day(at: datetime) -> date:
    """Return the day in Shanghai of a moment."""
    return at.astimezone(CHINA).date()


def stay_of(person_id: int) -> Stay:
    """Return a person's open stays and kept beds, in two queries at most."""
    claims = list(BedClaim.objects.raw(STAYS, [person_id]))
    beds = Bed.objects.in_bulk([claim.bed_id for claim in claims]) if claims else {}
    stays: dict[str, BedClaim] = {}
    kept = []
    for claim in claims:
        claim.bed = beds[claim.bed_id]
        if claim.kind == BedClaim.Kind.KEEP:
            kept.append(claim)
        else:
            stays["care" if claim.bed.kind in CARE_KINDS else "medical"] = claim
    return Stay(stays.get("care"), stays.get("medical"), tuple(kept))


def situation_of(transfer: Transfer, at: datetime, *, district: str) -> Situation:
    """Return what is known of the person of a transfer at a moment, for a ``district``'s code.

    What is stored (where the person is, levels, scores) comes from the rows; the rest is what
    the requester or the evaluator declared on the transfer.
    """
    day = local_day(at)
    person = people.situation(transfer.person, day)
    stay = stay_of(transfer.person_id)
    levels = latest_levels(transfer.person_id, day)
    known: dict[str, Any] = {
        "asked_on": day,
        "trigger": Trigger(transfer.trigger),
        "colour": Colour(transfer.colour),
        "care": kind_of(stay.care) or kind_of(stay.kept),
        "medical": kind_of(stay.medical),
        "age": person.age,
        "lives_in_district": _lives_in(district, person.place_code),
        "has_carer": person.has_carer,
        "operator_contract": bool(agreements.own_institutions(transfer.person_id, day)),
        **levels,
    }
    declared = {k: v for k, v in transfer.declared.items() if k in SITUATION_FIELDS}
    since = news2_since(transfer.person_id, transfer.case.opened_at, at)
    if since is not None:
        declared["news2"] = since
    if declared.get("wished_kind"):
        declared["wished_kind"] = Kind(declared["wished_kind"])
    return Situation(**(known | declared))


def _lives_in(district: str, place_code: str) -> bool | None:
    return district in jurisdictions(place_code) if place_code else None


def kind_of(claim: BedClaim | None) -> Kind | None:
    """Return the kind of bed of a claim."""
    return Kind(claim.bed.kind) if claim else None


def waiting_of(transfer: Transfer, requested_at: datetime) -> Waiting:
    """Return what the place in the queue depends on."""
    day = local_day(requested_at)
    person = people.situation(transfer.person, day)
    level = care_levels([transfer.person_id], day).get(transfer.person_id, 0)
    return Waiting(
        trigger=Trigger(transfer.trigger),
        colour=Colour(transfer.colour),
        need_level=level,
        lives_alone=person.lives_alone,
        has_carer=transfer.declared.get("has_carer", person.has_carer),
        low_income=person.low_income,
        special_family=person.special_family,
        requested_at=requested_at,
    )


def seekers_of(
    transfers: Iterable[Transfer], at: datetime, *, in_turn: bool = False
) -> dict[int, Seeker]:
    """Return whom each transfer seeks a bed for, by transfer, in a handful of queries.

    Every transfer has its ``wanted_kind`` decided; see ``reserved_for`` for ``in_turn``.
    """
    rows = list(transfers)
    day = local_day(at)
    situations = people.situations([row.person_id for row in rows], day)
    own = agreements.own_institutions_of([row.person_id for row in rows], day)
    here = _institutions_now([row.person_id for row in rows])
    partners = agreements.cooperation_partners_of(set(here.values()), day)
    peers = agreements.consortium_peers_of(set(here.values()), day)
    reserved = reserved_for(rows, here, day, in_turn=in_turn) if partners else {}
    levels = care_levels([row.person_id for row in rows], day)
    seekers = {}
    for row in rows:
        now = here.get(row.person_id, 0)
        seekers[row.pk] = replace(
            _seeker(row, situations[row.person_id]),
            care_level=levels.get(row.person_id),
            own_institutions=own.get(row.person_id, frozenset()),
            partners=partners.get(now, frozenset()),
            reserved=reserved.get(row.pk, ()),
            consortium=peers.get(now, frozenset()),
        )
    return seekers


def wishes_of(transfer: Transfer, at: datetime) -> Seeker:
    """Return whom one transfer seeks a bed for, as far as choosing among beds needs it.

    Contracts, preferences and levels, which only ranking reads, are left out: no query.
    """
    return _seeker(transfer, people.as_stored(transfer.person, local_day(at)))


def _seeker(transfer: Transfer, person: people.Situation) -> Seeker:
    return Seeker(
        kind=Kind(transfer.wanted_kind),
        colour=Colour(transfer.colour),
        sex=person.sex,
        care_level=None,
        place=person.place_code,
        needs=frozenset(transfer.needs),
        isolation=transfer.isolation,
        nursing=bool(transfer.declared.get("nursing")),
        dementia=bool(transfer.declared.get("dementia")),
        preferences=person.preferences,
        max_distance_metres=person.max_distance_metres,
        budget_fen_per_month=person.budget_fen_per_month,
        subsidy_class=person.subsidy_class,
    )


def _institutions_now(person_ids: list[int]) -> dict[int, int]:
    """Return where each person is now: the institution of the stay, the medical one first."""
    rows = BedClaim.objects.filter(person__in=person_ids, is_active=True, kind="OCCUPY")
    ordered = rows.order_by("bed__kind").values_list("person_id", "bed__institution_id")
    return dict(ordered)


@dataclass(frozen=True)
class Site:
    """An institution that has beds of a kind, and where it stands."""

    candidate: Candidate
    point: Point


def sites(kind: Kind) -> tuple[Site, ...]:
    """Return every open institution that has beds of a kind, with its pools: three queries."""
    with connection.cursor() as cursor:
        cursor.execute(POOLS, [kind.value])
        rows = cursor.fetchall()
    ids = {row[0] for row in rows}
    capabilities = _sets(
        Capability.objects.filter(institution__in=ids).values_list("institution_id", "code")
    )
    serves = _sets(
        Institution.serves.through.objects.filter(institution__in=ids).values_list(
            "institution_id", "place__code"
        )
    )
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return tuple(
        _site(pools, capabilities.get(key, frozenset()), serves.get(key, frozenset()))
        for key, pools in grouped.items()
    )


def seen_from(sites_of_kind: Iterable[Site], home: Point | None) -> tuple[Candidate, ...]:
    """Return the candidates with their distance from a home.

    Distances, not places, are the rule's facts: a stored decision tells nobody's address.
    """
    if home is None:
        return tuple(site.candidate for site in sites_of_kind)
    return tuple(
        replace(site.candidate, metres=metres_between(home, site.point)) for site in sites_of_kind
    )


def home_of(transfer: Transfer) -> Point | None:
    """Return where the person of a transfer lives, or None."""
    person = transfer.person
    return None if person.lon is None or person.lat is None else Point(person.lon, person.lat)


def origin_of(transfer: Transfer) -> Point | None:
    """Return where help must start from: in an emergency where the person is, else the home."""
    if Colour(transfer.colour) in URGENT:
        stays = BedClaim.objects.filter(person=transfer.person_id, is_active=True, kind="OCCUPY")
        away = stays.exclude(bed__kind__in=[kind.value for kind in AT_HOME_KINDS])
        stay = away.select_related("bed__institution").order_by("-span").first()
        if stay is not None:
            return Point(stay.bed.institution.lon, stay.bed.institution.lat)
    return home_of(transfer)


def search_for(transfer: Transfer, at: datetime) -> Search:
    """Return what ranking asks for one transfer whose wanted kind is decided."""
    seeker = seekers_of([transfer], at)[transfer.pk]
    return Search(seeker, seen_from(sites(seeker.kind), origin_of(transfer)))


def _site(
    rows: list[tuple[Any, ...]], capabilities: frozenset[str], serves: frozenset[str]
) -> Site:
    institution, place, lon, lat, designated, highest = rows[0][:6]
    taken, total = sum(row[13] for row in rows), sum(row[14] for row in rows)
    candidate = Candidate(
        institution=institution,
        place=place,
        metres=None,
        designated=designated,
        capabilities=capabilities,
        highest_care_level=highest,
        load_permille=1000 * taken // total,
        serves=serves,
        pools=tuple(Pool(*row[6:13]) for row in rows),
    )
    return Site(candidate, Point(lon, lat))


def _sets(pairs: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}
