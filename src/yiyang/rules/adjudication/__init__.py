"""Adjudicating a claim: what each layer pays of it, in order, and by which line of the book."""

from yiyang.rules.adjudication.adjudicate import adjudicate
from yiyang.rules.adjudication.terms import (
    Accumulated,
    Adjudicated,
    Claim,
    Insured,
    Layer,
    Line,
    LineSplit,
    TopUp,
)

__all__ = [
    "Accumulated",
    "Adjudicated",
    "Claim",
    "Insured",
    "Layer",
    "Line",
    "LineSplit",
    "TopUp",
    "adjudicate",
]
