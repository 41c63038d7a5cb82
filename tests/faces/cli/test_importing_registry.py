"""``yiyang import registry``: tables come in by the command line, whole or not at all."""

from pathlib import Path

import pytest

from tests import world
from tests.journey import Journey
from yiyang.network.models import Institution, Place

pytestmark = pytest.mark.django_db
HOMES = "代码,名称,机构类别,举办性质,区划代码,经度,纬度,所属养老机构,运营机构\n"
ROWS = (
    "H1,静安养老院,养老机构,公办,310106006,121.45,31.23,,\n"
    "C1,江宁中心,社区卫生服务中心,公办,310106006,121.45,31.23,,\n"
    "R1,静安医务室,医务室,公办,310106006,121.45,31.23,H1,C1\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    world.make_place()
    path = tmp_path / "institutions.csv"
    path.write_text(HOMES + ROWS, encoding="gb18030")
    return path


@pytest.mark.clause("HZ-11", "network.medical_way")
def test_an_imported_institution_shows_by_which_way_it_has_medical_care(
    journey: Journey, file: Path
) -> None:
    answered = journey.command("import", "registry", str(file), "--json")
    assert answered.exit_code == 0, answered.err
    assert answered.json["imported"] == [
        {"kind": "institutions", "added": 3, "changed": 0, "same": 0, "left_out": []}
    ]
    home = Institution.objects.get(code="H1")
    decision = journey.decision_of("network.medical_way", subject_id=home.pk)
    assert (home.medical_way, decision.result["way"]) == ("BROUGHT_IN", "BROUGHT_IN")
    assert decision.clauses == ["HZ-11"]


@pytest.mark.clause("JA-2.1.3", "network.internal_medical")
def test_an_imported_internal_institution_stands_in_the_registry_with_its_operator(
    journey: Journey, file: Path
) -> None:
    assert journey.command("import", "registry", str(file)).exit_code == 0
    room = Institution.objects.get(code="R1")
    assert (room.inhouse_of.code, room.operator.code) == ("H1", "C1")
    decision = journey.decision_of("network.internal_medical", subject_id=room.pk)
    assert (decision.result["accepted"], decision.clauses) == (True, ["HZ-11", "JA-2.1.3"])


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(journey: Journey, file: Path) -> None:
    answered = journey.command("import", "registry", str(file), "--dry-run", "--json")
    [told] = answered.json["preview"]
    assert (told["kind"], told["rows"], told["good"], told["encoding"]) == (
        "institutions",
        3,
        3,
        "gb18030",
    )
    assert not Institution.objects.exists()


def test_bad_rows_are_told_on_standard_error_and_exit_2(journey: Journey, file: Path) -> None:
    file.write_text(HOMES + ROWS.replace("医务室,公办", "医务室,天办"), encoding="utf-8")
    answered = journey.command("import", "registry", str(file), "--json")
    assert answered.exit_code == 2
    assert answered.json["findings"] == [
        {"code": "UNKNOWN_CODE", "where": "row 4, column ownership", "source": ""}
    ]
    assert "row 4, column ownership: The code or label is unknown." in answered.err
    assert not Institution.objects.exists()


def test_only_the_good_rows_come_in_when_asked(journey: Journey, file: Path) -> None:
    file.write_text(HOMES + ROWS.replace("医务室,公办", "医务室,天办"), encoding="utf-8")
    answered = journey.command("import", "registry", str(file), "--only-good", "--json")
    assert answered.exit_code == 0
    assert answered.json["imported"][0]["left_out"] == [4]
    assert Institution.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("missing.csv",), 2),
        (("-", "--mapping", "x"), 2),
        (("-", "--kind", "beds", "--mapping", "x"), 3),
        (("-",), 2),
    ],
)
def test_what_cannot_be_used_ends_with_its_exit_code(
    journey: Journey, words: tuple[str, ...], code: int
) -> None:
    assert journey.command("import", "registry", *words).exit_code == code


def test_a_table_that_may_be_several_things_asks_for_its_kind(
    journey: Journey, tmp_path: Path
) -> None:
    path = tmp_path / "what.csv"
    path.write_text("代码,名称,种类\n310115,浦东新区,x\n", encoding="utf-8")
    answered = journey.command("import", "registry", str(path))
    assert answered.exit_code == 2
    assert "--kind" in answered.err
    assert "kind places: It may be: places." in answered.err
    assert "heading 种类: The heading “种类” is not known." in answered.err
    assert not Place.objects.filter(code="310115").exists()
