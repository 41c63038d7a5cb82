"""YAML as officials write it: plain, no key twice, no anchors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LARGEST_BYTES = 4 * 1024 * 1024
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadYaml(Exception):
    """A file is no plain YAML; the text names the file and the line."""


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds; None when it is empty.

    Raises:
        BadYaml: broken syntax or encoding, a key twice in one mapping, an anchor or a merge,
            a tag of Python's, or more than ``LARGEST_BYTES``.
    """
    where = f"{path.parent.name}/{path.name}"
    if path.stat().st_size > LARGEST_BYTES:
        raise BadYaml(f"{where}: larger than {LARGEST_BYTES} bytes")
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), where)
    except UnicodeDecodeError as error:
        raise BadYaml(f"{where}: not UTF-8") from error


def parse_yaml(text: str, where: str = "text") -> Any:
    """Return what YAML text holds.  Raises BadYaml as ``read_yaml`` does."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _refuse_cleverness(node, set(), where)
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        raise BadYaml(f"{where}: {error}") from error
    except RecursionError as error:
        raise BadYaml(f"{where}: nested too deeply") from error
    finally:
        loader.dispose()


def _refuse_cleverness(node: yaml.Node, seen: set[int], where: str) -> None:
    """A node met twice is an alias: text that means something else elsewhere, or a bomb."""
    here = f"{where}:{node.start_mark.line + 1}"
    if id(node) in seen:
        raise BadYaml(f"{here}: an alias; write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        _refuse_repeated_keys(node, where)
        for key, value in node.value:
            _refuse_cleverness(key, seen, where)
            _refuse_cleverness(value, seen, where)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_cleverness(item, seen, where)


def _refuse_repeated_keys(node: yaml.MappingNode, where: str) -> None:
    keys: set[str] = set()
    for key, _ in node.value:
        here = f"{where}:{key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise BadYaml(f"{here}: a key is a plain word")
        if key.value in keys:
            raise BadYaml(f"{here}: {key.value} stands twice")
        if key.value == "<<":
            raise BadYaml(f"{here}: a merge; write the values out")
        keys.add(key.value)
