"""A searchset as bytes: entries from the stored text, links to the pages beside, warnings."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import orjson

from yiyang.faces.fhir.outcomes import issue
from yiyang.kernel.messages import Message
from yiyang.record.selectors.resources import body_of
from yiyang.record.selectors.search import Asked, Found, Page, sealed
from yiyang.rules.fhir_map.asked import Query
from yiyang.rules.fhir_map.subsets import part_of
from yiyang.rules.fhir_map.written import read_json, write_json

PAGE = "_page"  # the parameter that carries an opaque page
WHOLE = ("", "false", "count")
MATCH, INCLUDE = b'"match"', b'"include"'


def searchset(page: Page, base: str, path: str) -> bytes:
    """Return the Bundle of a page.

    Args:
        base: our own address, as in ``https://host/fhir``.
        path: what was searched below it, as in ``/Observation``.
    """
    head = {"resourceType": "Bundle", "type": "searchset"}
    if page.total is not None:
        head["total"] = page.total
    head["link"] = _links(page, base, path)
    entries = [
        *(_entry(row, page.query, base, MATCH) for row in page.rows),
        *(_entry(row, page.query, base, INCLUDE) for row in page.beside),
        *_warnings(page),
    ]
    if not entries:
        return orjson.dumps(head)
    return b'%b,"entry":[%b]}' % (orjson.dumps(head)[:-1], b",".join(entries))


def _links(page: Page, base: str, path: str) -> list[dict[str, str]]:
    used = urlencode(page.query.used, safe=",:|$/")
    links = [{"relation": "self", "url": f"{base}{path}" + (f"?{used}" if used else "")}]
    beside = (("first", page.first), ("previous", page.before), ("next", page.after))
    return links + [
        {"relation": name, "url": page_address(base, asked)}
        for name, asked in beside
        if asked is not None
    ]


def page_address(base: str, asked: Asked) -> str:
    """Return the address of a page, which says nothing of what was asked."""
    return f"{base}?{PAGE}={sealed(asked)}"


def _entry(row: Found, query: Query, base: str, mode: bytes) -> bytes:
    body = body_of(row)
    if query.elements or query.summary not in WHOLE:
        part = part_of(read_json(body), elements=query.elements, summary=query.summary)
        body = write_json(part)
    return b'{"fullUrl":"%b/%b","resource":%b,"search":{"mode":%b}}' % (
        base.encode(),
        row.name.encode(),
        body,
        mode,
    )


def _warnings(page: Page) -> Iterable[bytes]:
    issues = [
        issue(one.message, kind="not-supported", where=one.where, severity="warning")
        for one in page.unknown
    ]
    if page.is_cut:
        message = Message("SEARCH_INCLUDES_CUT")
        issues.append(issue(message, kind="too-costly", severity="warning"))
    if issues:
        outcome = {"resourceType": "OperationOutcome", "issue": issues}
        yield write_json({"resource": outcome, "search": {"mode": "outcome"}})
