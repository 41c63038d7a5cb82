"""A transaction: every entry of a Bundle done, in the order of the standard, or none of them."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from django.http import Http404

from yiyang.access.readers import Reader
from yiyang.audit.services import Noted, record_all
from yiyang.kernel.errors import Refused
from yiyang.record.addresses import own_bases
from yiyang.record.selectors.search import BadSearch, SearchNotPermitted, match
from yiyang.record.services.allowing import check_writes, origin_of, people_of_patients
from yiyang.record.services.bundles import Entry
from yiyang.record.services.deleting import bury_resource
from yiyang.record.services.drafts import Draft, draft_of
from yiyang.record.services.orders import BadBundle, Order
from yiyang.record.services.resolving import resolve
from yiyang.record.services.store import Names, put_drafts
from yiyang.record.services.writing import (
    ACTIONS,
    Written,
    check_version,
    in_turn,
    noted,
    only_match,
    only_one,
    standing,
)
from yiyang.rules.fhir_map.findings import finding as fault
from yiyang.rules.fhir_map.shape import check_shape

NARRATIVE_LINK = re.compile(r'((?:href|src)=")(urn:[^"#]+)')
Patch = Callable[[str, Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Done:
    """What became of one entry: what stands now, or the version of a tombstone."""

    written: Written | None = None
    tombstone: int | None = None


def do_transaction(
    *,
    orders: Sequence[Order],
    again: Callable[[], Sequence[Order]],
    reader: Reader,
    at: datetime,
    patch: Patch,
    reads: Callable[[], None],
) -> dict[int, Done]:
    """Do every write of a transaction in one; return what became of each entry by its place.

    Args:
        orders: an attempt gives ids, and resolves addresses, in them.
        again: reads the same orders once more, for another attempt.
        patch: makes a resource of a stored text and the Binary of a patch.
        reads: tries what is read once all is written; what it raises undoes the whole.

    Raises:
        BadBundle: with every fault that was found together.
        any refusal of the single writes, with the entry in its ``where``; nothing is written.
    """
    readings = chain([lambda: orders], repeat(again))

    def attempt() -> tuple[Sequence[Order], dict[int, Done]]:
        tried = next(readings)()
        done = _Work(reader, at, patch).do(tried)
        reads()
        return tried, done

    tried, done = in_turn(attempt)
    for order, same in zip(orders, tried, strict=True):
        order.fhir_id = same.fhir_id
    return done


class _Work:
    def __init__(self, reader: Reader, at: datetime, patch: Patch) -> None:
        self.reader, self.at, self.patch = reader, at, patch
        self.done: dict[int, Done] = {}
        self.known: dict[str, str] = {}  # names by full address of what stays as it is
        self.created: dict[tuple[str, str], str] = {}  # ids by type and condition
        self.notes: list[Noted] = []

    def do(self, orders: Sequence[Order]) -> dict[int, Done]:
        for order in orders:
            if order.method == "DELETE":
                with _at(order):
                    self._delete(order)
        entries = [
            (order, entry)
            for method in ("POST", "PUT", "PATCH")
            for order in orders
            if order.method == method
            if (entry := self._entry(order)) is not None
        ]
        self._refuse_twice(orders, entries)
        self._store(entries)
        for order in orders:
            if order.place not in self.done and order.query is not None:
                self.done[order.place] = Done()
        self._note(orders)
        return self.done

    def _delete(self, order: Order) -> None:
        if order.query is not None:
            found = only_match(order.kind, order.query, self.reader, self.at)
            if found is None:
                self.done[order.place] = Done()
                return
            order.fhir_id = found.fhir_id
        version, found = bury_resource(
            order.kind, order.fhir_id, self.reader, self.at, order.if_match
        )
        if version is not None:
            self._note_one("record.delete", found.key, found.person_id, str(found))
        self.done[order.place] = Done(tombstone=version)

    def _entry(self, order: Order) -> Entry | None:
        with _at(order):
            if order.method == "POST":
                return self._new(order)
            if order.method == "PUT":
                resource, links = self._named(order), order.links
            else:
                if order.query is not None:
                    found = only_one(order.kind, order.query, self.reader, self.at)
                    order.fhir_id = found.fhir_id
                held = standing(order.kind, order.fhir_id, self.reader)
                resource = self.patch(held.body, order.resource)
                checked = check_shape(resource)
                if checked.findings:
                    raise BadBundle(checked.findings)
                links = checked.links
        return Entry(order.where, resource, order.full_url, links=links)

    def _new(self, order: Order) -> Entry | None:
        if order.condition is not None:
            same = self.created.get((order.kind, order.condition))
            found = only_match(order.kind, order.condition, self.reader, self.at)
            if same is not None or found is not None:
                fhir_id = same or found.fhir_id
                self.known[order.full_url] = f"{order.kind}/{fhir_id}"
                order.fhir_id = fhir_id
                if found is not None:
                    self.done[order.place] = Done(Written.standing(found))
                return None
        order.resource["id"] = str(uuid.uuid4())
        order.fhir_id = order.resource["id"]
        if order.condition is not None:
            self.created[order.kind, order.condition] = order.fhir_id
        return Entry(order.where, order.resource, order.full_url, links=order.links)

    def _named(self, order: Order) -> dict[str, Any]:
        if order.query is not None:
            found = only_match(order.kind, order.query, self.reader, self.at)
            given = order.resource.get("id")
            if found is not None and given not in (None, found.fhir_id):
                raise BadBundle([fault("ENTRY_OTHER_ID", f"{order.where}.resource.id")])
            order.fhir_id = found.fhir_id if found else given or str(uuid.uuid4())
            order.resource["id"] = order.fhir_id
        return order.resource

    def _refuse_twice(
        self, orders: Sequence[Order], entries: Sequence[tuple[Order, Entry]]
    ) -> None:
        named = [(o, f"{o.kind}/{o.fhir_id}") for o in orders if o.method == "DELETE"]
        named += [(order, entry.name) for order, entry in entries]
        seen: set[str] = set()
        twice = []
        for order, name in named:
            if name in seen and order.fhir_id:
                twice.append(fault("ENTRY_TWICE", order.where))
            seen.add(name)
        if twice:
            raise BadBundle(twice)

    def _store(self, entries: Sequence[tuple[Order, Entry]]) -> None:
        reader, at = self.reader, self.at
        sent = [entry for _, entry in entries]
        findings = resolve(sent, self.known, find=self._found)
        bases = own_bases(reader.base)
        names = {**{e.full_url: e.name for e in sent if e.full_url}, **self.known}
        drafts = []
        for entry in sent:
            _resolve_narrative(entry.resource, names)
            drafts.append(draft_of(entry.resource, entry.links, bases=bases))
        if findings:
            raise BadBundle(findings)
        patients = [d.resource for d in drafts if d.type == "Patient"]
        persons = people_of_patients(patients, reader, at)
        wanted = {
            (d.type, d.fhir_id): order
            for (order, _), d in zip(entries, drafts, strict=True)
            if order.if_match is not None
        }

        def allow(found: Sequence[Draft], stored: Names) -> None:
            check_writes(found, stored, reader=reader, registered=persons.values())
            for name, order in wanted.items():
                held = stored.get(name)
                with _at(order):
                    check_version(held, order.if_match)

        if drafts:
            put_drafts(drafts, persons=persons, origin=origin_of(reader), at=at, allow=allow)
        for (order, _), draft in zip(entries, drafts, strict=True):
            name = f"{draft.type}/{draft.fhir_id}"
            self._note_one(ACTIONS[draft.outcome], draft.key, draft.person_id, name)
            self.done[order.place] = Done(Written.of(draft, at))

    def _note_one(self, action: str, key: int, person_id: int | None, what: str) -> None:
        """Add a row for what is written in somebody's record: its person is told of it."""
        if person_id is not None:
            self.notes.append(noted(action, key, person_id, what, self.reader))

    def _found(self, target: str) -> list[str] | None:
        kind, _, query = target.partition("?")
        try:
            return match(kind, query, self.reader, at=self.at, base=self.reader.base)
        except (BadSearch, SearchNotPermitted):
            return None

    def _note(self, orders: Sequence[Order]) -> None:
        counts = Counter(f"{order.method} {order.kind}" for order in orders if order.kind)
        payload = {"counts": dict(sorted(counts.items())), "client": self.reader.client_id}
        whole = Noted("record.transaction", "bundle", str(uuid.uuid4()), None, payload)
        record_all(by=self.reader.actor, at=self.at, entries=[*self.notes, whole])


@contextmanager
def _at(order: Order) -> Iterator[None]:
    """Let a refusal name the entry that it is about."""
    try:
        yield
    except (Refused, Http404) as refusal:
        if not isinstance(refusal, BadBundle):
            refusal.where = order.where
        raise


def _resolve_narrative(node: Any, names: Mapping[str, str]) -> None:
    """Put names in the place of the bundle's own addresses in links of narratives."""
    if isinstance(node, dict):
        div = node.get("div")
        if isinstance(div, str) and "urn:" in div:
            node["div"] = NARRATIVE_LINK.sub(lambda m: m[1] + names.get(m[2], m[2]), div)
        for value in node.values():
            _resolve_narrative(value, names)
    elif isinstance(node, list):
        for value in node:
            _resolve_narrative(value, names)
