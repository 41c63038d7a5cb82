"""The language of grouping rules."""

from __future__ import annotations

import pytest

from yiyang.analytics.grouping.language import DEEPEST, LONGEST, BadRule, parse
from yiyang.analytics.grouping.terms import (
    And,
    Compare,
    Const,
    Has,
    In,
    Length,
    Not,
    Number,
    Or,
    Place,
    Severity,
    Switch,
    settle,
)


def test_rules_of_edition_3_are_read_as_they_are_printed() -> None:
    newborn = parse(
        "((NL=0) and (XSRTL>=29) and (XSRTL<366) and (ZYZD in DI_PV1) and (ZYSS not in OP_ALL))"
        " or ((NL=0) and (XSRTL<29))"
    )
    assert newborn == Or(
        (
            And(
                (
                    Compare(Number.NL, "=", 0),
                    Compare(Number.XSRTL, ">=", 29),
                    Compare(Number.XSRTL, "<", 366),
                    In(Place.ZYZD, ("DI_PV1",)),
                    Not(In(Place.ZYSS, ("OP_ALL",))),
                )
            ),
            And((Compare(Number.NL, "=", 0), Compare(Number.XSRTL, "<", 29))),
        )
    )
    assert parse("(ZYZD in DI_Z01 and QTZD in {DI_Z02..DI_Z09})") == And(
        (In(Place.ZYZD, ("DI_Z01",)), In(Place.QTZD, tuple(f"DI_Z0{n}" for n in range(2, 10))))
    )
    assert parse("(ZYZD in DI_M00) and (XB = 1)") == And(
        (In(Place.ZYZD, ("DI_M00",)), Compare(Number.XB, "=", 1))
    )
    both = Place.ZYSS | Place.QTSS
    assert parse(
        "(ZYSS in OP1_AC1 and {ZYSS,QTSS} in OP2_AC1)"
        " or (ZYSS in OP2_AC1 and {ZYSS,QTSS} in OP1_AC1)"
    ) == Or(
        (
            And((In(Place.ZYSS, ("OP1_AC1",)), In(both, ("OP2_AC1",)))),
            And((In(Place.ZYSS, ("OP2_AC1",)), In(both, ("OP1_AC1",)))),
        )
    )
    assert parse("length(OP_A ∩ {ZYSS,QTSS}) >= 2") == Length(both, ("OP_A",), ">=", 2)
    assert parse("length({ZYSS,QTSS} ∩ OP_A) ≥ 2") == Length(both, ("OP_A",), ">=", 2)
    assert parse("ZYSS in OP_ALL") == In(Place.ZYSS, ("OP_ALL",))


def test_and_binds_closer_than_or_and_not_closest() -> None:
    assert parse("MCC or CC and not switch.a") == Or(
        (Has(Severity.MCC), And((Has(Severity.CC), Not(Switch("a")))))
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ZYZD in",
        "ZYZD in ZYSS",
        "ZYZD in in",
        "ZYZD in DI_A DI_B",
        "__import__('os')",
        "NL = 1.5",
        "NL = -1",
        "NL = 99999999999",
        "NL in DI_A",
        "XB = 1 XB",
        "{ZYZD,ZYSS} in DI_A",
        "{ZYZD} in {}",
        "ZYZD in {DI_A01..DI_A3}",
        "ZYZD in {DI_A3..DI_A1}",
        "ZYZD in {DI_A0001..DI_A9999}",
        "length(DI_A) >= 1",
        "length(DI_A ∩ DI_B) >= 1",
        "MCC = 1",
        "switch.",
        "(XB = 1",
        "XB = 1)",
        "XB = ３",
        "not",
        "(" * (DEEPEST + 2) + "true" + ")" * (DEEPEST + 2),
        "not " * (DEEPEST + 2) + "true",
        "true or " * LONGEST + "true",
    ],
)
def test_what_is_not_in_the_language_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        parse(text)


def test_a_fault_names_its_column() -> None:
    with pytest.raises(BadRule, match="column 11"):
        parse("XB = 1 or ZZ in DI_A")
    with pytest.raises(BadRule, match="at the end"):
        parse("XB = 1 or")


def test_switches_decide_a_term_as_far_as_they_can() -> None:
    term = parse("switch.a and XB = 1 or not switch.b and NL = 0")
    assert settle(term, {"a": True, "b": True}) == Compare(Number.XB, "=", 1)
    assert settle(term, {"a": False, "b": True}) == Const(False)
    assert settle(term, {"a": False, "b": False}) == Compare(Number.NL, "=", 0)
    assert settle(parse("switch.a or XB = 1"), {"a": True}) == Const(True)
