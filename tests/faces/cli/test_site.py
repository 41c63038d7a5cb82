import csv
from pathlib import Path

import pytest

from tests.journey import Journey


@pytest.fixture
def question(tmp_path: Path) -> Path:
    people = [("A", 121.40, 50), ("B", 121.41, 10), ("C", 121.42, 40)]
    with (tmp_path / "demand.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "lon", "lat", "people"])
        writer.writerows((code, lon, 31.2, number) for code, lon, number in people)
    with (tmp_path / "sites.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "lon", "lat", "kept", "capacity"])
        writer.writerows((code.lower(), lon, 31.2, code == "A", "") for code, lon, _ in people)
    path = tmp_path / "question.toml"
    path.write_text(
        'aim = "NEAREST"\nnew = 1\nlimit_metres = 900\n'
        'demand = "demand.csv"\ncandidates = "sites.csv"\n'
    )
    return path


def test_answers_with_sites_bound_and_who_is_served_by_what(
    journey: Journey, question: Path
) -> None:
    found = journey.command("site", str(question), "--json")
    assert found.exit_code == 0, found.err
    document = found.json
    assert document["new_sites"] == ["c"]
    assert document["cost"] == document["bound"]
    assert (document["gap"], document["proof"]) == (0.0, "LAGRANGE")
    assert document["before"]["served"] == 50
    assert document["after"]["served"] == 90
    assert document["unserved"] == ["B"]
    assert {"demand": "C", "site": "c", "metres": 0} in document["served"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tells_a_person_what_changes(journey: Journey, question: Path, language: str) -> None:
    found = journey.command("site", str(question), "--language", language)
    assert found.exit_code == 0
    assert "90 / 100" in found.out
    assert ("未能服务: B" if language == "zh" else "Not served: B") in found.out


def test_tells_every_fault_at_once_and_exits_with_2(journey: Journey, question: Path) -> None:
    with (question.parent / "demand.csv").open("a") as file:
        file.write("A,121.4,31.2,5\nD,999,31.2,many\n")
    found = journey.command("site", str(question))
    assert found.exit_code == 2
    assert "demand.csv:5: The code A stands there twice" in found.err
    assert "demand.csv:6, lon" in found.err and "demand.csv:6, people" in found.err
    assert found.out == ""


def test_refuses_more_sites_than_there_are_places_for(journey: Journey, question: Path) -> None:
    question.write_text(question.read_text().replace("new = 1", "new = 7"))
    found = journey.command("site", str(question))
    assert found.exit_code == 2
    assert "7 new sites are asked for, and 2 candidates are not open" in found.err


@pytest.mark.parametrize("text", ["aim = ", 'aim = "FAIREST"', "\x00"])
def test_refuses_a_file_that_is_no_question(journey: Journey, question: Path, text: str) -> None:
    question.write_text(text)
    assert journey.command("site", str(question)).exit_code == 2


def test_refuses_a_file_that_is_not_there(journey: Journey, tmp_path: Path) -> None:
    assert journey.command("site", str(tmp_path / "none.toml")).exit_code == 2
