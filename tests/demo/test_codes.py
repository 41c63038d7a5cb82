"""The second factor's code is the standard one; the keys of a demonstration stay."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from yiyang.demo.codes import code_at, seconds_left
from yiyang.demo.keys import demo_keys

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", RFC 6238 appendix B


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_vectors_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_at(SECRET, at) == code
    assert 1 <= seconds_left(at) <= 30


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = demo_keys(tmp_path)
    assert demo_keys(tmp_path) == first
    assert (tmp_path / "keys" / "demo.json").stat().st_mode & 0o077 == 0
    assert first != demo_keys(tmp_path / "other")
