"""The command line explains itself in Chinese where the terminal is Chinese."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from typer.main import get_command

from yiyang.faces import cli
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BAD_INPUT, BadInput
from yiyang.faces.cli.spoken import AREA, language_asked, sayings, speak

FRAME = {"Arguments", "Options", "Commands"}  # typer's own
COMMANDS = Path(cli.__file__).parent
SAYERS = {"say", "spoken", "BadInput", "Fault", "CannotRun", "ValueError"}
OF_A_CHECKOUT = {"bench.py", "clauses.py"}  # commands of who works on the program
RUN = "from yiyang.faces.cli import main; main()"


def test_every_explanation_has_chinese_and_nothing_is_translated_for_nobody() -> None:
    translated = {
        entry.msgid
        for entry in polib.pofile(str(AREA / "zh_Hans/LC_MESSAGES/django.po"))
        if entry.msgstr and not entry.obsolete
    }
    explained = {said for said, _ in sayings(get_command(app()))}
    assert translated - FRAME == explained | {said for _, said in _sentences() if said}


def test_what_a_command_says_is_a_sentence_that_can_be_said_otherwise() -> None:
    assert [where for where, said in _sentences() if said is None] == []


def test_a_refusal_is_told_in_chinese_with_its_values(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("[]")
    asked = ("assess", "NEWS2", str(tmp_path / "answers.json"))
    done = _said(*asked, LANG="zh_CN.UTF-8")
    assert done.returncode == BAD_INPUT
    assert done.stderr.strip() == f"{tmp_path}/answers.json：答案应为一个 JSON 对象，按条目列出"
    assert "the answers are one JSON object" in _said(*asked, LANG="C.UTF-8").stderr


def test_what_is_wrong_in_a_sheet_is_told_in_chinese_with_its_place(tmp_path: Path) -> None:
    sheet = tmp_path / "claim.json"
    sheet.write_text('{"insurance": "PET", "lines": [{"code": "x", "amount": "-1", "on": 3}]}')
    told = _said("adjudicate", str(sheet), LANG="zh_CN.UTF-8").stderr
    assert f"{sheet}: insurance: 没有这个名称的项" in told
    assert f"{sheet}: on: 缺少此项" in told
    assert f"{sheet}: lines.0.on: 没有这个名称的项" in told
    assert "nput" not in told


def test_what_one_command_was_asked_in_binds_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    speak(get_command(app()))
    assert str(BadInput("{file}: no such file", file="a")) == "a：没有这个文件"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert str(BadInput("{file}: no such file", file="a")) == "a: no such file"


def _sentences() -> Iterator[tuple[str, str | None]]:
    """Yield where a command says something, and the sentence; None for one with words put in."""
    for file in sorted(COMMANDS.glob("*.py")):
        if file.name in OF_A_CHECKOUT:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(said)), *_]):
                    if name in SAYERS:
                        yield f"{file.name}:{node.lineno}", said
                case ast.Call(func=ast.Name(id=name), args=[ast.JoinedStr(values=parts), *_]):
                    words = "".join(str(p.value) for p in parts if isinstance(p, ast.Constant))
                    if name in SAYERS and re.search("[a-z]{2}", words):
                        yield f"{file.name}:{node.lineno}", None


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
