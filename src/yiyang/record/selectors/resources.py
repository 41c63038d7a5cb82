"""Reading resources: only those of people whom an assignment may see, as they were written."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import not_withheld, visible_to
from yiyang.record.models import DateIndex, Resource
from yiyang.rules.fhir_map.parameters import parameter

Scope = Grant.Scope


def visible_resources(
    assignment: Assignment, *, scope: Grant.Scope = Scope.RECORD
) -> QuerySet[Resource]:
    """Return the resources of the people whom an assignment may see in a scope.

    What speaks of a second person is left out: it would show the one to who may see the other.
    """
    return Resource.objects.filter(
        visible_to(assignment, person="person", scope=scope),
        not_withheld(assignment),
        deleted_at=None,
        also_about=[],
    )


def newest_first(found: QuerySet[Resource], kind: str, date_code: str) -> QuerySet[Resource]:
    """Return resources of one type by a date parameter, the undated ones last."""
    dates = DateIndex.objects.filter(
        resource=OuterRef("pk"), param=parameter(kind, date_code).key
    ).order_by("-low")
    return (
        found.filter(type=kind)
        .annotate(on=Subquery(dates.values("low")[:1]))
        .order_by(OrderBy(F("on"), descending=True, nulls_last=True), "-key")
    )


def served_in_sql(alias: str) -> str:
    """Return the SQL of what ``served`` gives, for many resources at once.

    ``right`` with a length below nothing drops the head without counting the letters behind it.
    """
    head = f"35 + length({alias}.type) + length({alias}.id)"
    return f"""
    '{{"resourceType":"' || {alias}.type || '","id":"' || {alias}.id
    || '","meta":{{"versionId":"' || {alias}.version || '","lastUpdated":"'
    || to_char({alias}.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')
    || case when substr({alias}.body, 1 + {head}, 1) = '}}' then '"' else '",' end
    || right({alias}.body, -({head}))"""


def body_of(resource: Resource) -> bytes:
    """Return a resource as it is served: as it came, with its version and time put in."""
    return served(
        resource.type, resource.fhir_id, resource.version, resource.updated_at, resource.body
    )


def served(kind: str, fhir_id: str, version: int, updated_at: datetime, body: str) -> bytes:
    """Return one version of a resource as it is served.

    The stored text begins with type, id and meta, so this is cutting text and parses nothing.
    """
    head = f'{{"resourceType":"{kind}","id":"{fhir_id}","meta":{{'
    rest = body[len(head) :]
    comma = "" if rest.startswith("}") else ","
    meta = f'"versionId":"{version}","lastUpdated":"{_instant(updated_at)}"'
    return f"{head}{meta}{comma}{rest}".encode()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
