"""Discharges grouped a second, file to file, in one process and in two.

Held against the best public grouper seen (2,784 a second in a process) and against DuckDB
scanning the same file and joining its diagnoses to their severity on one thread, which groups
nothing.  With the published tables beside the repository CHS-DRG 1.1 groups its labelled
discharges, repeated; without them the invented pack groups drawn ones.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet
from tests.analytics.grouping.drawn import as_row, draw

from yiyang.analytics.grouping.chs_drg_11 import translate
from yiyang.analytics.grouping.pack import Pack, set_pack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.analytics.grouping.programs import Program, compile_pack
from yiyang.analytics.grouping.running import group_file
from yiyang.faces.cli.group import SHIPPED
from yiyang.faces.operations.benching import Ratio, in_turn

FULL = os.environ.get("YIYANG_BENCH") == "full"
CASES = 3_000_000 if FULL else 300_000
PAIRS = 10 if FULL else 3
PUBLIC = 2_784  # discharges a second, the best public grouper in one process
PAYMENT = Path(__file__).parents[2] / "shared" / "data" / "payment"
SCAN_AND_JOIN = """
select count(*), sum(len(c.px)), count(s.code) from read_parquet('{cases}') c,
  unnest(string_split(c.dx, '|')) d(code) left join read_csv('{severity}') s on s.code = d.code
"""


def ratios() -> list[Ratio]:
    """Return how fast files of discharges are grouped."""
    with tempfile.TemporaryDirectory() as folder:
        pack, what, cases = _material(Path(folder))
        severity = Path(folder) / "severity.csv"
        severity.write_text("code\n" + "".join(f"{each.code}\n" for each in pack.severe))
        program = compile_pack(set_pack(pack))
        pa.set_cpu_count(1)
        one = _grouping(program, cases, Path(folder) / "out.parquet")
        one()  # compiles
        with duckdb.connect(config={"threads": 1}) as duck:
            query = SCAN_AND_JOIN.format(cases=cases, severity=severity)
            bare = in_turn(one, lambda: _speed(lambda: duck.execute(query).fetchall()), PAIRS)
        alone = tuple(one() / PUBLIC for _ in range(PAIRS))
        work = tuple(_processor_speed(one) / PUBLIC for _ in range(PAIRS))
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            both = tuple(_two(pool, program, cases, Path(folder)) / PUBLIC for _ in range(PAIRS))
    print(f"  one process: {max(alone) * PUBLIC:,.0f}/s at best", file=sys.stderr, flush=True)
    public = f"{PUBLIC:,} a second, the best public grouper in one process"
    return [
        Ratio(f"{what}, one process, file to file", public, alone, 100),
        Ratio(f"{what}, a second of one processor", public, work, 100),
        Ratio(f"{what}, two processes together", public, both, 100),
        Ratio(f"{what}, one process", "DuckDB scans and joins the same file", bare, 0.2),
    ]


def _material(folder: Path) -> tuple[Pack, str, Path]:
    """Return a pack, what is measured, and a file of discharges for it."""
    cases = folder / "cases.parquet"
    labelled = PAYMENT / "golden" / "chs_drg11_synthetic_dev.csv.gz"
    if labelled.is_file():
        pack = translate(PAYMENT / "chs_drg_11", folder / "pack")
        with gzip.open(labelled) as opened:
            table = arrow_csv.read_csv(opened)
        what = f"CHS-DRG 1.1 on {CASES:,} discharges"
    else:
        pack = read_pack(SHIPPED / "demo")
        rows = [{"id": str(n), **as_row(d)} for n, d in enumerate(draw(set_pack(pack), 30_000, 1))]
        table = pa.Table.from_pylist(rows)
        what = f"the invented pack on {CASES:,} drawn discharges"
    times = -(-CASES // table.num_rows)
    parquet.write_table(pa.concat_tables([table] * times).slice(0, CASES), cases)
    return pack, what, cases


def _grouping(program: Program, cases: Path, out: Path) -> Callable[[], float]:
    return lambda: _speed(lambda: group_file(program, cases, out))


def _speed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return CASES / (time.perf_counter() - began)


def _processor_speed(work: Callable[[], object]) -> float:
    """Return the discharges a second of processor time, which neighbours do not take away."""
    began = time.process_time()
    work()
    return CASES / (time.process_time() - began)


def _two(pool: ProcessPoolExecutor, program: Program, cases: Path, folder: Path) -> float:
    """Return the discharges a second of two processes, each grouping the whole file."""
    outs = [folder / "a.parquet", folder / "b.parquet"]
    for out in outs:
        pool.submit(group_file, program, cases, out).result()  # starts and compiles
    began = time.perf_counter()
    for each in [pool.submit(group_file, program, cases, out) for out in outs]:
        each.result()
    return 2 * CASES / (time.perf_counter() - began)
