"""``yiyang texts`` without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_compile_needs_no_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yiyang.faces.cli", "texts", "compile", "--json"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"YIYANG_DATA": str(tmp_path / "data"), "YIYANG_DATABASE_URL": "postgres://nowhere/x"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout).keys() == {"compiled"}
    assert not (tmp_path / "data").exists()
