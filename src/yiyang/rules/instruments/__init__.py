"""Assessments as data: each scale is one YAML file of ``scales/``, scored by a small function.

Source: JA-2.2.1 (an assessment yields a level), JA-2.2.2 (standard evaluation).
"""

from yiyang.rules.instruments.green_channel import (
    Alarm,
    Colour,
    GreenChannel,
    Sign,
    alarm_of,
    green_channel,
)
from yiyang.rules.instruments.loader import UnknownInstrument, instrument, instruments
from yiyang.rules.instruments.score import AnswerSheet, Scored, Source, score, score_sheet
from yiyang.rules.instruments.sheet import Instrument, Item

__all__ = [
    "Alarm",
    "AnswerSheet",
    "Colour",
    "GreenChannel",
    "Instrument",
    "Item",
    "Scored",
    "Sign",
    "Source",
    "UnknownInstrument",
    "alarm_of",
    "green_channel",
    "instrument",
    "instruments",
    "score",
    "score_sheet",
]
