"""The definitions that this node has taken in, for checks of what is sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max

from yiyang.record.models import Resource, UriIndex
from yiyang.rules.fhir_check import Definitions
from yiyang.rules.fhir_check.library import CODE_SYSTEMS, STRUCTURES, VALUE_SETS, unversioned
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.written import read_json

KINDS = (STRUCTURES, VALUE_SETS, CODE_SYSTEMS)


class Stored:
    """The definitions in the store, found by their canonical address."""

    def find(self, kind: str, url: str) -> dict[str, Any] | None:
        """Return the definition taken in last, None where there is none."""
        keys = UriIndex.objects.filter(
            param=parameter(kind, "url").key, value=unversioned(url)
        ).values("resource_id")
        held = Resource.objects.filter(type=kind, person=None, deleted_at=None, key__in=keys)
        row = held.order_by("-updated_at", "-key").first()
        return read_json(row.body.encode()) if row else None


class _Kept:
    """What was compiled last in this process, and of which state of the store."""

    stamp: tuple[Any, ...] = ()
    definitions: Definitions | None = None


def definitions_here() -> Definitions:
    """Return the definitions of this node, compiled; made anew once some have changed."""
    held = Resource.objects.filter(type__in=KINDS, person=None)
    seen = held.aggregate(count=Count("key"), latest=Max("updated_at"), version=Max("seq"))
    stamp = (seen["count"], seen["latest"], seen["version"])
    if _Kept.definitions is None or _Kept.stamp != stamp:
        _Kept.definitions, _Kept.stamp = Definitions(Stored()), stamp
    return _Kept.definitions
