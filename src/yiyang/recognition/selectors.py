"""Reading earlier results with what stands for and against them, orders, and certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.readers import Reader
from yiyang.access.visibility import visible_to
from yiyang.decisions.services import read_book
from yiyang.network.models import Institution, Practitioner
from yiyang.network.selectors import institutions_for
from yiyang.policy.book import Reading
from yiyang.recognition import facts
from yiyang.recognition.facts import Found, local_day
from yiyang.recognition.models import Certificate, Order
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.rules import recognition as asking
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.results import Coded, Result, result_of, value_text
from yiyang.rules.fhir_map.spoken import concept_text
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.written import read_json

KINDS = ("DiagnosticReport", "Observation")
LOOKED_AT = 200  # newest resources with an item's codes, before it is asked who may read them
SHOWN = 20  # newest results of an item that a doctor is told about
# From the person's own rows to their index, by key, as ``record.selectors.vitals`` does.
CODED = """
with mine as materialized (
  select key, type from record_resource
  where person_id = %(person)s and type = any(%(kinds)s) and deleted_at is null
)
select mine.key from mine
cross join lateral (
  select 1 from record_token t
  where t.resource_id = mine.key and t.param = any(%(params)s) and t.code = any(%(codes)s)
  limit 1
) coded
left join lateral (
  select low from record_date d
  where d.resource_id = mine.key and d.param = any(%(dates)s) order by low desc limit 1
) d on true
order by d.low desc nulls last, mine.key desc limit %(most)s
"""


@dataclass(frozen=True)
class Offered:
    """An earlier result with what the rule says of it."""

    found: Found
    verdict: asking.Verdict


@dataclass(frozen=True)
class Offer:
    """What the record holds for an item that a doctor is about to order."""

    item: str
    asked: asking.Asked
    recognition: asking.Recognition
    results: tuple[Offered, ...]
    reading: Reading

    @property
    def offered(self) -> tuple[Offered, ...]:
        """What may be recognised, the newest first."""
        return tuple(one for one in self.results if one.verdict.may_be)

    @property
    def others(self) -> tuple[Offered, ...]:
        """What may not be recognised, the newest first."""
        return tuple(one for one in self.results if not one.verdict.may_be)

    def of(self, key: int) -> Offered | None:
        """Return what may be recognised under a key; None where nothing is."""
        return next((one for one in self.offered if one.found.key == key), None)


def catalogue(at: datetime) -> dict[str, Any]:
    """Return the items that may be recognised, by code."""
    return dict(read_book(local_day(at)).table("recognition.items"))


def offer_for(
    reader: Reader, person_id: int, item: str, receiver: Institution, at: datetime
) -> Offer:
    """Return the results of an item that a reader may read, each with the rule's answer.

    Raises:
        KeyError: the catalogue has no such item.
    """
    reading = read_book(local_day(at))
    found = results_of(reader, person_id, facts.codes_of(item, reading))
    asked = asking.Asked(
        item=item,
        setting=facts.setting_of(person_id, at),
        place=receiver.place.code,
        at=at,
        earlier=facts.earlier_of(found, item),
    )
    answer = asking.recognise(asked, reading)
    rows = tuple(Offered(f, v) for f, v in zip(found, answer.verdicts, strict=True))
    return Offer(item, asked, answer, rows, reading)


def results_of(reader: Reader, person_id: int, codes: frozenset[Coded]) -> list[Found]:
    """Return a person's results with one of some codes, the newest first.

    Only what the reader may read: a hidden result is neither offered nor counted.  The values of
    a report are those of its Observations, and these are not told a second time.
    """
    rows = readable(reader).filter(pk__in=_coded(person_id, codes), deleted_at=None)
    read = [(row, result_of(read_json(row.body.encode()))) for row in rows]
    read = [(row, result) for row, result in read if result.codes & codes]
    inside = {
        part for row, result in read if row.type == "DiagnosticReport" for part in result.parts
    }
    read = [(row, result) for row, result in read if f"{row.type}/{row.fhir_id}" not in inside]
    read.sort(key=_newest_first)
    read = read[:SHOWN]
    values = _values(reader, person_id, [result for _, result in read])
    holders = facts.holders_of([result for _, result in read])
    return [
        Found(
            key=row.pk,
            version=row.version,
            reference=f"{row.type}/{row.fhir_id}",
            origin=row.origin,
            result=result,
            holder=holder,
            value="; ".join(
                filter(None, (result.value, *(values.get(p, "") for p in result.parts)))
            ),
        )
        for (row, result), holder in zip(read, holders, strict=True)
    ]


def _newest_first(read: tuple[Resource, Result]) -> tuple[bool, float, int]:
    row, result = read
    return (result.made_at is None, -result.made_at.timestamp() if result.made_at else 0, -row.pk)


def _coded(person_id: int, codes: frozenset[Coded]) -> list[int]:
    given = {
        "person": person_id,
        "kinds": list(KINDS),
        "params": [parameter(kind, "code").key for kind in KINDS],
        "dates": [parameter(kind, "date").key for kind in KINDS],
        "codes": [hash_of(code) for _, code in codes],
        "most": LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(CODED, given)
        return [key for (key,) in cursor.fetchall()]


def _values(reader: Reader, person_id: int, results: Sequence[Result]) -> dict[str, str]:
    """Return name and value of the Observations that reports hold, as far as they may be read."""
    parts = {part for result in results for part in result.parts}
    ids = [part.partition("/")[2] for part in parts if part.startswith("Observation/")]
    if not ids:
        return {}
    rows = readable(reader).filter(
        type="Observation", fhir_id__in=ids, person=person_id, deleted_at=None
    )
    bodies = [read_json(row.body.encode()) for row in rows]
    return {
        f"Observation/{body['id']}": f"{concept_text(body.get('code'))} {value_text(body)}".strip()
        for body in bodies
    }


def orders_for(assignment: Assignment) -> QuerySet[Order]:
    """Return the orders of the people an assignment may see, newest first.

    To whom a summary alone is open only those of their own institution: the words of another
    one's doctor are part of the record.
    """
    own = Q(institution=assignment.institution_id)
    own &= visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
    rows = Order.objects.filter(
        own | visible_to(assignment, person="person_id", scope=Grant.Scope.RECORD)
    )
    return rows.select_related("institution", "practitioner", "result").order_by("-pk")


def order_for(assignment: Assignment, pk: int) -> Order:
    """Return an order of one's own institution, of a person one may see.  Raises Http404."""
    rows = orders_for(assignment).filter(institution=assignment.institution_id)
    return get_object_or_404(rows, pk=pk)


def doctors_at(institution_id: int, at: datetime) -> QuerySet[Practitioner]:
    """Return who may order at an institution: its doctors on that day, by name."""
    day = local_day(at)
    professions = read_book(day).codes("recognition.ordering_professions")
    rows = Practitioner.objects.filter(
        posts__institution=institution_id, posts__span__contains=day, profession__in=professions
    )
    return rows.distinct().order_by("name", "code")


def certificates_for(assignment: Assignment) -> QuerySet[Certificate]:
    """Return the certificates that a department keeps: of its network, and of those outside."""
    inside = institutions_for(assignment).values("pk")
    rows = Certificate.objects.filter(institution__in=inside)
    rows |= Certificate.objects.filter(institution=None)
    return rows.select_related("institution", "document").order_by("-span", "pk")


def certificate_for(assignment: Assignment, pk: int) -> Certificate:
    """Return a certificate that a department keeps.  Raises Http404."""
    return get_object_or_404(certificates_for(assignment), pk=pk)
