"""The language in which the command line explains itself.

English stands in the code.  Its Chinese is an area of the texts of the faces, which ``gettext``
reads for typer's own words too.  What a command answers goes by its ``--language``.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any

CHINESE, ENGLISH = "zh", "en"
AREA = Path(__file__).parents[1] / "web" / "texts" / "commands"
CATALOGUE = "zh_Hans"
TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set says it


def language_asked(environ: Mapping[str, str] = os.environ) -> str:
    """Return zh or en: what ``YIYANG_LANGUAGE`` says, else the language of the terminal."""
    given = environ.get("YIYANG_LANGUAGE")
    if given is None:
        given = next((environ[name] for name in TERMINAL if environ.get(name)), ENGLISH)
    return CHINESE if given.startswith(CHINESE) else ENGLISH


def speak(root: Any) -> Any:
    """Return the commands, explaining themselves in the language that is asked for."""
    if language_asked() == CHINESE:
        os.environ["LANGUAGE"] = CATALOGUE  # for typer's own words, which it asks gettext for
        gettext.bindtextdomain("django", str(AREA))
        gettext.textdomain("django")
        for said, put in sayings(root):
            put(spoken(said))
    return root


def spoken(said: str, **values: object) -> str:
    """Return a sentence of a command in the language that is asked for.

    Args:
        said: English; what has no Chinese (a finding that is in words already) stays as it is.
        values: what stands in the sentence by name, as ``str.format`` puts it.
    """
    sentence = _chinese().gettext(said) if said and language_asked() == CHINESE else said
    return sentence.format(**values) if values else sentence


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("django", AREA, [CATALOGUE], fallback=True)


def sayings(command: Any) -> Iterator[tuple[str, Callable[[str], None]]]:
    """Return each explanation of a command and of those below it, and how it is put otherwise.

    Args:
        command: as ``typer.main.get_command`` makes it.  Hidden ones are nobody's to read.
    """
    if command.hidden:
        return
    for one in (command, *command.params):
        if getattr(one, "help", None):
            yield cleandoc(one.help), lambda text, one=one: setattr(one, "help", text)  # type: ignore[misc]
    for below in getattr(command, "commands", {}).values():
        yield from sayings(below)
