"""What holds for every instrument: its form, its versions, a missing answer, its sources."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import yiyang
from yiyang.kernel.messages import load_package_texts
from yiyang.kernel.plain import digest, from_plain, to_plain
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.instruments import (
    AnswerSheet,
    Instrument,
    Item,
    Scored,
    UnknownInstrument,
    instrument,
    instruments,
    score,
    score_sheet,
)
from yiyang.rules.instruments.crosswalk import about
from yiyang.rules.instruments.loader import SCALES, BadInstrument, load_instruments
from yiyang.rules.instruments.validity import months_after

from .sheets import BOOK, DAY, reading

ALL = instruments()
IDS = [one.id for one in ALL]
BANDED = [one for one in ALL if "levels" in one.reads]
TEXTS = load_package_texts(Path(yiyang.__file__).parent)


def possible(item: Item) -> st.SearchStrategy[str]:
    if item.number is None:
        return st.sampled_from(item.codes)
    bounds = {"min_value": item.number.least, "max_value": item.number.most}
    return st.decimals(**bounds, places=item.number.decimals).map(str)


def sheets_of(edition: Instrument) -> st.SearchStrategy[dict[str, str]]:
    needed = {i.id: possible(i) for i in edition.items if not i.optional}
    more = {i.id: possible(i) for i in edition.items if i.optional}
    return st.fixed_dictionaries(needed, optional=more)


@pytest.mark.parametrize("edition", ALL, ids=IDS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_complete_sheet_has_a_known_level_and_replays(
    edition: Instrument, data: st.DataObject
) -> None:
    answers = data.draw(sheets_of(edition))
    scored = score(edition.id, answers, reading())
    if scored.findings:  # only a gate, when of two scales neither was taken
        assert edition.criteria and {f.code for f in scored.findings} == {"INCOMPLETE"}
    else:
        assert scored.level in edition.level_codes
        assert scored.scores
    assert from_plain(Scored, to_plain(scored)) == scored


@pytest.mark.parametrize("edition", ALL, ids=IDS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_missing_answer_gives_no_number_and_no_level(
    edition: Instrument, data: st.DataObject
) -> None:
    answers = data.draw(sheets_of(edition))
    needed = [i.id for i in edition.items if not i.optional and not i.default]
    absent = data.draw(st.sampled_from(needed))
    scored = score(edition.id, {k: v for k, v in answers.items() if k != absent}, reading())
    assert (scored.level, dict(scored.scores)) == ("", {})
    assert ("INCOMPLETE", absent) in {(f.code, f.where) for f in scored.findings}


@pytest.mark.parametrize("edition", ALL, ids=IDS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_reason_and_finding_has_its_sentence(
    edition: Instrument, data: st.DataObject
) -> None:
    answers = data.draw(sheets_of(edition))
    spoiled = {**answers, "no_such_item": "1", edition.items[0].id: "?"}
    for given_answers in (answers, spoiled, {}):
        scored = score(edition.id, given_answers, reading())
        for message in (*scored.reasons, *(f.message for f in scored.findings)):
            assert TEXTS.render(message, "zh-hans") and TEXTS.render(message, "en")


@pytest.mark.parametrize("edition", ALL, ids=IDS)
def test_what_an_instrument_reads_and_cites_is_in_the_book(edition: Instrument) -> None:
    for key in edition.reads.values():
        assert BOOK.on(key, max(edition.from_, date(2020, 1, 1)), "310106").value
    acts = yaml.safe_load((Path(yiyang.__file__).parent / "policy/data/acts.yaml").read_text())
    assert edition.authority.act in acts
    assert {f"{c.code}" for c in edition.criteria} <= set(TEXTS.texts)


@pytest.mark.parametrize("edition", BANDED, ids=[one.id for one in BANDED])
def test_the_bands_of_a_total_reach_down_to_its_least(edition: Instrument) -> None:
    lowest = BOOK.on(edition.reads["levels"], DAY, "310106").value
    assert min(int(low) for low in lowest.values()) == 0
    assert set(lowest) <= set(edition.level_codes)


def test_a_strict_book_holds_the_result_rather_than_guess() -> None:
    with pytest.raises(NotInForce):
        score("KPS", {"kps": 50}, reading(strict=True))


def test_a_result_is_valid_for_as_long_as_the_book_says() -> None:
    palliative = {"certified": True, "consent": "PATIENT", "prognosis_months": 3}
    bed = score("PALLIATIVE_ENTRY", {**palliative, "kps": 50}, reading())
    home = score("PALLIATIVE_ENTRY", {**palliative, "kps": 60}, reading())
    assert bed.valid_until == DAY + timedelta(days=14)
    assert home.valid_until == DAY + timedelta(days=30)
    assert score("AD8", dict.fromkeys(IDS_OF_AD8, False), reading()).valid_until == date(2027, 3, 2)


IDS_OF_AD8 = [item.id for item in instrument("AD8").items]


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_months_end_on_the_last_day_when_the_day_is_not_there(
    day: date, months: int, until: date
) -> None:
    assert months_after(day, months) == until


def test_an_instrument_is_not_used_before_its_first_day() -> None:
    answers = {item.id: "1" for item in instrument("GB42195").items}
    with pytest.raises(UnknownInstrument):
        score("GB42195", answers, reading(date(2022, 12, 29)))
    assert instrument("GB42195", on=date(2022, 12, 30)).version == "2022"


@pytest.mark.parametrize("name", ["NO_SUCH", "", "news2", "../NEWS2"])
def test_an_unknown_instrument_is_refused(name: str) -> None:
    with pytest.raises(UnknownInstrument):
        score(name, {}, reading())


def test_news2_does_not_judge_a_child() -> None:
    well = {"resp_rate": "16", "spo2": "98", "oxygen": "NO", "systolic": "120", "pulse": "72"}
    well |= {"consciousness": "A", "temperature": "36.8"}
    child, grown = (
        score_sheet(AnswerSheet("NEWS2", "2017", well, DAY, age), reading()) for age in (15, 16)
    )
    assert [f.code for f in child.findings] == ["NOT_APPLICABLE"]
    assert grown.level == "ROUTINE"


def test_a_crosswalk_is_shown_and_marked_as_proposed() -> None:
    shown = about("GB42195", "2", reading())
    assert shown is not None
    assert (shown.instrument, shown.levels, shown.mark) == ("SH_UNIFIED", ("3", "4"), "proposed")
    assert about("BARTHEL", "MILD", reading()) is None
    assert about("GB42195", "2", reading(place="110101")) is None


def test_a_published_edition_never_changes() -> None:
    """A change of an item, an option or a point needs a new file with its own version."""
    kept = yaml.safe_load((Path(__file__).parent / "editions.yaml").read_text())
    now = {path.name: digest(_content(path)) for path in sorted(SCALES.glob("*.yaml"))}
    assert now == kept


def _content(path: Path) -> Any:
    """What a result depends on: not the wording of names and helps."""
    edition = Instrument.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    words = {"name", "help", "unit", "text", "use", "note", "groups", "bands"}

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in words}
        return [bare(v) for v in value] if isinstance(value, list) else value

    return bare(edition.model_dump(mode="json"))


BROKEN = {
    "a language is missing": ("{zh: 呼吸频率, en: Respiratory rate}", "{zh: 呼吸频率}"),
    "an empty language": ("en: Respiratory rate", 'en: ""'),
    "an unknown field": ("  - id: pulse\n", "  - id: pulse\n    colour: red\n"),
    "an item twice": ("  - id: pulse\n", "  - id: systolic\n"),
    "no mark": ("mark: unverified\n", ""),
    "an unknown mark": ("mark: unverified\n", "mark: certain\n"),
    "no authority": ("authority: {act: RCP-NEWS2-2017, article: chart 1}\n", ""),
    "an unknown way of scoring": ("scoring: early_warning", "scoring: guess"),
    "a key of the book not named": ("  single_item: instruments.news2.single_item\n", ""),
    "points that end too early": ("24: 2, 80: 3", "24: 2"),
    "bounds out of order": ("{8: 3, 11: 1", "{11: 1, 8: 3"),
    "a condition on no item": ('when: {spo2_scale: "1"}', 'when: {scale: "1"}'),
    "a bare decimal": ("least: 25, most: 45", "least: 25.5, most: 45"),
    "no levels": ("levels:\n  - {code: ROUTINE", "levels: []\nother:\n  - {code: ROUTINE"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_with_a_fault_is_refused_by_name(fault: str, tmp_path: Path) -> None:
    right, wrong = BROKEN[fault]
    text = (SCALES / "news2-2017.yaml").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "news2.yaml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadInstrument, match=r"news2\.yaml"):
        load_instruments(tmp_path)


def test_an_edition_stands_only_once(tmp_path: Path) -> None:
    text = (SCALES / "news2-2017.yaml").read_text(encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInstrument, match="twice"):
        load_instruments(tmp_path)


EMERGENCIES = {
    "NEWS2": {
        "resp_rate": 16,
        "spo2": 98,
        "oxygen": False,
        "systolic": 120,
        "pulse": 72,
        "consciousness": "A",
        "temperature": "36.8",
    },
    "MEWS": {
        "pulse": 72,
        "systolic": 120,
        "resp_rate": 14,
        "temperature": "36.8",
        "consciousness": "A",
    },
    "ED_TRIAGE4": {
        "pulse": 72,
        "systolic": 120,
        "spo2": 98,
        "temperature": "36.8",
        "arrest": False,
        "st_elevation": False,
        "unstable_vitals": False,
    },
}


@pytest.mark.parametrize("name", EMERGENCIES)
def test_a_strict_book_or_a_missing_bound_never_stops_an_emergency_scale(name: str) -> None:
    edition = instrument(name)
    assert edition.emergency
    plain = score(name, EMERGENCIES[name], reading())
    assert score(name, EMERGENCIES[name], reading(strict=True)).level == plain.level
    lacking = Reading(BOOK.without(*edition.reads.values()), DAY, "310106", strict=True)
    worst = score(name, EMERGENCIES[name], lacking)
    assert edition.rank(worst.level) > edition.rank(plain.level)
    assert lacking.missing >= set(edition.reads.values()) - {edition.reads.get("youngest")}
