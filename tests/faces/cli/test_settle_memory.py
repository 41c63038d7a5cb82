"""``yiyang settle`` holds no more however many discharges there are, special cases among them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.analytics.settlement.scenarios import RATE, write_scenario

STATUS = Path("/proc/self/status")
FEW, MANY = 50_000, 400_000
LIMIT_MB = 100  # that the database may hold
GROUPS = 600
MADE = f"""
copy (
  select 'D' || i as id, 'H' || (hash(i, 1) % 200) as institution,
    'G' || (hash(i, 2) % {GROUPS}) as drg,
    cast((100 + hash(i, 3) % 8000000) / 100.0 as decimal(12, 2)) as cost,
    case when hash(i, 4) % 12 = 0 then '1' else '' end as special
  from range({{cases}}) t(i)
) to '{{path}}' (format parquet)
"""
# Of the process itself: what its parent held when it began counts in ru_maxrss, not here.
SETTLE = """
import sys
from yiyang.faces.cli import main
try:
    main()
finally:
    sys.stderr.write(open("/proc/self/status").read())
"""


def peak_mb(folder: Path, cases: int) -> tuple[float, int]:
    """Return the most that a run in a process of its own held, and its special cases."""
    path = folder / f"{cases}.parquet"
    with duckdb.connect() as duck:
        duck.execute(MADE.format(cases=cases, path=path))
    ended = subprocess.run(
        [
            sys.executable, "-c", SETTLE, "settle", str(folder / "scenario.toml"), "--cases",
            str(path), "--out", str(folder / f"out{cases}"), "--memory", f"{LIMIT_MB}MB", "--json",
        ],
        text=True, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert (told["cases"], told["left_out"]) == (cases, {})
    held = re.search(r"^VmHWM:\s+([0-9]+) kB$", ended.stderr, re.MULTILINE)
    assert held is not None
    return int(held[1]) / 1024, sum(row["special"] for row in told["statements"])


@pytest.mark.slow
def test_eight_times_as_many_discharges_take_no_more_than_the_database_may_hold(
    tmp_path: Path,
) -> None:
    """What grows is the database, and it was told its limit; 300 bytes a discharge would pass it.

    A row in Python takes more than 300 bytes, so that whoever reads discharges into it is found.
    """
    if not STATUS.exists():
        pytest.skip("no /proc on this machine: what a process held at most is not told")
    text = RATE + '[special]\nmost = "0.05"\n[outliers]\nfamily = "H4"\n'
    rows = "".join(
        f"G{n},{(200 + n * 10) // 1000}.{(200 + n * 10) % 1000:03}\n" for n in range(GROUPS)
    )
    write_scenario(tmp_path, text, "drg,rw\n" + rows)
    (few, some), (many, more) = peak_mb(tmp_path, FEW), peak_mb(tmp_path, MANY)
    assert 0 < some <= FEW // 20 < more <= MANY // 20
    assert many - few < LIMIT_MB, (few, many)
