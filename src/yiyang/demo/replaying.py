"""A simulated district played into the demonstration, so that the board shows what was simulated.

Everything goes through the services that the pages use: people are registered and assessed, ask
for a bed, are evaluated by the rule, consent, have a bed reserved, are admitted, leave or die.
What the trace decides is which institution's bed it is.  At the end everybody must have the beds
that they have in the trace, or nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM, record
from yiyang.beds.models import BedClaim
from yiyang.decisions.book import current_book
from yiyang.demo.loading import is_loaded, refuse_in_production
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.demo.replayed_network import beds_of, register
from yiyang.demo.replayed_people import Player
from yiyang.kernel.errors import Refused
from yiyang.network.models import Place
from yiyang.planning.simulation.retracing import not_followed
from yiyang.planning.simulation.tracing import BadTrace, Trace, standing

REPLAYED = "demo.replayed"
RULED = ("placement.", "transfer.")  # lines of the book by which the services decide
STATES = {"HELD": "HOLD", "KEPT": "KEEP", "CARE": "OCCUPY", "MEDICAL": "OCCUPY"}


class NotLoaded(Refused):
    """Refused because the database holds no demonstration."""

    code = "DEMO_NOT_LOADED"


class TooLarge(Refused):
    """Refused because playing it through the services would take too long."""

    code = "REPLAY_TOO_LARGE"


class NotAlike(Refused):
    """Refused because here the rules, or the places, are other than where it was simulated."""

    code = "REPLAY_NOT_ALIKE"


class LineRefused(Refused):
    """Refused because the services do not do what a line says."""

    code = "REPLAY_REFUSED"


class Differs(Refused):
    """Refused because somebody has other beds than in the trace: a fault of the program."""

    code = "REPLAY_DIFFERS"


@dataclass(frozen=True)
class Replayed:
    """What a replay has done."""

    people: int
    lines: int
    beds: int


@transaction.atomic
def replay(trace: Trace, *, at: datetime, progress: Progress) -> Replayed | None:
    """Play a trace, whose last day ends at a moment; None where that was done before.

    The same trace at the same moment gives the same rows.

    Raises:
        InProduction, NotLoaded: this is no demonstration.
        TooLarge: more days, people or beds than can be played.
        NotAlike: another policy book, moves in cycles, or a place that is not here.
        BadTrace: lines that cannot follow those before them.
        LineRefused: the services do not do what a line says; nothing is kept.
        Differs: somebody has other beds than in the trace; nothing is kept.
    """
    refuse_in_production()
    if not is_loaded():
        raise NotLoaded
    if Entry.objects.filter(action=REPLAYED, subject_id=trace.head.digest).exists():
        return None
    there = beds_of(trace)
    beds = sum(there.values())
    _refuse_too_large(trace, beds)
    places = _places(trace)
    if faults := list(not_followed(trace, there)):
        raise BadTrace(faults)
    scenario = trace.head.scenario
    began = at.replace(microsecond=0) - timedelta(days=scenario.warm_up + scenario.days)
    houses = register(trace, places, began)
    progress("bed", beds)
    player = Player(trace.head, houses, places, began)
    for number, line in enumerate(trace.lines, 2):  # the head is the first line of the file
        try:
            player.play(line)
        except Refused as refusal:
            raise LineRefused(
                line=number, person=line.person, what=line.what, reason=refusal.code
            ) from refusal
        progress("move", 1)
    _check(trace, player)
    done = Replayed(len(player.people), len(trace.lines), beds)
    record(
        by=PROGRAM, at=at, action=REPLAYED, subject_kind="trace", subject_id=trace.head.digest,
        payload={"lines": done.lines, "people": done.people, "number": trace.head.number},
    )  # fmt: skip
    return done


def _refuse_too_large(trace: Trace, beds: int) -> None:
    scenario, most = trace.head.scenario, quantity("replay.most")
    there = {
        "days": scenario.warm_up + scenario.days,
        "people": len({line.person for line in trace.lines}),
        "beds": beds,
    }
    for what, number in there.items():
        if number > most[what]:
            raise TooLarge(what=what, there=number, most=most[what])


def _places(trace: Trace) -> dict[str, Place]:
    """Return the places of a trace by their code; refuse what would be played by other rules."""
    scenario = trace.head.scenario
    if trace.head.book != current_book().digest:
        raise NotAlike(what="policy book")
    if replaced := [key for key in scenario.policy if key.startswith(RULED)]:
        raise NotAlike(what=replaced[0])
    if scenario.cycle_days:
        raise NotAlike(what="cycle_days")
    codes = [each.code for each in scenario.sub_district]
    found = {row.code: row for row in Place.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise NotAlike(what=missing[0])
    return found


def _check(trace: Trace, player: Player) -> None:
    """Compare everybody's beds with those of the trace; let the database check its constraints."""
    rows = BedClaim.objects.filter(person__in=player.people.values(), is_active=True)
    there: dict[int, set[tuple[str, int, str]]] = {}
    for person, kind, house, of in rows.values_list(
        "person", "kind", "bed__institution", "bed__kind"
    ):
        there.setdefault(person, set()).add((kind, house, of))
    wrong = []
    for number, each in standing(trace.lines).items():
        due = {
            (STATES[axis], player.houses[house], kind.value)
            for axis, (house, kind) in each.beds.items()
        }
        if due != there.get(player.people[number], set()):
            wrong.append(number)
    if wrong:
        raise Differs(people=len(wrong), first=wrong[0])
    connection.check_constraints()
