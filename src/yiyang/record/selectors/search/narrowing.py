"""Narrowing a query on resources by searches of their type: any of several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qsl

from django.db.models import QuerySet

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.meanings import MEANINGS
from yiyang.record.selectors.search.asking import BadSearch, words_of_nobody
from yiyang.record.selectors.search.criteria import Compiler
from yiyang.record.selectors.search.fragments import Names, any_of, every
from yiyang.record.selectors.search.seen import TABLE, Seen
from yiyang.rules.fhir_map.asked import Query
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.query import parse


def filter_of(kind: str, query: str) -> Query:
    """Return a search of one type that only narrows: no order, page, include or total.

    Args:
        query: as after a question mark, encoded.

    Raises:
        BadSearch: with every fault, unknown parameters too.
    """
    parsed = parse(kind, parse_qsl(query, keep_blank_values=True), meanings=MEANINGS)
    asked = parsed.query
    faults = [*parsed.faults, *parsed.unknown, *words_of_nobody(asked)]
    shaped = asked.sorts or asked.includes or asked.count is not None or asked.total
    if shaped or asked.elements or asked.summary or not (asked.criteria or faults):
        faults.append(finding("SEARCH_NO_FILTER", f"{kind}?"))
    if faults:
        raise BadSearch(faults)
    return asked


def narrowed(
    found: QuerySet[Resource], kind: str, queries: Sequence[str], reader: Reader, *, at: datetime
) -> QuerySet[Resource]:
    """Return those resources of a query that one of several searches of a type finds.

    What a search follows to other resources is what the reader may see, as in every search.
    """
    if not queries:
        return found
    compiler = Compiler(Seen(reader), at, Names())
    where = any_of(
        every(compiler.condition(one, TABLE) for one in filter_of(kind, query).criteria)
        for query in queries
    )
    return found.extra(where=[where.text], params=where.values)
