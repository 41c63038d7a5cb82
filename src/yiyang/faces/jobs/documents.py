"""Files go when nothing asks any more that they be kept."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.documents.services import erase_expired
from yiyang.faces.jobs.schedule import every


@every("50 2 * * *")
def erase_documents(at: datetime) -> str:
    """Erase what files say whose time is over."""
    return f"{erase_expired(day=timezone.localdate(at), by=PROGRAM, at=at)} erased"
