"""What is said to a person: a code and its parameters here, the sentence in ``texts.yaml``.

Pure floors answer with codes, so that one answer can be read in either language and a test
never matches on a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yiyang.kernel.strict_yaml import BadYaml, read_yaml

LANGUAGES = ("zh", "en")

Param = str | int | None


class BadText(Exception):
    """A file of texts breaks the format."""


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text for a language tag such as ``zh-hans`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Message:
    """A sentence by its stable code, with the values that fill it."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """Every message's sentence in both languages, by code."""

    texts: Mapping[str, Text]

    def render(self, message: Message, language: str) -> str:
        """Return the sentence of ``message``; parameters that are codes are translated too.

        A code may stand for a sentence with parameters of its own: they are the message's.

        Raises:
            KeyError: no text has this code, or the sentence names a parameter not given.
        """
        params = message.params
        named = {n: v for n, v in params.items() if isinstance(v, str) and v in self.texts}
        words = {**params, **{n: self.texts[v].in_language(language) for n, v in named.items()}}
        inside = {n: _filled(str(words[n]), words) for n in named}
        return self.texts[message.code].in_language(language).format(**{**words, **inside})

    def label(self, code: str, language: str) -> str:
        """Return the text of a bare code.  Raises KeyError when there is none."""
        return self.texts[code].in_language(language)


def _filled(text: str, words: Mapping[str, object]) -> str:
    """Return a sentence with its parameters; as it stands where one of them is not given."""
    try:
        return text.format(**words)
    except (KeyError, IndexError, ValueError):
        return text


def load_catalogue(paths: Iterable[Path]) -> Catalogue:
    """Read files of the form ``CODE: {zh: ..., en: ...}``.

    Raises:
        BadText: a language is missing or empty, or one code stands in two files with
            different texts.
    """
    texts: dict[str, Text] = {}
    for path in paths:
        entries = _entries(path)
        for code, raw in entries.items():
            if not isinstance(raw, dict) or set(raw) != set(LANGUAGES) or not all(raw.values()):
                raise BadText(f"{path.parent.name}/{path.name}: {code} needs zh and en")
            text = Text(zh=str(raw["zh"]), en=str(raw["en"]))
            if texts.setdefault(str(code), text) != text:
                raise BadText(f"{path.parent.name}/{path.name}: {code} has two texts")
    return Catalogue(texts)


def _entries(path: Path) -> dict[str, object]:
    try:
        entries = read_yaml(path) or {}
    except BadYaml as error:
        raise BadText(str(error)) from error
    if not isinstance(entries, dict):
        raise BadText(f"{path.parent.name}/{path.name}: not a list of codes")
    return entries


def load_package_texts(root: Path) -> Catalogue:
    """Read every ``texts.yaml`` below the package folder ``root``."""
    return load_catalogue(sorted(root.rglob("texts.yaml")))
