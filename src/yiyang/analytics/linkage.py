"""Which rows of one or two lists are the same person: probabilities, learned from the lists.

The model is that of Fellegi and Sunter, its weights learned without labels by expectation
maximisation (splink on DuckDB).  Lists with too few sure pairs get the weights below.  What a
probability means for a person is not decided here: ``rules.identity`` does.

Source: Fellegi and Sunter 1969, doi 10.1080/01621459.1969.10501049; Enamorado et al. 2019.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

MILLION = 1_000_000
LEAST_TO_LEARN = 50  # pairs that are surely one person: fewer say too little about such pairs
FEWEST = 1000  # rows that the chance of two of a short list is reckoned from
LEAST_FILLED = 0.05  # a column emptier than this says nothing
SAMPLED_PAIRS = 1_000_000
SEED = 1
CHANCE_OF_NUMBER = 0.8  # of two rows of one person that the sure comparisons find
NEAR, FAR = 0.9, 0.7  # Jaro-Winkler: a slip of the pen; a related form
FIELDS = (
    "name", "given", "family", "sex", "born", "number", "phone", "email",
    "address", "street", "suburb", "place", "state",
)  # fmt: skip
BESIDE = ("name_key",)  # how a name sounds: no evidence of its own beside the name
# Two of these alike make a pair worth comparing.
BLOCKS = (
    ("number",), ("phone",), ("email",), ("born",), ("address",), ("given", "family"), ("name",),
    ("name_key",), ("place", "family"), ("place", "given"), ("suburb", "street"),
)  # fmt: skip
SURE = (("number",), ("name", "born"), ("name_key", "born"), ("given", "family", "born"))
LEARN_BY = (("born",), ("number",), ("name",), ("given", "family"))
WHOLE = ("sex", "street", "state")  # equal or not
TYPED = {"born": (1, 2), "number": (1, 2), "phone": (1, 2), "place": (1,)}  # slips of the finger
# For lists that nothing can be learned from: how often two rows of one person, and of two people,
# are equal; and how much more often two people are of each level farther off.
ALIKE, APART, FARTHER = 0.9, 0.005, 20
CHANCES = {
    "sex": (0.98, 0.5),
    "state": (0.95, 0.3),
    "place": (0.9, 0.05),
    "number": (0.95, 1e-6),
    "phone": (0.8, 1e-5),
}


_NAME_LEVELS: list[Any] = [
    levels.NullLevel("name"),
    levels.ExactMatchLevel("name"),
    levels.ExactMatchLevel("name_key"),
    levels.JaroWinklerLevel("name_key", NEAR),
    levels.ElseLevel(),
]


class Agreement(StrEnum):
    """How a field of two rows compares."""

    EQUAL = "EQUAL"
    CLOSE = "CLOSE"
    DIFFERENT = "DIFFERENT"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one person: chances in a million, and how each field compares."""

    left: str
    right: str
    per_million: int
    fields: Mapping[str, Agreement]


class NothingToCompare(ValueError):
    """The lists have no column in common by which people are told apart."""


def link(
    left: Sequence[Mapping[str, str]],
    right: Sequence[Mapping[str, str]] | None = None,
    *,
    least_per_million: int,
) -> list[Pair]:
    """Return the pairs that may be one person, the likeliest first, in one order always.

    Args:
        left, right: rows with ``id`` (unique in each list) and any of ``FIELDS``, the empty text
            where nothing is known, and ``name_key`` (how it sounds, in Latin letters) beside a
            name in Chinese, whose letters say nothing of likeness.  Without ``right`` the rows of
            ``left`` are compared among themselves; with it each row is in one pair at most.
        least_per_million: pairs less likely than this are left out.

    Raises:
        NothingToCompare: no field is filled in both lists.
    """
    lists = [left] if right is None else [left, right]
    if not all(lists):
        return []
    fields = _filled(lists)
    if not fields:
        raise NothingToCompare
    found = _predicted(lists, fields, least_per_million / MILLION)
    known = [{row["id"]: row for row in rows} for rows in lists]
    pairs = sorted(
        (_pair(row, known, fields) for row in found),
        key=lambda pair: (-pair.per_million, pair.left, pair.right),
    )
    return pairs if right is None else _one_to_one(pairs)


def _filled(lists: Sequence[Sequence[Mapping[str, str]]]) -> tuple[str, ...]:
    """Return the fields that enough rows of every list have."""
    return tuple(
        name
        for name in (*FIELDS, *BESIDE)
        if all(
            sum(bool(row.get(name)) for row in rows) > LEAST_FILLED * len(rows) for rows in lists
        )
    )


def _predicted(
    lists: Sequence[Sequence[Mapping[str, str]]], fields: Sequence[str], least: float
) -> list[dict[str, Any]]:
    size = sum(map(len, lists))
    learns = _sure_pairs(lists, fields) >= LEAST_TO_LEARN
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect()
    try:
        api = DuckDBAPI(connection=connection)
        tables = []
        for number, rows in enumerate(lists):
            name = f"list_{number}"
            _load(connection, name, rows, fields)
            tables.append(api.register(name, dataset_display_name="ab"[number]))
        settings = SettingsCreator(
            link_type="link_only" if len(lists) > 1 else "dedupe_only",
            comparisons=[_comparison(f, learns, fields) for f in fields if f not in BESIDE],
            blocking_rules_to_generate_predictions=[block_on(*b) for b in _within(BLOCKS, fields)],
            probability_two_random_records_match=1 / max(size, FEWEST),
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=True,
        )
        linker = Linker(tables if len(tables) > 1 else tables[0], settings, log_level=None)
        if learns:
            _learn(linker, fields)
        predicted = linker.inference.predict(threshold_match_probability=least)
        return list(predicted.as_record_list())
    finally:
        connection.close()


def _within(wanted: Sequence[tuple[str, ...]], fields: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the combinations of fields that are all there; each field by itself if none is."""
    return [c for c in wanted if set(c) <= set(fields)] or [(name,) for name in fields]


def _sure_pairs(lists: Sequence[Sequence[Mapping[str, str]]], fields: Sequence[str]) -> int:
    """Return how many pairs agree in one of the sure combinations."""
    found = 0
    for combination in SURE:
        if set(combination) <= set(fields):
            counts = [
                Counter(
                    values
                    for row in rows
                    if all(values := tuple(row.get(name, "") for name in combination))
                )
                for rows in lists
            ]
            found += sum(
                n * counts[1][values] if len(counts) > 1 else n * (n - 1) // 2
                for values, n in counts[0].items()
            )
    return found


def _learn(linker: Linker, fields: Sequence[str]) -> None:
    sure: list[Any] = [block_on(*combination) for combination in _within(SURE, fields)]
    linker.training.estimate_probability_two_random_records_match(sure, recall=CHANCE_OF_NUMBER)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
    for combination in _within(LEARN_BY, fields)[:2]:
        rule = block_on(*combination)
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def _comparison(field: str, learns: bool, fields: Sequence[str]) -> Any:
    made: Any
    if field in WHOLE:
        made = compare.ExactMatch(field)
    elif field in TYPED:
        made = compare.DamerauLevenshteinAtThresholds(field, list(TYPED[field]))
    else:
        made = compare.JaroWinklerAtThresholds(field, [NEAR, FAR])
    if field == "name" and "name_key" in fields:
        made = compare.CustomComparison(_NAME_LEVELS, output_column_name="name")
    if learns:
        return made
    alike, apart = CHANCES.get(field, (ALIKE, APART))
    between = 0 if field in WHOLE else len(TYPED.get(field, (NEAR, FAR)))
    # Two of one person are as often of each level between; two people ever more often.
    alike_between = [(1 - alike) / (2 * between)] * between if between else []
    apart_between = [apart * FARTHER**step for step in range(between)]
    return made.configure(
        m_probabilities=_whole([alike, *alike_between]),
        u_probabilities=_whole([apart, *apart_between]),
    )


def _whole(levels_but_last: Sequence[float]) -> list[float]:
    """Return chances of levels with that of the last, so that they sum to one."""
    return [*levels_but_last, 1 - sum(levels_but_last)]


def _load(
    connection: Any, name: str, rows: Sequence[Mapping[str, str]], fields: Sequence[str]
) -> None:
    columns = ", ".join(f"{field} varchar" for field in fields)
    connection.execute(f"create table {name} (unique_id varchar, {columns})")
    if rows:
        marks = ", ".join("?" * (len(fields) + 1))
        values = [[row["id"], *(row.get(field) or None for field in fields)] for row in rows]
        connection.executemany(f"insert into {name} values ({marks})", values)


def _pair(row: Mapping[str, Any], known: Sequence[Mapping[str, Any]], fields: Any) -> Pair:
    left, right = str(row["unique_id_l"]), str(row["unique_id_r"])
    if row.get("source_dataset_l") == "b":
        left, right = right, left
    first, second = known[0][left], known[-1][right]
    return Pair(
        left,
        right,
        min(int(row["match_probability"] * MILLION), MILLION),
        {
            field: _agreement(first.get(field), second.get(field), row[f"mw_{field}"])
            for field in fields
            if field not in BESIDE
        },
    )


def _agreement(left: str | None, right: str | None, weight: float) -> Agreement:
    if not (left and right):
        return Agreement.UNKNOWN
    if left == right:
        return Agreement.EQUAL
    return Agreement.CLOSE if weight > 0 else Agreement.DIFFERENT


def _one_to_one(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs without those whose row has gone to a likelier one."""
    taken_left: set[str] = set()
    taken_right: set[str] = set()
    kept = []
    for pair in pairs:
        if pair.left not in taken_left and pair.right not in taken_right:
            taken_left.add(pair.left)
            taken_right.add(pair.right)
            kept.append(pair)
    return kept
