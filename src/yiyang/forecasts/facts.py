"""Stored stays, transfers, reservations and answers of a place as what was seen of it.

Only times and kinds leave here; who it was does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from yiyang.access.models import Grant
from yiyang.beds.models import BedClaim, Offer, Presence, Transfer
from yiyang.beds.services.closing import LEAVING
from yiyang.cases.models import Event
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.planning.calibrating.seen import (
    ENDED_BY_NOTHING_KNOWN,
    Answering,
    Asking,
    Holding,
    Seen,
    Spell,
)
from yiyang.rules.calendar import CHINA
from yiyang.rules.placement.terms import CARE_KINDS, Trigger

A_DAY = 86_400.0
SUB_DISTRICT = 9  # digits of its division code
LEFT, DIED, ENDED = "LEFT", "DIED", "ENDED"
ENDS = {"IMPROVED": Trigger.IMPROVED.value, "DEATH": DIED, "OUTSIDE": LEFT} | dict.fromkeys(
    LEAVING, LEFT
)
OF_MEDICAL_BEDS = (
    Trigger.IMPROVED, Trigger.SICKBED_WORSE, Trigger.POST_ACUTE, Trigger.PALLIATIVE_STABLE,
    Trigger.TERMINAL,
)  # fmt: skip
NOT_MEANT = "REJECTED"  # a request that was none
ARRIVED, HELD = "ADMIT", "HOLD"
LOST = ("EXPIRE", "CANCEL", "END", "GO_OUTSIDE", "REJECT")
ADMITTED = ("ADMITTED", "RECONCILED", "CLOSED")


@dataclass(frozen=True)
class _Stay:
    person: int
    kind: str
    began: float
    ended: float | None
    reason: str
    claim: int


@dataclass(frozen=True)
class _Asked:
    person: int
    began: float
    closed: float | None
    left_claim: int | None
    taken_claim: int | None
    trigger: str


@dataclass(frozen=True)
class Window:
    """A window of days in a place, as moments."""

    place: Place
    since: date
    until: date

    @property
    def start(self) -> datetime:
        """The first moment that counts."""
        return datetime.combine(self.since, time(), CHINA)

    @property
    def end(self) -> datetime:
        """The first moment that no longer counts."""
        return datetime.combine(self.until, time(), CHINA)

    @property
    def span(self) -> DateTimeTZRange:
        """The window as the database asks for it."""
        return DateTimeTZRange(self.start, self.end)

    def day(self, at: datetime | None) -> float | None:
        """Return a moment in days since the window began; None for none or for one after it."""
        if at is None or at >= self.end:
            return None
        return (at - self.start).total_seconds() / A_DAY


def seen_in(window: Window) -> Seen:
    """Return what the rows of a place say of a window."""
    stays = list(_stays(window))
    rows = list(_transfers(window))
    place = window.place.code
    return Seen(
        place,
        window.since,
        window.until,
        tuple(sorted(_whole(stays), key=repr)),
        tuple(sorted(_stages(stays, [_asked(row, window) for row in rows], window), key=repr)),
        tuple(sorted(_askings(rows, stays, window), key=repr)),
        tuple(sorted(_holdings(window), key=repr)),
        tuple(sorted(_answerings(window), key=repr)),
        residents_of(place),
        _delivered(window),
        _closed(window),
    )


def _stays(window: Window) -> Iterator[_Stay]:
    rows = Presence.objects.filter(
        claim__bed__institution__place__code__within=window.place.code,
        span__overlap=window.span,
    ).values_list("person_id", "bed_kind", "span", "claim__end_reason", "claim_id")
    for person, kind, span, reason, claim in rows.order_by("pk").iterator():
        began, ended = (span.lower - window.start).total_seconds() / A_DAY, window.day(span.upper)
        yield _Stay(person, kind, began, ended, "" if ended is None else reason, claim)


def _transfers(window: Window) -> Iterable[Transfer]:
    """Return the requests of people who live there or left a bed there, opened in the window."""
    there = Q(person__place__code__within=window.place.code) | Q(
        from_claim__bed__institution__place__code__within=window.place.code
    )
    rows = Transfer.objects.filter(
        there, case__opened_at__gte=window.start, case__opened_at__lt=window.end
    ).exclude(trigger=Trigger.CLOSE)
    return rows.exclude(case__state=NOT_MEANT).select_related(
        "case", "person__place", "from_claim__bed", "to_claim__bed"
    ).order_by("pk")  # fmt: skip


def _asked(row: Transfer, window: Window) -> _Asked:
    opened = window.day(row.case.opened_at)
    assert opened is not None, "it was opened in the window"
    closed = window.day(row.case.closed_at)
    return _Asked(row.person_id, opened, closed, row.from_claim_id, row.to_claim_id, row.trigger)


def _whole(stays: Iterable[_Stay]) -> Iterator[Spell]:
    for each in stays:
        yield Spell(each.kind, each.began, each.ended, None if each.ended is None else ENDED)


def _stages(stays: list[_Stay], asked: list[_Asked], window: Window) -> Iterator[Spell]:
    """Cut stays where a transfer was asked for: a stage ends there, the next begins after it."""
    by_claim: dict[int, list[_Asked]] = defaultdict(list)
    by_person: dict[int, list[_Stay]] = defaultdict(list)
    for stay in stays:
        by_person[stay.person].append(stay)
    for one in asked:
        from_stay = _stay_of(one, by_person[one.person])
        if from_stay is not None:
            by_claim[from_stay.claim].append(one)
    last = float((window.until - window.since).days)
    for stay in stays:
        yield from _cut(stay, sorted(by_claim[stay.claim], key=lambda one: one.began), last)


def _cut(stay: _Stay, asked: list[_Asked], last: float) -> Iterator[Spell]:
    began: float | None = stay.began
    for one in asked:
        if began is not None and one.began > began:
            yield Spell(stay.kind, began, one.began, one.trigger)
        began = None if one.closed is None else one.closed
    until = last if stay.ended is None else stay.ended
    if began is not None and began < until:
        why = None if stay.ended is None else ENDS.get(stay.reason, ENDED_BY_NOTHING_KNOWN)
        yield Spell(stay.kind, began, stay.ended, why)


def _stay_of(one: _Asked, stays: list[_Stay]) -> _Stay | None:
    """Return the stay out of which a transfer was asked for: the named one, or by its reason."""
    there = [
        stay
        for stay in stays
        if stay.claim != one.taken_claim  # it leads there, even where it began at that moment
        and stay.began <= one.began
        and (stay.ended is None or stay.ended >= one.began)
    ]
    named = [stay for stay in there if stay.claim == one.left_claim]
    medical = [stay for stay in there if stay.kind not in CARE_KINDS]
    care = [stay for stay in there if stay.kind in CARE_KINDS]
    order = (
        [*named, *medical, *care] if one.trigger in OF_MEDICAL_BEDS else [*named, *care, *medical]
    )
    return order[0] if order else None


def _askings(rows: Iterable[Transfer], stays: list[_Stay], window: Window) -> Iterator[Asking]:
    by_person: dict[int, list[_Stay]] = defaultdict(list)
    for stay in stays:
        by_person[stay.person].append(stay)
    for row in rows:
        one = _asked(row, window)
        left = row.from_claim.bed.kind if row.from_claim else ""
        if not left and (stay := _stay_of(one, by_person[row.person_id])):
            left = stay.kind
        taken = row.to_claim
        is_taken = taken is not None and row.case.state in ADMITTED
        is_taken = is_taken and taken.kind == BedClaim.Kind.OCCUPY
        place = row.person.place.code[:SUB_DISTRICT] if row.person.place else ""
        yield Asking(
            place if place.startswith(window.place.code) else "", row.trigger, row.colour, left,
            taken.bed.kind if is_taken else "", one.began,
        )  # fmt: skip


def _holdings(window: Window) -> Iterator[Holding]:
    """Yield from each reservation to the arrival, or to its end without one."""
    rows = Event.objects.filter(
        case__transfer__to_claim__bed__institution__place__code__within=window.place.code,
        at__gte=window.start, at__lt=window.end, action__in=(HELD, ARRIVED, *LOST),
    ).order_by("case_id", "pk")  # fmt: skip
    case, held, of = 0, 0.0, ""
    for key, colour, action, at in rows.values_list(
        "case_id", "case__transfer__colour", "action", "at"
    ):
        if of and key != case:
            yield Holding(of, float((window.until - window.since).days) - held, False)
            of = ""
        case, moment = key, (at - window.start).total_seconds() / A_DAY
        if action == HELD:
            held, of = moment, colour
        elif of:
            yield Holding(of, moment - held, action == ARRIVED)
            of = ""
    if of:
        yield Holding(of, float((window.until - window.since).days) - held, False)


def _answerings(window: Window) -> Iterator[Answering]:
    rows = Offer.objects.filter(
        institution__place__code__within=window.place.code,
        answered_at__gte=window.start, answered_at__lt=window.end,
        state__in=(Offer.State.ACCEPTED, Offer.State.DECLINED),
    ).order_by("pk")  # fmt: skip
    known = list(rows.values_list("pk", "bed_kind", "state", "answered_at"))
    grants = Grant.objects.filter(origin_kind="offer", origin_id__in=[row[0] for row in known])
    asked = {origin: span.lower for origin, span in grants.values_list("origin_id", "span")}
    for pk, kind, state, at in known:
        days = (at - asked[pk]).total_seconds() / A_DAY if pk in asked else None
        yield Answering(kind, state == Offer.State.ACCEPTED, days)


def residents_of(place: str) -> dict[str, int]:
    """Return how many live in each sub-district of a place, by its code."""
    rows = Person.objects.filter(
        place__code__within=place, died_at__isnull=True, merged_into__isnull=True
    )
    found: Counter[str] = Counter()
    for code in rows.values_list("place__code", flat=True).iterator():
        found[code[:SUB_DISTRICT]] += 1
    return dict(sorted(found.items()))


def _delivered(window: Window) -> int:
    return standing_acts().filter(
        kind="TRANSFER", institution__place__code__within=window.place.code,
        span__endswith__gte=window.start, span__endswith__lt=window.end,
    ).count()  # fmt: skip


def _closed(window: Window) -> int:
    return Event.objects.filter(
        case__transfer__to_claim__bed__institution__place__code__within=window.place.code,
        action="CLOSE", at__gte=window.start, at__lt=window.end,
    ).count()  # fmt: skip
