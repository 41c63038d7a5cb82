"""The forms of agreements: their wording in both languages, read once from ``forms``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from yiyang.kernel.messages import Text
from yiyang.kernel.strict_yaml import read_yaml

FORMS = Path(__file__).parent / "forms"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Words(_Strict):
    """One text in both languages; neither may be missing."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        """The words as other texts of the program are kept."""
        return Text(zh=self.zh, en=self.en)

    def filled(self, values: dict[str, Text]) -> Text:
        """Return the words with the values of their braces, each in its language."""
        return Text(
            zh=self.zh.format(**{name: text.zh for name, text in values.items()}),
            en=self.en.format(**{name: text.en for name, text in values.items()}),
        )


class Section(_Strict):
    """A section with its code, its heading and its paragraphs."""

    code: str
    title: Words
    text: list[Words] = Field(min_length=1)


class Form(_Strict):
    """One form: the version stands on every agreement made with it."""

    version: str
    title: Words
    preamble: Words
    sections: list[Section]

    @property
    def contents(self) -> frozenset[str]:
        """The codes of the sections: HZ-8 asks for six of them."""
        return frozenset(section.code for section in self.sections)


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Return every form by the name of its file.  Raises ValidationError for a missing language."""
    return {
        path.stem: Form.model_validate(read_yaml(path)) for path in sorted(FORMS.glob("*.yaml"))
    }


def family_doctor_form() -> Form:
    """Return the form of family doctor agreements."""
    return forms()["family_doctor"]
