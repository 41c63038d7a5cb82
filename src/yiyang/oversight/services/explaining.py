"""The institution's side: it explains, with documents, and may object to what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.cases.services import attach
from yiyang.documents.services import keep_document
from yiyang.oversight.errors import TooLate
from yiyang.oversight.models import Matter
from yiyang.oversight.services.steps import locked, note_step, step, tell_insurer

Papers = Mapping[str, tuple[str, bytes]]  # by kind: the file's name and its bytes


@transaction.atomic
def explain_matter(
    *, matter_id: int, words: str, papers: Papers, by: Actor, at: datetime
) -> Matter:
    """Explain what was asked; the insurer's clock begins.

    Raises:
        NoteMissing, ActionNotOpen: nothing is said, or it was explained or reviewed before.
        DocumentEmpty, DocumentTooLarge, DocumentKindNotKept: of a paper.
    """
    matter = locked(matter_id)
    step(matter, "EXPLAIN_MATTER", by=by, at=at, note=words)
    for kind, (name, body) in sorted(papers.items()):
        kept = keep_document(
            by=by, at=at, body=body, name=name, institution_id=matter.institution_id
        )
        attach(case=matter.case, kind=kind, document=kept, by=by, at=at)
    matter.explanation, matter.explained_at = words.strip(), at
    matter.save(update_fields=["explanation", "explained_at"])
    note_step("explain", matter, by, at, {"papers": len(papers)})
    tell_insurer(matter, "FUND_MATTER_EXPLAINED", by=by, at=at)
    return matter


@transaction.atomic
def object_to_matter(*, matter_id: int, words: str, by: Actor, at: datetime) -> Matter:
    """Object to what was decided, within the time told.

    Raises:
        TooLate: that time is over.
        NoteMissing, ActionNotOpen: nothing is said, or there is nothing to object to.
    """
    matter = locked(matter_id)
    step(matter, "OBJECT_TO_MATTER", by=by, at=at, note=words)
    if matter.object_by is not None and at >= matter.object_by:
        raise TooLate
    matter.objection = words.strip()
    matter.save(update_fields=["objection"])
    note_step("object", matter, by, at, {"fen": matter.recover_fen})
    tell_insurer(matter, "FUND_MATTER_OBJECTED", by=by, at=at)
    return matter
