"""The command line explains itself in Chinese where the terminal is Chinese."""

from __future__ import annotations

import os
import subprocess
import sys

import polib
import pytest
from typer.main import get_command

from yiyang.faces.cli import app
from yiyang.faces.cli.spoken import AREA, language_asked, sayings

FRAME = {"Arguments", "Options", "Commands"}  # typer's own
RUN = "from yiyang.faces.cli import main; main()"


def test_every_explanation_has_chinese_and_nothing_is_translated_for_nobody() -> None:
    translated = {
        entry.msgid
        for entry in polib.pofile(str(AREA / "zh_Hans/LC_MESSAGES/django.po"))
        if entry.msgstr and not entry.obsolete
    }
    assert translated - FRAME == {said for said, _ in sayings(get_command(app()))}


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "YIYANG_LANGUAGE": "en"}, "en"),
        ({"YIYANG_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_program_asks_its_own_setting_before_the_terminal(
    environ: dict[str, str], language: str
) -> None:
    assert language_asked(environ) == language


def _said(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    around = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], check=False, capture_output=True, text=True,
        env=around | {"PYTHONUTF8": "1"} | environ,
    )  # fmt: skip


def test_a_chinese_terminal_reads_chinese() -> None:
    assert "显示 KEY 在某日的有效值" in _said("policy", "--help", LANG="zh_CN.UTF-8").stdout
    assert "Show the value of KEY" in _said("policy", "--help", LANG="C.UTF-8").stdout


def test_a_language_that_nothing_is_said_in_is_refused() -> None:
    done = _said("policy", "show", "access.powers", "--on", "2026-01-01", "--language", "fr")
    assert done.returncode == 2
    assert "zh or en" in done.stderr and "Traceback" not in done.stderr
