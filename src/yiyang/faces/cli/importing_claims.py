"""``yiyang import claims PATH…`` and ``yiyang import covers PATH…``: each file whole or not."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.claims_file import CoverSheet, SentSheet, sheets
from yiyang.faces.cli.code_lists import codes_under
from yiyang.faces.cli.rule_lists import lists_under
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer, program, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import say_in
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message

if TYPE_CHECKING:
    from yiyang.claims.importing import Imported

MOST_BYTES = 50_000_000  # some 15 times as much memory
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Paths = Annotated[list[str], typer.Argument(help="JSON files (.json, one object a line), or -")]
OnlyReceive = Annotated[bool, typer.Option("--only-receive", help="Take in, settle later.")]
Correct = Annotated[
    bool, typer.Option("--correct", help="Other words under a known number are a correction.")
]


def claims(
    paths: Paths,
    *,
    only_receive: OnlyReceive = False,
    correct: Correct = False,
    as_json: AsJson = False,
) -> None:
    """Import claims and settle them by the book; a file with a fault is left out whole."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.claims.importing import import_claims  # noqa: PLC0415

        at = timezone.now()

        def take(body: bytes, name: str) -> Imported:
            sent = [sheet.sent() for sheet in sheets(body, SentSheet, name)]
            _refuse_unknown_nodes([one.through for one in sent])
            return import_claims(
                sent=sent, settles=not only_receive, corrects=correct, by=PROGRAM, at=at
            )

        _take_in(paths, take, as_json=as_json)


def _refuse_unknown_nodes(through: Sequence[str]) -> None:
    from yiyang.claims.errors import ClaimHasFaults  # noqa: PLC0415 -- Django is set up by now
    from yiyang.exchange.selectors import is_partner  # noqa: PLC0415

    code = "CLAIM_UNKNOWN_NODE"
    strange = {node for node in through if node and not is_partner(node)}
    if strange:
        raise ClaimHasFaults(
            [
                Finding(code, f"claims.{number}.through", Message(code))
                for number, node in enumerate(through)
                if node in strange
            ]
        )


def covers(paths: Paths, *, as_json: AsJson = False) -> None:
    """Import who is insured how and when; a file with a fault is left out whole."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.claims.importing import import_covers  # noqa: PLC0415

        at = timezone.now()

        def take(body: bytes, name: str) -> Imported:
            sent = [sheet.sent() for sheet in sheets(body, CoverSheet, name)]
            return import_covers(sent=sent, by=PROGRAM, at=at)

        _take_in(paths, take, as_json=as_json)


def code_lists(
    folder: Annotated[str, typer.Argument(help="A folder with icd10_*.dat and icd9cm3_*.dat.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take in lists of diagnosis and operation codes, in place of those taken in before."""
    found = codes_under(folder)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.claims.services.lists import keep_codes  # noqa: PLC0415

        keep_codes(codes=found, by=PROGRAM, at=timezone.now())
    counts = {kind: len(listed) for kind, listed in found.items()}
    text = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    answer({"counts": counts}, as_json=as_json, text=text)


def rule_lists(
    folder: Annotated[str, typer.Argument(help="A folder of the insurer's rule lists.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take in the rule lists that fund supervision looks with, the latest ones from now on."""
    found = lists_under(folder)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.oversight.services import keep_lists  # noqa: PLC0415

        counts = keep_lists(lists=found, by=PROGRAM, at=timezone.now()).counts
    text = ", ".join(f"{name} {count}" for name, count in counts.items())
    answer({"counts": counts}, as_json=as_json, text=text)


def _take_in(
    paths: Sequence[str], take: Callable[[bytes, str], Imported], *, as_json: bool
) -> None:
    from yiyang.claims.errors import ClaimHasFaults  # noqa: PLC0415 -- Django is set up by now

    counts: Counter[str] = Counter()
    findings: list[dict[str, str]] = []
    is_bad = False
    for path in paths:
        try:
            done = take(_read(path), path)
        except ClaimHasFaults as refused:
            is_bad = True
            findings += [_told(path, one) for one in refused.findings]
        except BadInput as fault:
            is_bad = True
            findings += [
                {"file": path, "code": "BAD_FILE", "where": "", "said": one}
                for one in str(fault).replace(f"{path}: ", "").splitlines()
            ]
        else:
            counts.update(done.counts)
            findings += [_told(path, one) for one in done.held]
    for one in findings:
        say(": ".join(part for part in (one["file"], one["where"], one["said"]) if part))
    document: dict[str, Any] = {"counts": dict(sorted(counts.items())), "findings": findings}
    text = ", ".join(f"{name} {count}" for name, count in document["counts"].items())
    answer(document, as_json=as_json, text=text or "nothing was written")
    if is_bad:
        raise typer.Exit(BAD_INPUT)


def _told(path: str, one: Finding) -> dict[str, str]:
    said = say_in(one.message, language_asked())
    return {"file": path, "code": one.code, "where": one.where, "said": said}


def _read(path: str) -> bytes:
    try:
        if path == "-":
            body = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as opened:
                body = opened.read(MOST_BYTES + 1)
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}") from fault
    if len(body) > MOST_BYTES:
        raise BadInput("{path}: more than {most} bytes", path=path, most=MOST_BYTES)
    return body


def add_to(imports: typer.Typer) -> None:
    """Add the commands to the group."""
    imports.command("claims")(claims)
    imports.command("covers")(covers)
    imports.command("code-lists")(code_lists)
    imports.command("rule-lists")(rule_lists)
