"""The names of the ways of scoring, as the files of scales use them, and what each reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yiyang.rules.instruments import gates, scoring, screens
from yiyang.rules.instruments.scoring import Sheet, Working


@dataclass(frozen=True)
class Way:
    """A way of scoring, and the names under which a file must give it keys of the book."""

    function: Callable[[Sheet], Working]
    reads: frozenset[str]


WAYS = {
    "sum": Way(scoring.score_sum, frozenset(["levels"])),
    "early_warning": Way(scoring.score_early_warning, frozenset(["levels", "single_item"])),
    "ability": Way(
        scoring.score_ability, frozenset(["levels", "coma_level", "risk_events_from", "max_shift"])
    ),
    "matrix": Way(scoring.score_matrix, frozenset(["bands", "matrix"])),
    "grades": Way(scoring.score_grades, frozenset(["grades", "may_apply"])),
    "recorded": Way(scoring.score_recorded, frozenset()),
    "education_cutoff": Way(screens.score_education_cutoff, frozenset(["cutoffs", "severity"])),
    "education_bonus": Way(screens.score_education_bonus, frozenset(["levels", "bonus"])),
    "best_fit": Way(screens.score_best_fit, frozenset(["levels"])),
    "triage": Way(screens.score_triage, frozenset(["response", "resources_from"])),
    "checklist": Way(gates.score_checklist, frozenset()),
}
