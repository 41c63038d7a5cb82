"""Taking in what other systems send: a whole bundle, or nothing of it."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.people.services import AlreadyKnown, BadPerson
from yiyang.record.addresses import own_bases
from yiyang.record.models import ImportedFile
from yiyang.record.services.allowing import is_projection
from yiyang.record.services.bundles import Entry, read_sent
from yiyang.record.services.drafts import Draft, Outcome, draft_of
from yiyang.record.services.linking import link_patient
from yiyang.record.services.refusals import IsProjection
from yiyang.record.services.resolving import drop_conditional, resolve
from yiyang.record.services.store import IMPORTED, Names, put_drafts
from yiyang.rules.fhir_map.findings import finding as fault
from yiyang.rules.fhir_map.patient import facts_of_patient
from yiyang.rules.fhir_map.written import BadJson

ONCE = ("resource_once", "record_importedfile_pkey", "deadlock detected")
TRIES = 4  # two bundles that bring the same new resource: the later one finds it stored


@dataclass(frozen=True)
class ImportReport:
    """What became of what was sent: counts where all of it was stored, else every fault."""

    counts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    seen_before: bool = False


class _Faulty(Exception):
    """Undoes the transaction of a bundle with faults."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__(len(findings))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: a bundle is very many small values, and none is in one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def import_bundle(*, body: bytes, by: Actor, at: datetime) -> ImportReport:
    """Store a bundle, a resource, or lines of resources, in one transaction.

    Resources keep the sender's ids, so that the same file again changes nothing; a changed
    resource becomes a new version.  Patients become people.  With any fault nothing is stored
    and every fault is told, with the place (entry or line, and path) and no personal data.
    """
    digest = hashlib.sha256(body).hexdigest()
    if before := _seen(digest):
        return before
    sent = read_sent(body)
    if sent.findings:
        return ImportReport(findings=sent.findings)
    for left in reversed(range(TRIES)):
        try:
            return _try(sent.entries, digest, by, at)
        except (IntegrityError, OperationalError, AlreadyKnown) as error:
            if not (left and _was_overtaken(error)):
                raise
        if before := _seen(digest):
            return before
    raise AssertionError  # unreachable: the last try returns or raises


def _seen(digest: str) -> ImportReport | None:
    before = ImportedFile.objects.filter(pk=digest).first()
    return ImportReport(counts=before.counts, seen_before=True) if before else None


def _try(entries: Sequence[Entry], digest: str, by: Actor, at: datetime) -> ImportReport:
    try:
        with transaction.atomic():
            return _store(entries, digest, by, at)
    except _Faulty as faulty:
        return ImportReport(findings=faulty.findings)


def _was_overtaken(error: Exception) -> bool:
    """Tell whether another sender stored the same thing first: another try finds it stored."""
    return isinstance(error, AlreadyKnown) or any(name in str(error) for name in ONCE)


def _store(entries: Sequence[Entry], digest: str, by: Actor, at: datetime) -> ImportReport:
    stay, known, findings = drop_conditional(entries)
    findings += resolve(stay, known)
    if findings:
        raise _Faulty(*findings)
    drafts = []
    for entry in stay:
        try:
            drafts.append(draft_of(entry.resource, entry.links, bases=own_bases()))
        except BadJson as broken:
            findings.append(fault(broken.code, entry.where, line=broken.line))
    persons, unclear = _people(stay, by, at)
    if findings or unclear:
        raise _Faulty(*findings, *unclear)
    try:
        put_drafts(drafts, persons=persons, origin=IMPORTED, at=at, allow=_refuse_kept_elsewhere)
    except Refused as refusal:
        raise _Faulty(Finding(refusal.code, "", refusal.message)) from refusal
    counts = dict(sorted(Counter(e.resource["resourceType"] for e in entries).items()))
    outcomes = Counter(d.outcome.value for d in drafts)
    outcomes[Outcome.UNCHANGED.value] += len(entries) - len(stay)
    ImportedFile.objects.create(sha256=digest, counts=counts, imported_at=at)
    record(
        by=by,
        at=at,
        action="record.import",
        subject_kind="file",
        subject_id=digest,
        person_id=next(iter(persons.values())) if len(persons) == 1 else None,
        payload={"counts": counts, "outcomes": dict(outcomes)},
    )
    return ImportReport(counts=counts, outcomes=dict(outcomes))


def _refuse_kept_elsewhere(drafts: Sequence[Draft], stored: Names) -> None:
    """Raise IsProjection where a file would change what another node or a service of ours keeps."""
    for draft in drafts:
        held = stored.get((draft.type, draft.fhir_id))
        is_kept = held is not None and is_projection(held.origin)
        if is_kept and draft.outcome is not Outcome.UNCHANGED:
            raise IsProjection


def _people(
    entries: Sequence[Entry], by: Actor, at: datetime
) -> tuple[dict[str, int], list[Finding]]:
    """Return the person of each Patient among the entries, and who is unclear."""
    persons: dict[str, int] = {}
    findings = []
    for entry in entries:
        if entry.resource["resourceType"] != "Patient":
            continue
        facts = facts_of_patient(entry.resource)
        try:
            persons[entry.name] = link_patient(
                patient_id=entry.resource["id"], facts=facts, by=by, at=at
            )
        except BadPerson as bad:
            findings += [
                Finding(f.code, f"{entry.where}, {f.where}", f.message, f.source)
                for f in bad.findings
            ]
        except AlreadyKnown:
            raise  # somebody registered them at this moment
        except Refused as refusal:
            findings.append(Finding(refusal.code, entry.where, refusal.message))
    return persons, findings
