"""Changing appraisals, vetoes and survey calls.  Each change leaves one audit row."""

from yiyang.performance.services.appraisals import draft_appraisals, finalise_appraisals, note_veto
from yiyang.performance.services.surveys import draw_sample, record_call

__all__ = [
    "draft_appraisals",
    "draw_sample",
    "finalise_appraisals",
    "note_veto",
    "record_call",
]
