"""Import of the registry: every kind of table, in one transaction, with what follows from it.

The tables belong to ``network`` and ``people``; an institution that comes in is also asked for
its way of medical care, which needs agreements, so the whole stands here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.practice_tables import register_places
from yiyang.agreements.services.registry import accept_internal
from yiyang.agreements.services.standing import classify_medical_ways
from yiyang.agreements.team_tables import join_teams, tried
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.importing.beds import BEDS
from yiyang.network.importing.columns import Column, guess_mapping
from yiyang.network.importing.engine import BATCH, Checked, Counts, Kind, check_table
from yiyang.network.importing.kinds import PLACES, institutions_kind
from yiyang.network.importing.staff import ROSTERS, practitioners_kind, teams_kind
from yiyang.network.importing.tables import Table, read_table
from yiyang.network.models import Bed, ColumnMapping, Institution
from yiyang.people.importing import PEOPLE

# In the order in which one refers to another.
KINDS = ("places", "institutions", "beds", "practitioners", "teams", "rosters", "people")
SHOWN_AS = {
    **{"places": "place", "institutions": "institution", "beds": "bed", "people": "person"},
    **{"practitioners": "practitioner", "teams": "team"},
}


class RowsNotGood(Refused):
    """Some rows cannot be taken in; nothing was written.  ``findings`` name every fault."""

    code = "ROWS_NOT_GOOD"

    def __init__(self, checked: Checked) -> None:
        super().__init__(count=checked.fault_count)
        self.checked = checked
        self.findings = list(checked.findings)


class UnknownTable(Refused):
    """It is not clear what the table holds, or there is no such mapping.

    ``findings`` name the kinds it may be, with what each lacks, and the headings nobody knows.
    """

    code = "UNKNOWN_TABLE"

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = list(findings)


@dataclass(frozen=True)
class File:
    """One file to take in.

    ``mapping`` gives by our column the sender's header, None to guess; ``called`` is its name,
    where it has one.
    """

    body: bytes
    kind: str
    mapping: Mapping[str, str] | None = None
    called: str = ""


@dataclass(frozen=True)
class Preview:
    """What would come of a file: nothing is written."""

    kind: str
    table: Table
    mapping: Mapping[str, str]
    checked: Checked


@dataclass(frozen=True)
class Imported:
    """What came of one file; ``left_out`` are the numbers of the rows that were not good."""

    kind: str
    counts: Counts
    left_out: tuple[int, ...]
    findings: tuple[Finding, ...]


def kind_named(name: str, at: datetime) -> Kind:
    """Return a kind of table.  Raises UnknownTable."""
    if name == "institutions":
        return institutions_kind(read_book(timezone.localdate(at)))
    if name == "teams":
        return teams_kind(read_book(timezone.localdate(at)))
    if name == "practitioners":
        return practitioners_kind(lambda day, place: read_book(day, place=place))
    known = (PLACES, BEDS, ROSTERS, PEOPLE)
    found = {kind.name: kind for kind in known}.get(name)
    if found is None:
        raise UnknownTable
    return found


@dataclass(frozen=True)
class _Fit:
    """How a table's headings fit a kind: those it knows, the columns it needs and does not find."""

    kind: str
    known: frozenset[str]
    lacks: tuple[Column, ...]


def guess_kind(table: Table, at: datetime) -> str:
    """Return the kind that knows most of a table's headings.

    One that is known as well by another kind is taken only where no heading is left over: the
    heading that nobody knows may be the one that tells them apart.

    Raises:
        UnknownTable: no kind, or more than one; its findings say which it may be and why.
    """
    fits = [_fit(kind_named(name, at), table) for name in KINDS]
    most = max(len(fit.known) for fit in fits)
    best = [fit for fit in fits if fit.known and len(fit.known) == most]
    whole = [fit for fit in best if not fit.lacks]
    if len(whole) == 1 and (len(best) == 1 or most == len(table.headers)):
        return whole[0].kind
    raise UnknownTable(*_doubts(best, table))


def _fit(kind: Kind, table: Table) -> _Fit:
    mapping = guess_mapping(kind.columns, table.headers)
    lacks = tuple(c for c in kind.columns if c.required and c.name not in mapping)
    return _Fit(kind.name, frozenset(mapping.values()), lacks)


def _doubts(best: Sequence[_Fit], table: Table) -> Iterator[Finding]:
    for fit in best:
        code = "MAY_BE_KIND_WITHOUT" if fit.lacks else "MAY_BE_KIND"
        lacks = ", ".join(" / ".join((c.name, *c.names[:1])) for c in fit.lacks)
        told = Message(code, {"kind": f"TABLE_{fit.kind}", "columns": lacks})
        yield Finding(code, f"kind {fit.kind}", told)
    known = frozenset().union(*(fit.known for fit in best))
    for header in table.headers:
        if header not in known:
            told = Message("HEADING_UNKNOWN", {"heading": header})
            yield Finding("HEADING_UNKNOWN", f"heading {header}", told)


@transaction.atomic
def preview(*, file: File, at: datetime) -> Preview:
    """Return how a file would be read and every fault in it.  Nothing is written."""
    table = read_table(file.body, called=file.called)
    kind = kind_named(file.kind or guess_kind(table, at), at)
    mapping = file.mapping
    if mapping is None:
        mapping = guess_mapping(kind.columns, table.headers)
    checked = check_table(kind, table, mapping, at)
    if kind.name == "teams":
        checked = tried(kind, checked, at)
    return Preview(kind.name, table, mapping, checked)


@transaction.atomic
def import_registry(
    *, files: Sequence[File], by: Actor, at: datetime, only_good: bool = False
) -> list[Imported]:
    """Take in files of the registry, all of them or nothing.

    Args:
        files: in any order; they are taken in so that what is referred to comes first.
        by: who sends them.
        at: now.
        only_good: take in the good rows and leave the others out, which the answer lists.

    Raises:
        UnreadableTable, UnknownTable: a file is no table, or of no known kind.
        RowsNotGood: a row is not good and ``only_good`` was not asked.
    """
    tables = [(read_table(file.body, called=file.called), file) for file in files]
    named = [(file.kind or guess_kind(table, at), table, file) for table, file in tables]
    named.sort(key=lambda one: KINDS.index(one[0]) if one[0] in KINDS else len(KINDS))
    imported = []
    for name, table, file in named:
        checked = _good_rows(name, table, file, at, only_good=only_good)
        imported.append(_take_in(name, file, checked, by, at))
    return imported


def saved_mapping(name: str, kind: str) -> dict[str, str]:
    """Return the mapping saved under a name.  Raises UnknownTable when there is none."""
    found = ColumnMapping.objects.filter(name=name, target=kind).first()
    if found is None:
        raise UnknownTable
    return dict(found.columns)


@transaction.atomic
def save_mapping(
    *, name: str, kind: str, columns: Mapping[str, str], by: Actor, at: datetime
) -> ColumnMapping:
    """Save how a sender's columns map to ours, for their next file."""
    kept = {column: header for column, header in columns.items() if header}
    mapping, _ = ColumnMapping.objects.update_or_create(
        name=name, target=kind, defaults={"columns": kept}
    )
    record(
        by=by,
        at=at,
        action="network.save_mapping",
        subject_kind="columnmapping",
        subject_id=mapping.pk,
        payload={"columns": kept},
    )
    return mapping


def _good_rows(name: str, table: Table, file: File, at: datetime, *, only_good: bool) -> Checked:
    kind = kind_named(name, at)
    checked = check_table(kind, table, file.mapping, at)
    if name == "teams":
        checked = tried(kind, checked, at)
    if checked.fault_count and not (only_good and checked.good):
        raise RowsNotGood(checked)
    return checked


def _take_in(name: str, file: File, checked: Checked, by: Actor, at: datetime) -> Imported:
    kind = kind_named(name, at)
    counts = written = kind.write(checked.good, checked.looked_up, at)
    if name == "practitioners":
        counts = register_places(checked, counts, by, at)
    if name == "teams":
        counts = join_teams(checked, counts.touched, by, at)
    _show(name, written.touched, at)
    record(
        by=by,
        at=at,
        action=f"network.import_{name}",
        subject_kind="file",
        subject_id=hashlib.sha256(file.body).hexdigest(),
        payload={
            "added": counts.added,
            "changed": counts.changed,
            "same": counts.same,
            "left_out": list(checked.left_out),
        },
    )
    if name == "institutions":
        _classify(counts, by, at)
    return Imported(name, counts, checked.left_out, checked.findings)


def _show(name: str, touched: Sequence[int], at: datetime) -> None:
    """Let what a table made or changed be shown as FHIR too, its beds with their wards."""
    if name not in SHOWN_AS:
        return
    for first in range(0, len(touched), BATCH):
        some = touched[first : first + BATCH]
        if name == "beds":
            wards = Bed.objects.filter(pk__in=some, ward__isnull=False).values_list("ward")
            changed(at, ward=[key for (key,) in wards.distinct()])
        changed(at, **{SHOWN_AS[name]: some})


def _classify(counts: Counts, by: Actor, at: datetime) -> None:
    """Decide the way of medical care of each institution that came in, and of its home."""
    homes = Institution.objects.filter(pk__in=counts.touched, inhouse_of__isnull=False)
    for one in homes.select_related("inhouse_of", "operator", "place"):
        accept_internal(one, at)
    touched = {*counts.touched, *homes.values_list("inhouse_of", flat=True)}
    classify_medical_ways(institution_ids=sorted(touched), by=by, at=at)
