"""The institutions and beds of a trace, registered in the demonstration under other codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.network.models import Institution, InstitutionKind, Place
from yiyang.network.services import (
    BedFields,
    InstitutionFields,
    add_bed,
    register_institution,
    set_capabilities,
)
from yiyang.planning.simulation.scenario import Institution as House
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.tracing import Trace
from yiyang.rules.placement.terms import Kind

FARTHEST_METRES = 100_000
DIGEST = 8  # of the scenario's digest, in the code of an institution
# An institution of a scenario has no kind of its own: the first kind of bed that it has says it.
KINDS = {
    Kind.HOSPITAL_BED: InstitutionKind.HOSPITAL,
    Kind.INSTITUTION_BED: InstitutionKind.CARE_INSTITUTION,
    Kind.PALLIATIVE_BED: InstitutionKind.HOSPICE,
    Kind.HOME_MEDICAL_BED: InstitutionKind.CHC,
    Kind.HOME_CARE_BED: InstitutionKind.HOME_CARE_PROVIDER,
}
AT_HOME = House(
    code="HOME_PALLIATIVE", name="居家安宁疗护", place="-", lon=0, lat=0, beds={}
)  # stands for the palliative care at home of the model, which has no institution


def beds_of(trace: Trace) -> dict[tuple[str | None, Kind], int]:
    """Return how many beds each institution of a trace has: those there are, and those added."""
    found: Counter[tuple[str | None, Kind]] = Counter()
    for house in trace.head.scenario.institution:
        for kind, beds in house.beds.items():
            found[house.code, Kind(kind)] += beds
    for more in trace.head.scenario.beds:
        found[more.institution, Kind(more.kind)] += max(0, more.add)
    at_home = {each.person for each in trace.lines if each.kind == Kind.HOME_PALLIATIVE}
    if at_home:
        found[None, Kind.HOME_PALLIATIVE] = len(at_home)
    return dict(found)


def register(trace: Trace, places: dict[str, Place], at: datetime) -> dict[str | None, int]:
    """Register the institutions of a trace with their beds; return each one's key by its code."""
    found: dict[str | None, int] = {}
    beds = beds_of(trace)
    for number, (code, house) in enumerate(_houses(trace.head.scenario, beds), 1):
        kinds = {kind: many for (of, kind), many in beds.items() if of == code and many}
        row = _institution(
            f"SIM-{trace.head.digest[:DIGEST]}-{number:03}", house, kinds, places, at
        )
        for kind, many in kinds.items():
            for bed in range(1, many + 1):
                fields = BedFields(code=f"{row.code}-{kind[:8]}-{bed:03}", kind=kind)
                add_bed(institution_id=row.pk, fields=fields, by=PROGRAM, at=at)
        found[code] = row.pk
    return found


def _houses(
    scenario: Scenario, beds: dict[tuple[str | None, Kind], int]
) -> Iterator[tuple[str | None, House]]:
    for house in scenario.institution:
        yield house.code, house
    if (None, Kind.HOME_PALLIATIVE) in beds:
        first = scenario.sub_district[0]
        middle = {"place": first.code, "lon": first.lon, "lat": first.lat}
        yield None, AT_HOME.model_copy(update=middle)


def _institution(
    code: str, house: House, kinds: dict[Kind, int], places: dict[str, Place], at: datetime
) -> Institution:
    of = next((KINDS[kind] for kind in KINDS if kind in kinds), InstitutionKind.CHC)
    name = house.name or house.code
    fields = InstitutionFields(
        code=code, name_zh=f"{name}（模拟）", name_en=f"{name} (simulated)", kind=of,
        ownership=Institution.Ownership.PUBLIC, place_id=places[house.place].pk,
        lon=house.lon, lat=house.lat, designated=house.designated,
        highest_care_level=house.highest_care_level,
    )  # fmt: skip
    row = register_institution(fields=fields, farthest_metres=FARTHEST_METRES, by=PROGRAM, at=at)
    codes = sorted(house.capabilities)
    set_capabilities(institution_id=row.pk, codes=codes, by=PROGRAM, at=at, is_new=True)
    return row
