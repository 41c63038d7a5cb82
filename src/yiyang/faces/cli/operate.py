"""``yiyang doctor``, ``backup`` and ``restore``: what keeps a node well."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from yiyang.faces.cli.shell import FAULT, BadInput, answer, program, refuse_no_node, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import LANGUAGES, Message

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON.")]
PASSPHRASE = "YIYANG_BACKUP_PASSPHRASE"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)


def doctor(as_json: Json = False) -> None:
    """Look at server, tables, keys, jobs, seals, disk and book; exit code 1 when one fails."""
    refuse_no_node()
    with program(makes=True):  # without tables too: that is one of its findings
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.faces.operations.doctor import State, examine  # noqa: PLC0415

        checks = examine(timezone.now())
        well = all(check.state is not State.FAIL for check in checks)
        language = language_asked(os.environ)
        lines = [
            f"{c.state:4} {c.name}: {say_in(c.said, language)}"
            + (f" -> {say_in(c.remedy, language)}" if c.remedy else "")
            for c in checks
        ]
        found = [
            {**asdict(c), "said": _in_both(c.said), "remedy": c.remedy and _in_both(c.remedy)}
            for c in checks
        ]
        answer({"well": well, "checks": found}, as_json=as_json, text="\n".join(lines))
        if not well:
            raise typer.Exit(FAULT)


def _in_both(said: Message) -> dict[str, str]:
    """Return a sentence in both languages: who keeps a node may read either."""
    return {language: say_in(said, language) for language in LANGUAGES}


def backup(file: Path, as_json: Json = False) -> None:
    """Write the node into FILE: database, public keys, and private keys if locked.

    YIYANG_BACKUP_PASSPHRASE locks the private keys; without it they are left out.
    """
    passphrase = os.environ.get(PASSPHRASE, "")
    if file.exists():
        raise BadInput("{file} exists already", file=file)
    if not file.resolve().parent.is_dir():
        raise BadInput("{folder} is not a folder", folder=file.parent)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.faces.operations.backup import back_up  # noqa: PLC0415

        manifest = back_up(file.resolve(), at=timezone.now(), passphrase=passphrase)
        if not passphrase:
            say(
                "The private keys are not in it ({variable} is not set): keep them apart.",
                variable=PASSPHRASE,
            )
        rows = sum(manifest.counts.values())
        text = f"{file}: {rows} rows of {len(manifest.counts)} tables"
        answer(asdict(manifest), as_json=as_json, text=text)


def restore(file: Path, as_json: Json = False) -> None:
    """Make a node again from FILE, only into an empty database; exit code 1 if it differs."""
    if not file.is_file():
        raise BadInput("{file}: no such file", file=file)
    with program(makes=True):
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.faces.cli.serve import prepare_database, prepare_server  # noqa: PLC0415
        from yiyang.faces.operations.restore import BadBackup  # noqa: PLC0415
        from yiyang.faces.operations.restore import restore as bring_back  # noqa: PLC0415
        from yiyang.faces.operations.seals import sentence  # noqa: PLC0415
        from yiyang.faces.operations.silencing import silence_copy  # noqa: PLC0415

        prepare_server()
        try:
            restored = bring_back(file, passphrase=os.environ.get(PASSPHRASE, ""))
        except BadBackup as fault:
            raise BadInput(str(fault)) from fault
        prepare_database()
        still = silence_copy(at=timezone.now())
        lines = [
            f"{name}: {was} rows were backed up, {now} came back"
            for name, (was, now) in restored.differing.items()
        ]
        lines += [sentence(report) for report in restored.reports]
        for count, said in (
            (still.subscriptions, "subscriptions were switched off"),
            (still.nodes, "nodes were stopped: yiyang nodes start"),
            (still.notices, "notices that waited are not sent"),
        ):
            lines += [f"{count} {said}"] if count else []
        document = {
            "whole": restored.is_whole,
            **asdict(restored),
            "stopped": still.subscriptions,
            "nodes_stopped": still.nodes,
            "notices_dropped": still.notices,
        }
        answer(document, as_json=as_json, text="\n".join(lines))
        if not restored.is_whole:
            raise typer.Exit(FAULT)
