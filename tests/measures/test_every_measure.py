"""What holds for every measure that is declared."""

from __future__ import annotations

import pytest

from tests.measures.conftest import TODAY, District
from yiyang.faces.wording import catalogue
from yiyang.kernel.period import period_of
from yiyang.measures.registry import every
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Question, counts, rows_behind
from yiyang.measures.shape import By
from yiyang.policy.loader import shipped_book
from yiyang.policy.missions import missions

pytestmark = pytest.mark.django_db
NAMES = ("coverage.everyone", "care.late", "visits.own_centre", "satisfaction.contracted")
KEYS = {By.GROUP: "ELDER", By.MONTH: "2026-01"}


def test_every_measure_computes_by_all_that_it_can_be_told_apart_by(district: District) -> None:
    assert set(NAMES) <= set(every())
    question = Question(period_of("2026"), TODAY, people_of("310106"))
    for measure in every().values():
        for by in {measure.by[0], measure.by[-1]}:
            assert all(c.denominator == 0 for c in counts(measure, question, [by])), measure.name
            if measure.at_point and by is By.MONTH:
                continue
            for which in ("having",) if by is measure.by[0] else ():
                assert rows_behind(measure, question, {by: KEYS.get(by, 1)}, which) == []


def test_every_measure_is_named_and_rests_on_clauses_and_targets_that_exist() -> None:
    texts, keys = catalogue().texts, shipped_book().by_key
    for measure in every().values():
        assert measure.label in texts, measure.name
        assert set(measure.clauses) <= set(missions()), measure.name
        assert not measure.target or measure.target in keys, measure.name
