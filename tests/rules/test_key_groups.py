"""Key groups: derived, dated, explained, and never lost by a later import (FD-4.6)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.fhir_map.coded import coded_problem
from yiyang.rules.key_groups import (
    Assessed,
    Belonging,
    CodedProblem,
    Declared,
    GroupFacts,
    Groups,
    belongs,
)

DAY = date(2026, 3, 2)
BOOK = shipped_book()
NOBODY = GroupFacts(DAY, date(1990, 5, 6), "WITH_FAMILY", DAY)
PRESSURE = CodedProblem("c1", ("I10",), (), date(2020, 1, 5))


def groups(facts: GroupFacts) -> Groups:
    return belongs(facts, Reading(BOOK, facts.day, "310106"))


def test_somebody_without_any_mark_is_of_no_group() -> None:
    assert groups(NOBODY) == Groups(())


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (date(1961, 3, 2), [Belonging("ELDER", date(2026, 3, 2), None, "BIRTH", "")]),
        (date(1961, 3, 3), []),
        (date(1960, 2, 29), [Belonging("ELDER", date(2025, 3, 1), None, "BIRTH", "")]),
        (date(2019, 3, 2), []),
        (
            date(2019, 3, 3),
            [Belonging("CHILDREN", date(2019, 3, 3), date(2026, 3, 3), "BIRTH", "")],
        ),
    ],
)
def test_an_age_counts_from_the_birthday(born_on: date, expected: list[Belonging]) -> None:
    assert list(groups(replace(NOBODY, born_on=born_on)).belongings) == expected


@pytest.mark.parametrize(
    ("problem", "group"),
    [
        ({"icd10": ("I10",)}, "HYPERTENSION"),
        ({"icd10": ("I11.900",)}, "HYPERTENSION"),
        ({"snomed": ("44054006",)}, "DIABETES"),
        ({"icd10": ("A15.0",)}, "TUBERCULOSIS"),
        ({"icd10": ("F20.0",)}, "SEVERE_MENTAL_DISORDER"),
        ({"icd10": ("J44.9",)}, "COPD"),
        ({"icd10": ("F03",)}, "LOST_ABILITY"),
    ],
)
def test_a_diagnosis_makes_a_member_since_its_onset(
    problem: dict[str, tuple[str, ...]], group: str
) -> None:
    coded = replace(PRESSURE, **({"icd10": ()} | problem))
    (found,) = groups(replace(NOBODY, problems=(coded,))).belongings
    assert found == Belonging(group, PRESSURE.since, None, "RECORD", "c1")


def test_codes_that_only_begin_alike_elsewhere_make_no_member() -> None:
    other = replace(PRESSURE, icd10=("I1",), snomed=("4405400",))
    assert groups(replace(NOBODY, problems=(other,))) == Groups(())


def test_a_pregnancy_without_an_end_lasts_as_long_as_the_book_says() -> None:
    pregnant = CodedProblem("c2", ("Z34.9",), (), DAY)
    (found,) = groups(replace(NOBODY, problems=(pregnant,))).belongings
    assert found.until == DAY + timedelta(days=322)


@pytest.mark.parametrize(
    "silent",
    [
        replace(NOBODY, held=(Belonging("HYPERTENSION", date(2020, 1, 5), None, "RECORD", "c1"),)),
        replace(NOBODY, held=(Belonging("DISABLED", date(2020, 1, 5), None, "REGISTER", "7"),)),
        replace(
            NOBODY, held=(Belonging("LOST_ABILITY", date(2025, 1, 5), None, "ASSESSMENT", "4"),)
        ),
    ],
)
def test_what_a_later_import_does_not_mention_stays(silent: GroupFacts) -> None:
    assert groups(silent).belongings == silent.held


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ({"problems": (replace(PRESSURE, until=date(2025, 6, 1)),)}, date(2025, 6, 1)),
        ({"problems": (replace(PRESSURE, is_refuted=True),)}, DAY),
        ({"problems": (PRESSURE,), "died_on": date(2026, 2, 1)}, date(2026, 2, 1)),
    ],
)
def test_an_end_in_its_own_source_a_refutation_and_death_end_it(
    told: dict[str, object], until: date
) -> None:
    held = (Belonging("HYPERTENSION", PRESSURE.since, None, "RECORD", "c1"),)
    (found,) = groups(replace(NOBODY, held=held, **told)).belongings
    assert (found.group, found.until) == ("HYPERTENSION", until)


def test_a_newer_assessment_ends_what_an_older_one_showed() -> None:
    held = (Belonging("LOST_ABILITY", date(2025, 1, 5), None, "ASSESSMENT", "4"),)
    better = Assessed("9", "GB42195", 1, DAY)
    (found,) = groups(replace(NOBODY, held=held, assessed=better)).belongings
    assert found.until == DAY


def test_two_sources_of_one_group_make_one_membership_at_a_time() -> None:
    facts = replace(
        NOBODY,
        problems=(replace(PRESSURE, since=date(2021, 1, 1), until=date(2022, 1, 1)),),
        declared=(Declared("3", "HYPERTENSION", date(2021, 6, 1)),),
    )
    assert [(b.since, b.until, b.source) for b in groups(facts).belongings] == [
        (date(2021, 1, 1), date(2022, 1, 1), "RECORD"),
        (date(2022, 1, 1), None, "REGISTER"),
    ]


days = st.dates(date(2020, 1, 1), DAY)
problems = st.lists(
    st.builds(
        CodedProblem,
        key=st.sampled_from(["a", "b", "c"]),
        icd10=st.sampled_from([("I10",), ("E11.9",), ("J44",)]),
        snomed=st.just(()),
        since=days,
        until=st.none() | st.dates(DAY - timedelta(days=300), DAY + timedelta(days=30)),
        is_refuted=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda p: p.key,
).map(tuple)


@given(problems=problems, forgotten=problems)
def test_deriving_again_changes_nothing_and_forgetting_ends_nothing(
    problems: tuple[CodedProblem, ...], forgotten: tuple[CodedProblem, ...]
) -> None:
    first = groups(replace(NOBODY, problems=problems))
    again = groups(replace(NOBODY, problems=problems, held=first.belongings))
    assert again == first
    silent = groups(replace(NOBODY, held=first.belongings))
    assert silent == first
    spans = sorted((b.group, b.since, b.until or date.max) for b in first.belongings)
    for (group, _, until), (other, since, _) in pairwise(spans):
        assert group != other or until <= since


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ({"onsetDateTime": "2019-05-06T08:00:00+08:00"}, date(2019, 5, 6), None),
        ({"onsetDateTime": "2019"}, date(2019, 1, 1), None),
        (
            {"recordedDate": "2020-02-03", "abatementDateTime": "2021-01"},
            date(2020, 2, 3),
            date(2021, 1, 1),
        ),
        ({"clinicalStatus": {"coding": [{"code": "resolved"}]}}, DAY, DAY),
        ({"onsetPeriod": {"start": "2018-04-04"}}, date(2018, 4, 4), None),
        ({"onsetDateTime": "soon"}, DAY, None),
    ],
)
def test_a_condition_gives_its_days(
    said: dict[str, object], since: date, until: date | None
) -> None:
    coded = coded_problem({"resourceType": "Condition", "id": "x", "code": {}, **said}, DAY)
    assert (coded.since, coded.until) == (since, until)
