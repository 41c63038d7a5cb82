"""Documents that a case needs or has."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.audit.together import one_transaction
from yiyang.cases.errors import DocumentsMissing
from yiyang.cases.flow import Action, flow
from yiyang.cases.models import Attachment, Case, Task
from yiyang.cases.services import timeline
from yiyang.cases.services.tasks import EMERGENCIES, end_open, open_task
from yiyang.documents.models import Document
from yiyang.policy.book import Reading

COMPLETE_DOCUMENTS = "COMPLETE_DOCUMENTS"
COORDINATOR_ROLE = "COORDINATOR"
PRESENT = "select kind from cases_attachment where case_id = %(case)s and added_at is not null"


@one_transaction
def attach(
    *,
    case: Case,
    kind: str,
    by: Actor,
    at: datetime,
    document: Document | None = None,
    reference: str = "",
    note: str = "",
) -> Attachment:
    """Add a document of a kind, or the reference of the stored row that is the proof.

    A later one of the same kind takes its place; the timeline keeps both.  When the last
    document owed after an emergency comes, the task to complete them is done.
    """
    if document is None and not reference:
        raise ValueError("an attachment is a document or a reference")
    paper, _ = Attachment.objects.update_or_create(
        case=case,
        kind=kind,
        defaults={"document": document, "reference": reference, "added_at": at},
    )
    told = {"kind": kind, "document": document.pk if document else None, "reference": reference}
    timeline.write_event(case, timeline.DOCUMENT_ADDED, by, at, params=told, note=note)
    if not case.attachments.filter(added_at__isnull=True).exists():
        end_open(case, Task.State.DONE, by, at, code=COMPLETE_DOCUMENTS)
    return paper


@transaction.atomic
def withdraw(*, case: Case, kind: str, by: Actor, at: datetime) -> None:
    """Take a document away that no longer proves what it was given for; the timeline tells it."""
    case.attachments.filter(kind=kind).delete()
    timeline.write_event(case, timeline.DOCUMENT_WITHDRAWN, by, at, params={"kind": kind})


def require_documents(
    case: Case, action: Action, by: Actor, at: datetime, reading: Reading
) -> None:
    """Check that the case has what an action needs; an emergency acts first.

    In an emergency what is missing is noted as owed until the deadline of the book
    (the flow's ``documents_clock``) and the coordinator gets a task.

    Raises:
        DocumentsMissing: the case is no emergency.
    """
    if not action.needs_documents:
        return
    present = {kind for (kind,) in rows(PRESENT, case=case.pk)}
    missing = sorted(set(action.needs_documents) - present)
    if not missing:
        return
    if case.urgency not in EMERGENCIES:
        raise DocumentsMissing(kinds=", ".join(missing))
    task = open_task(
        case=case,
        code=COMPLETE_DOCUMENTS,
        role=COORDINATOR_ROLE,
        by=by,
        at=at,
        reading=reading,
        place_id=case.place_id,
        clock=flow(case.kind, case.flow_version).documents_clock,
    )
    for kind in missing:
        Attachment.objects.get_or_create(
            case=case, kind=kind, defaults={"required_by": task.due_at}
        )
