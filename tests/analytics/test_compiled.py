"""Compiled functions in an install that nobody may write."""

import os
import subprocess
import sys
from pathlib import Path

WORDS = """
import tempfile

def refused(*_, **__):
    raise OSError(30, "Read-only file system")

tempfile.TemporaryFile = refused  # what numba tries in a folder before it keeps anything there
from yiyang.analytics.grouping.lines import WholeLines
import io
print(WholeLines(io.BytesIO(b'a,"b\\nc,d\\n')).read(100))
"""


def test_where_nothing_can_be_kept_the_functions_are_compiled_all_the_same(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "file" / "none")
    (tmp_path / "file").write_text("no folder can be made in a file")
    told = subprocess.run(
        [sys.executable, "-c", WORDS],
        env={**os.environ, "HOME": nowhere, "XDG_CACHE_HOME": nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout.strip(), told.returncode) == ("b'    \\nc,d\\n'", 0), told.stderr
