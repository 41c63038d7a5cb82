"""Codes that sign no more, because another was sent, the draft was signed or its time is over."""

from __future__ import annotations

from datetime import datetime

from yiyang.notices.services import conceal
from yiyang.signing.models import Draft

NOTICE = "SIGNING_CODE"


def void_codes(draft: Draft, at: datetime) -> None:
    """Let no code of a draft sign any more, and take them out of the notices that told them."""
    open_now = draft.codes.filter(is_void=False, used_at=None)
    for code in open_now:
        conceal(subject_kind=NOTICE, subject_id=code.pk, names=("code",), at=at)
    open_now.update(is_void=True)
