"""YAML as officials write it: plain, no key twice, no anchors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LARGEST_BYTES = 4 * 1024 * 1024
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadYaml(Exception):
    """A file is no plain YAML; ``code`` and ``params`` say why, to be read in either language.

    Its own text, in English, names the file and the line for who keeps the files.
    """

    def __init__(self, code: str, text: str, **params: str | int) -> None:
        super().__init__(text)
        self.code = code
        self.params = params


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds; None when it is empty.

    Raises:
        BadYaml: broken syntax or encoding, a key twice in one mapping, an anchor or a merge,
            a tag of Python's, or more than ``LARGEST_BYTES``.
    """
    where = f"{path.parent.name}/{path.name}"
    if path.stat().st_size > LARGEST_BYTES:
        raise BadYaml(
            "YAML_TOO_LARGE", f"{where}: larger than {LARGEST_BYTES} bytes", most=LARGEST_BYTES
        )
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), where)
    except UnicodeDecodeError as error:
        raise BadYaml("YAML_NOT_UTF8", f"{where}: not UTF-8") from error


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
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        told = f"{where}: {error}"
        raise BadYaml("YAML_BROKEN", told, line=line, column=column) from error
    except RecursionError as error:
        raise BadYaml("YAML_TOO_DEEP", f"{where}: nested too deeply") from error
    finally:
        loader.dispose()


def _refuse_cleverness(node: yaml.Node, seen: set[int], where: str) -> None:
    """A node met twice is an alias: text that means something else elsewhere, or a bomb."""
    if id(node) in seen:
        raise _at(node, where, "YAML_ALIAS", "an alias; write the value out")
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
        if not isinstance(key, yaml.ScalarNode):
            raise _at(key, where, "YAML_KEY_NOT_PLAIN", "a key is a plain word")
        if key.value in keys:
            raise _at(key, where, "YAML_KEY_TWICE", f"{key.value} stands twice", key=key.value)
        if key.value == "<<":
            raise _at(key, where, "YAML_MERGE", "a merge; write the values out")
        keys.add(key.value)


def _at(node: yaml.Node, where: str, code: str, text: str, **params: str) -> BadYaml:
    line = node.start_mark.line + 1
    return BadYaml(code, f"{where}:{line}: {text}", line=line, **params)
