"""FHIR search over the record: every statement joins what the reader may see."""

from yiyang.record.selectors.search.asking import (
    BadSearch,
    Page,
    SearchNotPermitted,
    match,
    search,
    turn,
)
from yiyang.record.selectors.search.matching import Found
from yiyang.record.selectors.search.pages import Asked, BadPage, sealed, unsealed

__all__ = [
    "Asked",
    "BadPage",
    "BadSearch",
    "Found",
    "Page",
    "SearchNotPermitted",
    "match",
    "sealed",
    "search",
    "turn",
    "unsealed",
]
