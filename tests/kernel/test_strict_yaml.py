"""YAML is plain, or refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiyang.kernel.strict_yaml import LARGEST_BYTES, BadYaml, parse_yaml, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def test_plain_yaml_is_read() -> None:
    assert parse_yaml("a: ['1', {b: c}]\nd:\n  - e\n") == {"a": ["1", {"b": "c"}], "d": ["e"]}
    assert parse_yaml("") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: '1'\nb: '2'\na: '3'\n", "text:3: a stands twice"),
        ("x:\n  a: '1'\n  a: '1'\n", "text:3: a stands twice"),
        (BOMB, "text:1: an alias"),
        ("a: &x y\nb: *x\n", "an alias"),
        ("a: {b: c}\nd:\n  <<: {b: c}\n", "text:3: a merge"),
        ("? [a]\n: b\n", "a key is a plain word"),
        ("a: [b", "text: "),
        ("a: !!python/object/apply:os.system [ls]", "text: "),
        ("a: " + "[" * 5000 + "]" * 5000, "text: "),
    ],
)
def test_what_is_not_plain_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadYaml) as refused:
        parse_yaml(text)
    assert why in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("标题: 床位".encode("gb18030"))
    with pytest.raises(BadYaml, match="not UTF-8"):
        read_yaml(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (LARGEST_BYTES + 1))
    with pytest.raises(BadYaml, match="larger"):
        read_yaml(path)
