"""Fund supervision: lists taken in, claims looked at, explained, reviewed, money taken back."""

from yiyang.oversight.services.explaining import explain_matter, object_to_matter
from yiyang.oversight.services.lists import keep_lists
from yiyang.oversight.services.reviewing import (
    Found,
    answer_objection,
    confirm_review,
    end_matter,
    return_review,
    review_matter,
)
from yiyang.oversight.services.screening import Wish, screen_claims

__all__ = [
    "Found",
    "Wish",
    "answer_objection",
    "confirm_review",
    "end_matter",
    "explain_matter",
    "keep_lists",
    "object_to_matter",
    "return_review",
    "review_matter",
    "screen_claims",
]
