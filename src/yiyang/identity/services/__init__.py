"""Judging pairs that may be one person, joining and parting records.

Finding them is in ``finding``, apart: it needs the extra ``analytics``.
"""

from yiyang.identity.services.judging import (
    AlreadyJudged,
    LaterFirst,
    NotMerged,
    StillOpen,
    judge_apart,
    merge_people,
    part_people,
)

__all__ = [
    "AlreadyJudged",
    "LaterFirst",
    "NotMerged",
    "StillOpen",
    "judge_apart",
    "merge_people",
    "part_people",
]
