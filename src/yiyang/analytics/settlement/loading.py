"""Discharges on their way into a settlement run: the relation ``parsed``, whatever the file is.

A Parquet file of plain columns is read where it lies, by a query.  Everything else passes the
kernels in batches and is spilled into files of whole numbers; memory holds a few batches.  Columns
that the file has not are constants and take no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet

from yiyang.analytics.grouping.cases import (
    PARQUET,
    Batch,
    columns_of,
    kinds_of,
    read_cases,
    refuse_columns,
)
from yiyang.analytics.grouping.columns import as_bytes, as_text
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.grouping.kernel import NOT_GIVEN, whole_numbers
from yiyang.analytics.keeping import Kept, go_on
from yiyang.analytics.settlement.kernel import MOST_DIGITS, amounts
from yiyang.analytics.settlement.pricing import literal
from yiyang.analytics.settlement.ranges import MOST_DAYS

MEMORY = "2500MB"  # of the database; Python, its packages and what is being read stand beside it
NEEDED = ("id", "institution", "drg", "cost")
OPTIONAL = (
    "level", "insurance", "patient_paid", "other_paid", "special", "service", "days",
    "days_before", "age", "home", "episode",
)  # fmt: skip
TEXTS = ("id", "institution", "drg", "level", "insurance", "service", "home", "episode")
AMOUNTS = ("cost", "patient_paid", "other_paid")
NUMBERS = {"days": 1, "days_before": 0, "age": 0}  # the least of each
SPECIAL, NOT_SPECIAL = ("1", "yes", "true"), ("", "0", "no", "false")
SPACES = "".join(each for each in map(chr, range(0x3001)) if each.isspace())
PATTERNS = "*?[{"  # a path with one of these is a pattern to the database
PARSED = {
    **dict.fromkeys(TEXTS, "''"),
    "special": "false",
    "cost_fen": "cast(null as bigint)",
    "patient_fen": "cast(0 as bigint)",
    "other_fen": "cast(0 as bigint)",
    "days": "cast(null as bigint)",
    "days_before": "cast(0 as bigint)",
    "age": "cast(null as bigint)",
}  # what stands for a column that the file has not


@contextmanager
def desk(memory: str = "", beside: Path | None = None) -> Iterator[Any]:
    """Yield a database of its own; what memory does not hold goes to a folder that passes.

    Args:
        memory: the most that it holds, such as 800MB; ``MEMORY`` unless told.
        beside: the folder that it is made in, where the disk has room; the system's own if None.
    """
    with TemporaryDirectory(prefix="yiyang-settle-", dir=beside) as folder:
        config: dict[str, Any] = {
            "memory_limit": memory or MEMORY,
            "temp_directory": f"{folder}/database",
        }
        with duckdb.connect(config=config) as duck:
            duck.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")
            yield duck


def load_cases(
    duck: Any,
    cases: Path,
    findings: Findings,
    seen: Callable[[int], None] = lambda _: None,
    kept: Kept | None = None,
) -> None:
    """Make a file of grouped discharges the relation ``parsed``; amounts become whole fen.

    Args:
        seen: told the bytes read so far.
        kept: where parts are kept, so that a run that was stopped goes on.

    Raises:
        BadCases: the file cannot be used.
    """
    there = [name for name in OPTIONAL if name in columns_of(cases)]
    if _is_plain(cases, there):
        duck.execute(f"create or replace view parsed as {_from_parquet(cases, there)}")
        seen(cases.stat().st_size)
        return
    (folder,) = duck.execute("select current_setting('temp_directory')").fetchone()
    path = Path(folder).with_name("parsed.parquet")
    columns = (*NEEDED, *there)
    nothing = Batch(dict.fromkeys(columns, pa.array([], pa.string())), np.array([], np.int64))
    schema = _parsed(nothing, findings).schema
    batches = read_cases(cases, columns, findings, seen)
    made = go_on(kept, "parsed", batches, lambda batch: _parsed(batch, findings), findings)
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in made:
            writer.write_batch(batch)
    rest = [f"{value} as {name}" for name, value in PARSED.items() if name not in schema.names]
    duck.execute(
        f"create or replace view parsed as select {', '.join(['*', *rest])} from {_file(path)}"
    )


def _file(path: Path, options: str = "") -> str:
    return f"read_parquet({literal(str(path))}, hive_partitioning = false{options})"


def _parsed(batch: Batch, findings: Findings) -> pa.RecordBatch:
    """Return rows with amounts in whole fen; what is no amount is null, and is left out later."""
    made = {"line": pa.array(batch.lines)}
    for name, column in batch.columns.items():
        if name in (*TEXTS, "special"):
            text = as_text(column, name, batch.lines, findings).cast(pa.string())
            made[name] = compute.utf8_trim_whitespace(text.fill_null(""))
        elif name in AMOUNTS:
            fen, empty, torn = amounts(*as_bytes(column))
            missing = torn | empty if name == "cost" else torn
            made[_fen(name)] = pa.array(fen, mask=missing)
        else:
            made[name] = _whole(name, column)
    if "special" in made:
        special = compute.utf8_lower(made["special"])
        unclear = compute.invert(compute.is_in(special, pa.array([*SPECIAL, *NOT_SPECIAL])))
        made["special"] = compute.if_else(unclear, None, compute.is_in(special, pa.array(SPECIAL)))
    return pa.RecordBatch.from_pydict(made)


def _whole(name: str, column: pa.Array) -> pa.Array:
    numbers, torn = whole_numbers(*as_bytes(column))
    none = numbers == NOT_GIVEN
    if name == "days_before":  # none before
        numbers, none = np.where(none, 0, numbers), np.zeros_like(none)
    beyond = (numbers < NUMBERS[name]) | (numbers > MOST_DAYS)
    return pa.array(numbers, mask=none | torn | beyond)


def _fen(name: str) -> str:
    return f"{name.removesuffix('_paid')}_fen"


def _is_plain(cases: Path, there: list[str]) -> bool:
    """Tell whether the database reads the columns of a file exactly as the kernels do."""
    if not cases.name.lower().endswith(PARQUET) or set(str(cases)) & set(PATTERNS):
        return False
    kinds = kinds_of(cases)
    refuse_columns(cases, [name for name, _ in kinds], (*NEEDED, *there))
    names = [name.lower() for name, _ in kinds]  # the database does not tell case apart
    wanted = {*NEEDED, *there}
    return len(set(names)) == len(names) and all(
        _is_plain_kind(name, kind) for name, kind in kinds if name in wanted
    )


def _is_plain_kind(name: str, kind: pa.DataType) -> bool:
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return True
    if name == "special":
        return bool(pa.types.is_boolean(kind))
    return name in AMOUNTS and bool(pa.types.is_decimal128(kind)) and 0 <= kind.scale <= 2  # noqa: PLR2004 -- fen


def _from_parquet(cases: Path, there: list[str]) -> str:
    """Return the query of ``parsed`` over a file: what the kernels do, in the database's words."""
    found = {"line": "file_row_number + 1"} | PARSED
    for name in (*NEEDED, *there):
        text = f'cast("{name}" as varchar)'
        if name in AMOUNTS:
            found[_fen(name)] = _amount(text, is_needed=name == "cost")
        elif name in NUMBERS:
            found[name] = _number(text, NUMBERS[name], none=name == "days_before")
        elif name == "special":
            said = f"lower({_trimmed(text)})"
            found[name] = (
                f"case when {said} in {_listed(SPECIAL)} then true "
                f"when {said} in {_listed(NOT_SPECIAL)} then false end"
            )
        else:
            found[name] = _trimmed(text)
    columns = ", ".join(f"{value} as {name}" for name, value in found.items())
    return f"select {columns} from {_file(cases, ', file_row_number = true')}"


def _trimmed(text: str) -> str:
    """Return a text without white space around it; most have none and are only looked at."""
    held = f"coalesce({text}, '')"
    return (
        f"case when regexp_full_match({held}, '[!-~]*') then {held} "
        f"else trim({held}, {literal(SPACES)}) end"
    )


def _amount(text: str, *, is_needed: bool) -> str:
    form = literal(f" *[0-9]{{1,{MOST_DIGITS}}}([.][0-9]{{1,2}})? *")
    fen = (
        f"case when regexp_full_match({text}, {form}) "
        f"then cast(cast({text} as decimal({MOST_DIGITS + 2}, 2)) * 100 as bigint) end"
    )
    if is_needed:
        return fen
    return f"case when trim(coalesce({text}, ''), ' ') = '' then 0 else {fen} end"


def _number(text: str, least: int, *, none: bool) -> str:
    whole = (
        f"case when regexp_full_match({text}, ' *-?[0-9]{{1,9}} *') then cast({text} as bigint) end"
    )
    within = f"case when {whole} between {least} and {MOST_DAYS} then {whole} end"
    if not none:
        return within
    return f"case when trim(coalesce({text}, ''), ' ') = '' then 0 else {within} end"


def _listed(words: tuple[str, ...]) -> str:
    return f"({', '.join(map(literal, words))})"
