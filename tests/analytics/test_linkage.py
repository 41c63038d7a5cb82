"""Linking lists: the published sets with their truth, and what must hold for any list."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from yiyang.analytics.linkage import Agreement, NothingToCompare, Pair, link
from yiyang.people.names import name_key

SETS = Path(__file__).parents[3] / "shared" / "data" / "planning" / "linkage"
COLUMNS = {
    "rec_id": "id", "given_name": "given", "surname": "family", "date_of_birth": "born",
    "soc_sec_id": "number", "address_1": "address", "street_number": "street",
    "suburb": "suburb", "postcode": "place", "state": "state",
}  # fmt: skip
HALF = 500_000
there = pytest.mark.skipif(not SETS.is_dir(), reason="the published sets are not here")


def febrl(name: str) -> list[dict[str, str]]:
    with (SETS / name).open(encoding="utf-8") as file:
        rows = csv.DictReader(file, skipinitialspace=True)
        return [{COLUMNS[k]: v.strip() for k, v in row.items() if k in COLUMNS} for row in rows]


def person(row_id: str) -> str:
    return row_id.split("-")[1]


def f1(pairs: list[Pair], true: int) -> float:
    right = sum(person(pair.left) == person(pair.right) for pair in pairs)
    return 2 * right / (len(pairs) + true)


@there
@pytest.mark.slow
def test_two_lists_of_febrl_are_linked_one_to_one_as_the_truth_says() -> None:
    left, right = febrl("febrl_dataset4a.csv"), febrl("febrl_dataset4b.csv")
    pairs = link(left, right, least_per_million=HALF)
    assert f1(pairs, len(left)) >= 0.999
    assert len({pair.left for pair in pairs}) == len({pair.right for pair in pairs}) == len(pairs)
    assert pairs == link(left, right, least_per_million=HALF), "another order of the same lists"


@there
@pytest.mark.slow
def test_a_list_of_febrl_is_linked_within_itself_as_the_truth_says() -> None:
    rows = febrl("febrl_dataset3.csv")
    sizes = Counter(person(row["id"]) for row in rows).values()
    pairs = link(rows, least_per_million=HALF)
    assert f1(pairs, sum(n * (n - 1) // 2 for n in sizes)) >= 0.997


A = {"id": "1", "name": "李秀英", "born": "1940-03-15", "phone": "13800000001", "sex": "2"}


def test_a_short_list_finds_a_slip_of_the_pen_and_says_which_field_it_is() -> None:
    others = [
        {"id": "x", "name": "李秀英", "born": "1940-03-16", "phone": "13800000001", "sex": "2"},
        {"id": "y", "name": "王建国", "born": "1951-07-01", "phone": "13900000002", "sex": "1"},
    ]
    (pair,) = link([A], others, least_per_million=HALF)
    assert (pair.left, pair.right) == ("1", "x")
    assert pair.fields["born"] is Agreement.CLOSE
    assert pair.fields["name"] is Agreement.EQUAL


def test_an_unlike_row_is_in_no_pair_and_an_empty_field_says_nothing() -> None:
    stranger = {"id": "z", "name": "赵强", "born": "1940-03-15", "phone": "", "sex": "1"}
    assert (
        link([A], [stranger, {**A, "id": "w", "phone": ""}], least_per_million=HALF)[0].right == "w"
    )


def test_a_list_in_which_nobody_has_two_rows_teaches_nothing_and_joins_few() -> None:
    rows = [
        {
            "id": str(n),
            "name": (name := f"{'李王张刘陈'[n % 5]}{chr(0x4E00 + 7 * n)}"),
            "name_key": name_key(name),
            "born": f"19{20 + n % 30}-{1 + n % 12:02}-{1 + n % 28:02}",
            "sex": str(1 + n % 2),
        }
        for n in range(1500)
    ]
    assert len(link(rows, least_per_million=990_000)) == 0
    assert len(link(rows, least_per_million=HALF)) < len(rows) / 50


def test_lists_without_a_common_column_are_refused() -> None:
    with pytest.raises(NothingToCompare):
        link([{"id": "1", "name": "李"}], [{"id": "2", "phone": "1"}], least_per_million=1)


def test_an_empty_list_links_to_nobody() -> None:
    assert link([A, {**A, "id": "2"}], [], least_per_million=1) == []
