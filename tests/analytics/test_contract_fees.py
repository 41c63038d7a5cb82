"""One text, three engines, and the integers of the rules: the same to the fen."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.analytics.fee_tables import COLUMNS, PAYER, PRICE, subjects
from yiyang.analytics.contract_fees import charges, panels, tariff
from yiyang.analytics.exact import DUCKDB, POSTGRESQL, SPARK, Dialect, largest_remainder
from yiyang.kernel.money import mul_div_round, split_fen
from yiyang.rules.fees import Bearer, Terms, borne

duckdb = pytest.importorskip("duckdb", reason="the extra [analytics] is not installed")
ROWS = subjects()
NAMES = {"subject": "subject", "price": "price", "payer": "payer"}
EXPECTED_COLUMNS = "institution, team, package, payer, members, fen"


def by_the_rules() -> list[tuple[Any, ...]]:
    """The same by integers alone, member for member."""
    terms = {
        package: Terms(
            price,
            "DAYS",
            whole,
            tuple(Bearer(payer, place, parts) for p, payer, place, parts in PAYER if p == package),
        )
        for package, price, whole in PRICE
    }
    members: Counter[tuple[Any, ...]] = Counter()
    fen: Counter[tuple[Any, ...]] = Counter()
    for institution, team, _, _, package, units, counts in ROWS:
        if counts:
            for payer, part in borne(terms[package], units).items():
                members[institution, team, package, payer] += 1
                fen[institution, team, package, payer] += part
    return [(*key, members[key], fen[key]) for key in sorted(members)]


def fill(duck: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows by one statement: a call for each row takes the longest part of a minute."""
    duck.execute(f"insert into {table} values {', '.join(map(repr, rows))}")


@pytest.fixture(scope="module")
def duck() -> Iterator[Any]:
    with duckdb.connect() as opened:
        opened.execute(
            "create table subject(institution bigint, team bigint, practitioner bigint, "
            "member bigint, package varchar, units integer, counts boolean)"
        )
        fill(opened, "subject", ROWS)
        opened.execute("create table price(package varchar, price_fen bigint, whole integer)")
        fill(opened, "price", PRICE)
        opened.execute(
            "create table payer(package varchar, payer varchar, place integer, parts integer)"
        )
        fill(opened, "payer", PAYER)
        yield opened


def test_duckdb_gives_what_the_rules_give(duck: Any) -> None:
    assert duck.execute(charges(DUCKDB, **NAMES)).fetchall() == by_the_rules()


@pytest.mark.django_db
def test_postgresql_gives_what_the_rules_give(duck: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table subject(institution bigint, team bigint, "
            "practitioner bigint, member bigint, package varchar, units integer, "
            "counts boolean) on commit drop;"
            "create temporary table price(package varchar, price_fen bigint, whole integer) "
            "on commit drop; create temporary table payer(package varchar, payer varchar, "
            "place integer, parts integer) on commit drop"
        )
        for table, rows in (("subject", ROWS), ("price", PRICE), ("payer", PAYER)):
            with cursor.copy(f"copy {table} from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute(charges(POSTGRESQL, **NAMES))
        assert cursor.fetchall() == by_the_rules()
        cursor.execute(panels(POSTGRESQL, subject="subject"))
        found = cursor.fetchall()
    assert found == duck.execute(panels(DUCKDB, subject="subject")).fetchall()


@pytest.mark.slow
def test_spark_gives_what_the_rules_give(duck: Any) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java 17 on this machine")
    sql = pytest.importorskip("pyspark.sql", reason="the extra [spark] is not installed")
    spark = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.ansi.enabled", "true")
        .getOrCreate()
    )
    try:
        tables = (("subject", COLUMNS, ROWS), ("price", ("package", "price_fen", "whole"), PRICE))
        payer = ("payer", ("package", "payer", "place", "parts"), PAYER)
        for name, columns, rows in (*tables, payer):
            spark.createDataFrame(rows, list(columns)).createOrReplaceTempView(name)
        found = [tuple(row) for row in spark.sql(charges(SPARK, **NAMES)).collect()]
        people = [tuple(row) for row in spark.sql(panels(SPARK, subject="subject")).collect()]
    finally:
        spark.stop()
    assert found == by_the_rules()
    assert people == duck.execute(panels(DUCKDB, subject="subject")).fetchall()


def test_the_split_over_columns_is_the_split_of_integers(duck: Any) -> None:
    weights = {"a": [25, 65, 10], "b": [1, 1, 1], "c": [0, 7, 0, 3], "d": [10**15, 1, 10**15]}
    totals = {"a": 12_000, "b": 100, "c": 11, "d": 10**15 + 1}
    duck.execute("create table pots(pot varchar, total bigint, place integer, weight bigint)")
    for pot, parts in weights.items():
        rows = [(pot, totals[pot], place, weight) for place, weight in enumerate(parts)]
        fill(duck, "pots", rows)
    sql = largest_remainder(
        DUCKDB, "pots", groups=("pot",), total="total", weight="weight", order="place"
    )
    found: dict[str, list[int]] = {}
    query = f"select pot, cast(part as bigint) from ({sql}) order by pot, place"
    for pot, part in duck.execute(query).fetchall():
        found.setdefault(pot, []).append(part)
    assert found == {pot: list(split_fen(totals[pot], weights[pot])) for pot in weights}


def test_the_rounding_over_columns_is_the_rounding_of_integers(duck: Any) -> None:
    cases = [(1, 1, 2), (3, 1, 2), (12_000, 100, 365), (10**17, 10**4, 10**4), (0, 5, 3)]
    for value, times, by in cases:
        text = DUCKDB.mul_div_round(str(value), str(times), str(by))
        assert duck.execute(f"select {text}").fetchone() == (mul_div_round(value, times, by),)


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a query's expression tree."""
    if isinstance(tree, dict):
        yield tree
        for inner in tree.values():
            yield from nodes(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from nodes(inner)


INEXACT = {"/", "avg", "mean", "round", "floor", "ceil", "sqrt", "power", "**", "^"}
FLOATS = {"float", "double", "real", "decimal"}


def faults_of(duck: Any, query: str) -> list[str]:
    """What in a query's expression tree is not exact on whole fen."""
    (text,) = duck.execute("select json_serialize_sql(?)", [query]).fetchone()
    tree = json.loads(text)
    assert not tree["error"], tree
    found = []
    for node in nodes(tree["statements"]):
        literal = node.get("literal") or {}
        # Types of casts stand under type_name, those of constants of older versions under id.
        named = {str(node.get(key)).lower() for key in ("function_name", "type_name", "id")}
        found += sorted(named & (INEXACT | FLOATS))
        if set(str(literal.get("text", ""))) & set(".eE") and literal.get("kind") == "NUMERIC":
            found.append(literal["text"])
    return found


QUERIES = {
    "charges": lambda dialect: charges(dialect, **NAMES),
    "panels": lambda dialect: panels(dialect, subject="subject"),
    "tariff": lambda dialect: tariff(dialect, units="subject", price="price", payer="payer"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_on_money_divides_averages_or_holds_a_float(duck: Any, name: str) -> None:
    assert faults_of(duck, QUERIES[name](DUCKDB)) == []


@pytest.mark.parametrize(
    "query",
    [
        "select sum(fen) / 2 from charge",
        "select avg(fen) from charge",
        "select cast(fen as double) from charge",
        "select fen * 0.7 from charge",
        "select round(fen, 0) from charge",
    ],
)
def test_the_check_refuses_what_is_not_exact(duck: Any, query: str) -> None:
    assert faults_of(duck, query)


@pytest.mark.parametrize("dialect", [POSTGRESQL, SPARK], ids=lambda d: d.name)
@pytest.mark.parametrize("name", QUERIES)
def test_the_other_spellings_divide_as_exactly(name: str, dialect: Dialect) -> None:
    words = set(re.findall(r"[a-z_]+|[/%.]|\d+\.\d+", QUERIES[name](dialect).lower()))
    assert not words & {"/", "avg", "double", "float", "real", "round"}
