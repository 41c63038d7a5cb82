"""Every family of payment on Apache Spark: row for row and to the fen what DuckDB gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.analytics.settlement.families import CASES, FAMILIES, LINES, POINTS, WEIGHTS
from tests.analytics.settlement.scenarios import RATE, write_cases, write_scenario
from yiyang.analytics.exact import DUCKDB, SPARK, Dialect
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.settlement import consortia, pricing, running
from yiyang.analytics.settlement.ranges import ranges_of
from yiyang.analytics.settlement.scenario import Scenario
from yiyang.analytics.settlement.scenario_files import read_scenario

MEAN = 'points = {scale = 1000, reference_cost = "8900"'
MORE = {
    "lines of a published family, days by level, groups that weigh by day": RATE
    + 'by_item = {services = ["s"]}\n[outliers]\nfamily = "H6"\n[[bed_days]]\nservice = "r"\n'
    'level = "3"\ntiers = [{to_day = 3, rate = "500"}, {rate = "100.01"}]\n',
    "the value of past years, what is dear or cheap at its cost": POINTS
    + MEAN
    + ', past = [{cost = "900", points = 100, weight = 3}, '
    '{cost = "950.5", points = 105, weight = 7}]}\n' + LINES + 'high_pays = "cost"\n',
    "a floating value held against the standard": POINTS
    + MEAN
    + ', held_against = "standard", prior_value = "9.2", budget = "123456.78"}\n'
    + LINES,
}
KEPT = ("branched", "valued", "priced")
DAILY = "drg,level,rw,by_day\nAA1,,0.137,true\nAA1,3,1.51,\nBB1,,0.123456789,\nCC1,,2,\n"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("no Java 17 on this machine")
    sql = pytest.importorskip("pyspark.sql", reason="the extra [spark] is not installed")
    opened = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.adaptive.enabled", "false")  # a hundred rows need no second plan
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    yield opened
    opened.stop()


def asked(dialect: Dialect, scenario: Scenario) -> list[str]:
    """Return the queries whose rows are compared: each discharge, and each sum that is told."""
    return [
        "select line, id, reason from judged where reason is not null order by line",
        "select * from priced order by id",
        pricing.statements(dialect, source="priced"),
        pricing.group_sums(dialect, scenario, source="priced"),
        *(consortia.actual(dialect, part) for part in scenario.consortia),
    ]


@pytest.mark.slow
def test_spark_pays_in_every_family_what_duckdb_pays(spark: Any, tmp_path: Path) -> None:
    again = [{**CASES[0], "id": "C00003"}, {**CASES[1], "cost": "-1"}, {**CASES[2], "id": ""}]
    cases = write_cases(tmp_path / "cases.csv", [*CASES, *again])
    branches: set[str] = set()
    for number, (name, text) in enumerate({**FAMILIES, **MORE}.items()):
        weights = DAILY if "weigh by day" in name else WEIGHTS
        scenario, rows = read_scenario(write_scenario(tmp_path / str(number), text, weights))
        shared = {each: tmp_path / f"{number}-{each}.parquet" for each in ("parsed", "weight")}
        with running.desk() as duck:
            running.load_cases(duck, cases, Findings())
            running.settle(duck, scenario, rows)
            for each, path in shared.items():
                duck.execute(f"copy (select * from {each}) to '{path}' (format parquet)")
            ours = [duck.execute(query).fetchall() for query in asked(DUCKDB, scenario)]
            branches |= {b for (b,) in duck.execute("select branch from priced").fetchall()}
        for each, path in shared.items():
            spark.read.parquet(str(path)).createOrReplaceTempView(each)
        twice = spark.sql("select id from parsed group by id having count(*) > 1")
        twice.createOrReplaceTempView("twice")
        for step, query in running.queries(
            SPARK, scenario, ranges_of(scenario, rows), odd_ids=True
        ):
            made = spark.sql(query)
            if step in KEPT:  # each is looked at several times
                made = spark.createDataFrame(made.collect(), made.schema)
            made.createOrReplaceTempView(step)
        for query, expected in zip(asked(SPARK, scenario), ours, strict=True):
            found = [tuple(row) for row in spark.sql(query).collect()]
            assert found == expected, (name, query)
        assert len(ours[0]) >= 4 and len(ours[1]) > 60, name
    assert branches == {"USUAL", "LOW", "HIGH", "SPECIAL", "BED_DAY", "BY_ITEM"}
