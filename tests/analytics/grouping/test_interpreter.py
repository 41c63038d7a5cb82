"""Rules over one discharge, by the pack that ships for the demonstration."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from yiyang.analytics.grouping.interpreter import Discharge, Status, codes_of, explain, group
from yiyang.analytics.grouping.pack import SetPack, UnknownSwitch, set_pack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.analytics.grouping.terms import Number
from yiyang.faces.cli.group import SHIPPED

DEMO = read_pack(SHIPPED / "demo")
PLAIN = set_pack(DEMO)


def discharge(
    dx: str, px: str = "", *, sex: int | None = 2, age: int | None = 82,
    days: int | None = None, weight: int | None = None,
) -> Discharge:  # fmt: skip
    numbers = {Number.XB: sex, Number.NL: age, Number.XSRTL: days, Number.XSECSTZ: weight}
    return Discharge(codes_of(dx), codes_of(px), numbers)


@pytest.mark.parametrize(
    ("its", "drg"),
    [
        (discharge("I63.900"), "NS5"),
        (discharge("I63.900|A41.900"), "NS1"),
        (discharge("I63.900|E11.900"), "NS3"),
        (discharge("I63.900|E11.900", age=79), "NS5"),
        (discharge("I63.900|F03.x00"), "NS5"),  # excluded by the principal diagnosis
        (discharge("I61.900|F03.x00"), "NS3"),  # which excludes nothing here
        (discharge("I63.900|E11.900", "01.2400"), "NA3"),
        (discharge("I63.900", "93.8900|01.2400"), "NS5"),  # the principal operation decides
        (discharge("G20.x00", "99.9999|93.8900"), "NR9"),
        (discharge("S72.000", "81.5100"), "BH5"),
        (discharge("M16.900", "81.5100|81.5200"), "BD9"),
        (discharge("M16.900", "81.5100|81.5100"), "0000"),  # one kind twice is one kind
        (discharge("S72.000|S06.900", "81.5100"), "WA5"),  # two regions
        (discharge("S72.000|S82.200", "81.5100"), "BH5"),  # one region
        (discharge("J44.900", "96.7201"), "VA9"),
        (discharge("I63.900", "96.7201"), "NS5"),  # left by the one that stands before
        (discharge("N40.x00", sex=1), "MZ9"),
        (discharge("N40.x00", sex=2), "0000"),
        (discharge("J44.900", age=0, days=28, weight=1499), "YA5"),
        (discharge("J44.900", age=0, days=28, weight=1500), "YZ9"),
        (discharge("J44.900", age=0, days=29), "LC5"),
        (discharge("J44.900|J96.000"), "LC5"),  # of the table that the principal excludes
    ],
)
def test_a_discharge_falls_into_its_group(its: Discharge, drg: str) -> None:
    assert group(PLAIN, its).drg == drg


@pytest.mark.parametrize(
    ("its", "status", "check"),
    [
        (discharge("I63.900", sex=3), Status.CHECK_FAILED, "SEX"),
        (discharge("I63.900", sex=None), Status.CHECK_FAILED, "SEX"),
        (discharge("I63.900", age=None), Status.CHECK_FAILED, "AGE"),
        (discharge("I63.900", age=-1), Status.CHECK_FAILED, "AGE"),
        (discharge("I63.900", age=0), Status.CHECK_FAILED, "AGE_DAYS"),
        (discharge("|I63.900"), Status.CHECK_FAILED, "PRINCIPAL_DIAGNOSIS"),
        (discharge(""), Status.CHECK_FAILED, "PRINCIPAL_DIAGNOSIS"),
        (discharge("X99.999"), Status.NO_MDC, ""),
        (discharge("G40.900"), Status.NO_ADRG, ""),
    ],
)
def test_a_discharge_that_is_not_grouped_says_how_far_it_came(
    its: Discharge, status: Status, check: str
) -> None:
    found = group(PLAIN, its)
    assert (found.status, found.check, found.drg) == (status, check, "0000")


def test_severity_is_unknown_without_a_principal_diagnosis() -> None:
    found = group(PLAIN, discharge("|A41.900"))
    assert (found.mcc, found.cc, found.excluded) == (None, None, None)
    found = group(PLAIN, discharge("J44.100|J96.000|E11.900"))
    assert (found.mcc, found.cc, found.excluded) == (False, True, True)


def test_a_switch_changes_the_order_and_the_lists() -> None:
    first = set_pack(DEMO, {"rehabilitation_first": True})
    stroke = discharge("I61.900|F03.x00", "01.2400|93.8900")
    assert group(PLAIN, stroke).drg == "NA3"
    assert group(first, stroke).drg == "NR9"
    assert group(first, discharge("I61.900|F03.x00")).cc is False


def test_a_switch_the_pack_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownSwitch):
        set_pack(DEMO, {"stroke_first": True})


def test_the_principal_diagnosis_is_not_its_own_complication() -> None:
    assert group(PLAIN, discharge("J44.900|J44.900")).excluded is False
    own = SetPack(**{**vars(PLAIN), "own_code_counts": True})
    assert group(own, discharge("J44.900|J44.900")).excluded is True


def test_the_order_of_other_codes_never_matters() -> None:
    its = discharge("S72.000|E11.900|S06.900|J96.000", "81.5100|96.7201|93.8900")
    found = group(PLAIN, its)
    for others in itertools.permutations(its.diagnoses[1:]):
        for operations in itertools.permutations(its.operations[1:]):
            again = replace(
                its,
                diagnoses=(its.diagnoses[0], *others),
                operations=(its.operations[0], *operations),
            )
            assert group(PLAIN, again) == found


def test_the_path_names_every_rule_asked_and_the_codes_that_answered() -> None:
    found, steps = explain(PLAIN, discharge("I63.900|E11.900", "01.2400"))
    assert found.drg == "NA3"
    held = [(step.kind, step.code) for step in steps if step.holds and step.kind != "check"]
    assert held == [("MDC", "NERV"), ("ADRG", "NA"), ("DRG", "NA3")]
    group_step = next(step for step in steps if step.code == "NA")
    assert [each.by for each in group_step.asked] == [("I63.900",), ("01.2400",)]
    assert [step.code for step in steps if step.kind == "MDC"] == ["VENT", "BABY", "MANY", "NERV"]
