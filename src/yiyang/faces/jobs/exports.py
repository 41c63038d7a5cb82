"""Bulk Data exports are worked through here, file by file."""

from __future__ import annotations

from datetime import datetime

from yiyang.faces.jobs.schedule import every
from yiyang.record.models import Export
from yiyang.record.services.exporting import drop_expired, fail_export, work_export


@every("* * * * * */5")
def work_exports(at: datetime) -> str:
    """Work on every export that is under way, the oldest first."""
    found = Export.objects.filter(state=Export.State.UNDER_WAY).order_by("pk")
    said = [f"export {pk}: {_work(pk, at)} files" for pk in found.values_list("pk", flat=True)]
    return "; ".join(said) or "no export under way"


@every("25 * * * *")
def drop_exports(at: datetime) -> str:
    """Throw away the files of exports whose time is over."""
    return f"{drop_expired(at=at)} dropped"


def _work(export_id: int, at: datetime) -> int:
    steps = 0
    try:
        while work_export(export_id=export_id, at=at):
            steps += 1
    except Exception as error:
        fail_export(export_id=export_id, fault=type(error).__name__, at=at)
        raise
    return steps
