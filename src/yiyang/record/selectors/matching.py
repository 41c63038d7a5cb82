"""Which resources a condition finds for a writer: of those that they may see alone."""

from __future__ import annotations

from datetime import datetime

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.search import match


def matching(kind: str, query: str, reader: Reader, *, at: datetime) -> list[Resource]:
    """Return the resources of a type that a condition finds, at most two of them.

    Raises:
        BadSearch: it is empty, or asks by something that is not looked for.
    """
    names = match(kind, query, reader, at=at, base=reader.base)
    ids = [name.partition("/")[2] for name in names]
    return list(Resource.objects.filter(type=kind, fhir_id__in=ids))
