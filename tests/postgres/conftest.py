"""Data directories that the owner of a cluster can reach, unlike pytest's own (mode 700)."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="yiyang-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)
