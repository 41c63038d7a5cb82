"""``yiyang link``: pairs of two lists, and lists that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journey import Journey

FIRST = "编号,姓名,出生日期,手机号,身份证号\n1,李秀英,1940-03-15,13800000001,310106194003150026\n"
SECOND = (
    "编号,姓名,出生日期,手机号,身份证号\n"
    "x,李秀瑛,1940-03-15,,310106194003150026\n"
    "y,李秀英,1948-07-22,13800000001,310106194807220616\n"
)


def lists(folder: Path, first: str = FIRST, second: str = SECOND) -> tuple[str, str]:
    for name, text in (("a.csv", first), ("b.csv", second)):
        (folder / name).write_bytes(text.encode("gb18030"))
    return str(folder / "a.csv"), str(folder / "b.csv")


@pytest.mark.django_db
def test_equal_resident_ids_are_one_person_and_different_ones_two(
    journey: Journey, tmp_path: Path
) -> None:
    answered = journey.command("link", *lists(tmp_path), "--json")
    assert answered.exit_code == 0, answered.err
    (pair,) = answered.json
    assert (pair["left"], pair["right"], pair["verdict"]) == ("1", "x", "SAME")
    assert pair["reasons"] == ["IDENTITY_NUMBERS_EQUAL"]
    assert pair["fields"]["name"] == "CLOSE"


@pytest.mark.django_db
def test_an_id_that_stands_twice_is_bad_input_with_its_row(
    journey: Journey, tmp_path: Path
) -> None:
    twice = FIRST + FIRST.splitlines()[1] + "\n"
    answered = journey.command("link", *lists(tmp_path, twice))
    assert answered.exit_code == 2
    assert "a.csv: row 3" in answered.err


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", [("--map", "colour=x"), ("--map", "name=nobody"), ("--map", "name")]
)
def test_a_column_that_is_not_there_is_bad_input(
    journey: Journey, tmp_path: Path, given: tuple[str, ...]
) -> None:
    assert journey.command("link", *lists(tmp_path), *given).exit_code == 2


@pytest.mark.django_db
def test_a_file_that_is_no_table_is_bad_input(journey: Journey, tmp_path: Path) -> None:
    first, _ = lists(tmp_path)
    broken = tmp_path / "c.csv"
    broken.write_bytes(b"\xff\xfe\x00")
    assert journey.command("link", first, str(broken)).exit_code == 2
    assert journey.command("link", first, str(tmp_path / "none.csv")).exit_code == 2
