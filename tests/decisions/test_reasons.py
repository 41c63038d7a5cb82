"""Reasons are found wherever they stand in a result."""

from __future__ import annotations

from yiyang.decisions.reasons import Section, sections

RESULT = {
    "proposed": ["HOSPITAL_BED"],
    "verdicts": [
        {
            "kind": "HOSPITAL_BED",
            "is_open": True,
            "reasons": [{"code": "RED_ALARM", "params": {}, "key": "placement.red.kinds"}],
            "against": [],
        },
        {
            "kind": "PALLIATIVE_BED",
            "is_open": False,
            "reasons": [],
            "against": [{"code": "TOO_WELL", "params": {"kps": 80}}],
        },
    ],
    "reasons": [{"code": "TRIGGER_T1", "params": {}}],
    "note": {"code": "ALONE", "params": {}},
}


def _brief(section: Section) -> tuple[tuple[str, ...], str, list[str]]:
    return section.about, section.name, [r.message.code for r in section.reasons]


def test_every_list_is_found_with_what_it_is_about() -> None:
    assert [_brief(s) for s in sections(RESULT)] == [
        (("HOSPITAL_BED",), "reasons", ["RED_ALARM"]),
        (("PALLIATIVE_BED",), "against", ["TOO_WELL"]),
        ((), "reasons", ["TRIGGER_T1"]),
        ((), "note", ["ALONE"]),
    ]


def test_a_reason_keeps_the_line_it_rests_on_and_what_fills_it() -> None:
    first, second, *_ = sections(RESULT)
    assert first.reasons[0].key == "placement.red.kinds"
    assert second.reasons[0].message.params == {"kps": 80}


def test_a_result_without_reasons_has_none() -> None:
    assert sections({"total": 3, "level": "HIGH", "parts": [1, 2]}) == ()
    assert sections(None) == ()


def test_an_order_tells_whom_its_reasons_are_about_and_which_are_against() -> None:
    near = {"institution": 7, "rank": 1, "reasons": [{"code": "NEAR", "params": {}}]}
    full = {"institution": 9, "reasons": [{"code": "FULL", "params": {}}]}
    found = sections({"offers": [near], "left_out": [full]})
    assert [(s.institution, s.name) for s in found] == [(7, "reasons"), (9, "against")]
