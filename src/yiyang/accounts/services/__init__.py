"""Posting amounts: one by one, or by a run that is whole or not at all."""

from yiyang.accounts.services.posting import (
    EntryOf,
    Move,
    PostingReversed,
    PostingTwice,
    post,
    reverse_entry,
)
from yiyang.accounts.services.runs import (
    ClockSetBack,
    Pinned,
    RunHasWork,
    RunNotUnderWay,
    RunPosted,
    RunUnderWay,
    begin_run,
    change_run,
    pin_input,
    publish_run,
)
from yiyang.accounts.services.staging import reverse_run, stage

__all__ = [
    "ClockSetBack",
    "EntryOf",
    "Move",
    "Pinned",
    "PostingReversed",
    "PostingTwice",
    "RunHasWork",
    "RunNotUnderWay",
    "RunPosted",
    "RunUnderWay",
    "begin_run",
    "change_run",
    "pin_input",
    "post",
    "publish_run",
    "reverse_entry",
    "reverse_run",
    "stage",
]
