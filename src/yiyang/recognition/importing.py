"""A table of marks and quality controls: every row of it is kept, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor
from yiyang.decisions.services import read_book
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column, labelled
from yiyang.network.importing.engine import Counts, Kind, check_table
from yiyang.network.importing.limits import LIMITS
from yiyang.network.importing.rows import ParsedRow
from yiyang.network.importing.tables import read_table
from yiyang.network.models import Institution
from yiyang.network.selectors import institutions_for
from yiyang.policy.book import Reading
from yiyang.recognition.facts import local_day
from yiyang.recognition.models import Certificate
from yiyang.recognition.services.certificates import (
    Certified,
    Holding,
    fault_of,
    keep_certificate,
    overlapping,
)

Known = Mapping[str, Institution]
# Each row is kept by itself, with its audit row, while somebody waits at the page.
MOST = replace(LIMITS, rows=5_000)


@dataclass(frozen=True)
class Taken:
    """What came of a table: how many rows were new or there already; with findings, nothing."""

    counts: Counts
    findings: tuple[Finding, ...]


@transaction.atomic
def import_certificates(*, body: bytes, assignment: Assignment, by: Actor, at: datetime) -> Taken:
    """Keep every row of a table, or none of it and say every fault.

    A row that stands already, with the same days, is passed over.

    Args:
        assignment: of the department; institutions of its own network are named by their code.

    Raises:
        UnreadableTable: it is no table, or has too many rows.
    """
    kind = _kind(assignment, read_book(local_day(at)), at)
    checked = check_table(kind, read_table(body, MOST), None, at)
    if checked.findings:
        return Taken(Counts(), checked.findings)
    counts, met = Counts(), []
    for row in checked.good:
        holding, certified = _read(row, checked.looked_up)
        there = overlapping(holding, certified)
        if any(_is_same(one, certified) for one in there):
            counts.same += 1
        elif there:
            where = f"row {row.number}, column since"
            met.append(Finding("CERTIFICATE_KNOWN", where, Message("CERTIFICATE_KNOWN")))
        else:
            made = keep_certificate(holding=holding, certified=certified, by=by, at=at)
            counts.added += 1
            counts.touched.append(made.pk)
    if met:
        transaction.set_rollback(True)
        return Taken(Counts(), tuple(met))
    return Taken(counts, ())


def _is_same(one: Certificate, certified: Certified) -> bool:
    return (one.span.lower, one.span.upper) == (certified.since, certified.until)


def _kind(assignment: Assignment, reading: Reading, at: datetime) -> Kind:
    def look_up(rows: Sequence[ParsedRow], at: datetime) -> Known:
        codes = {row.values["institution"] for row in rows}
        return {one.code: one for one in institutions_for(assignment).filter(code__in=codes)}

    def check(row: ParsedRow, known: Known) -> Iterator[tuple[str, str]]:
        code = row.values["institution"]
        if code and code not in known:
            yield "institution", "UNKNOWN_REFERENCE"
            return
        credit = row.values["credit_code"].upper()
        if code and credit and credit != known[code].credit_code:
            yield "credit_code", "CODE_OF_ANOTHER"
            return
        fault = fault_of(*_read(row, known), at)
        if fault:
            yield "item", fault

    items = labelled(list(reading.table("recognition.items")))
    marks = labelled(list(reading.table("recognition.marks")))
    kinds = labelled(list(Certificate.Kind.values), "CERTIFICATE_")
    return Kind(
        name="certificates",
        columns=(
            Column("kind", cells.Choice(kinds), ("种类", "类型"), required=True),
            Column("item", cells.Choice(items), ("项目", "互认项目"), required=True),
            Column("region", cells.Choice(marks), ("标识", "标识地区", "mark"), default=""),
            Column("institution", cells.text(32), ("机构代码", "institution code"), default=""),
            Column("credit_code", cells.text(18), ("统一社会信用代码", "信用代码"), default=""),
            Column("outside_name", cells.text(120), ("机构名称", "institution name"), default=""),
            Column("since", cells.day, ("起始日", "生效日期", "since"), required=True),
            Column("until", cells.day, ("截止日", "失效日期", "until")),
            Column("cites", cells.text(200), ("依据文件", "依据", "document"), required=True),
        ),
        keys=(("institution", "kind", "item", "region", "since"),),
        look_up=look_up,
        checks=(check,),
        write=lambda rows, known, at: Counts(),  # each row is kept by the service, above
    )


def _read(row: ParsedRow, known: Known) -> tuple[Holding, Certified]:
    values = row.values
    home = known.get(values["institution"])
    credit = "" if home else values["credit_code"].upper()
    certified = Certified(
        values["kind"],
        values["item"],
        values["since"],
        values["until"],
        values["cites"],
        values["region"],
    )
    return Holding(home, credit, "" if home else values["outside_name"]), certified
