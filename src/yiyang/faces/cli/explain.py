"""``yiyang explain ID``: a decision asked again, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from yiyang.faces.cli.policy import Language
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import catalogue, say_in
from yiyang.kernel.plain import to_plain
from yiyang.policy.missions import missions

if TYPE_CHECKING:
    from yiyang.decisions.models import Decision
    from yiyang.decisions.replay import Replay

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def explain(decision_id: int, *, language: Language = "zh", as_json: AsJson = False) -> None:
    """Ask a decision again of the book it was made from, and say what it rests on."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.audit.services import PROGRAM, record  # noqa: PLC0415
        from yiyang.decisions.models import Decision  # noqa: PLC0415

        decision = Decision.objects.filter(pk=decision_id).first()
        if decision is None:
            raise BadInput("no decision {decision_id}", decision_id=decision_id)
        record(
            by=PROGRAM,
            at=timezone.now(),
            action="decision.explain",
            subject_kind="decision",
            subject_id=decision.pk,
            person_id=decision.person_id,
        )
        document = _document(decision)
        answer(document, as_json=as_json, text=_sheet(document, language))


def _document(decision: Decision) -> dict[str, Any]:
    from yiyang.decisions.book import current_book  # noqa: PLC0415 -- needs Django set up
    from yiyang.decisions.reasons import sections  # noqa: PLC0415
    from yiyang.decisions.replay import ask_again, replay  # noqa: PLC0415

    again, now = replay(decision), ask_again(decision, current_book())
    return {
        "id": decision.pk,
        "rule": decision.rule,
        "version": decision.rule_version,
        "day": decision.day.isoformat(),
        "place": decision.place,
        "strict": decision.strict,
        "made_at": decision.made_at.isoformat(),
        "subject": {"kind": decision.subject_kind, "id": decision.subject_id},
        "facts": decision.facts,
        "result": decision.result,
        "reasons": [to_plain(section) for section in sections(decision.result)],
        "book": decision.book_digest,
        "lines": [_line(line) for line in again.lines],
        "replay": _replay(again),
        "present_book": _replay(now),
    }


def _line(line: Any) -> dict[str, Any]:
    return dict(to_plain(line)) | {"mission_title": to_plain(missions()[line.mission])}


def _replay(again: Replay) -> dict[str, Any]:
    return {
        "outcome": again.outcome.value,
        "differences": [to_plain(difference) for difference in again.differences],
        "why": again.why,
    }


def _sheet(document: dict[str, Any], language: str) -> str:
    lines = [
        f"{document['id']}  {document['rule']} {document['version']}"
        f"  {document['day']}  {document['place']}",
        "",
        _json("facts", document["facts"]),
        _json("result", document["result"]),
        "",
    ]
    for section in document["reasons"]:
        about = " / ".join([*section["about"], section["name"]])
        lines += [f"{about}: {say_in(r['message'], language)}" for r in section["reasons"]]
    lines += ["", *(_cited(line, language) for line in document["lines"]), ""]
    for name in ("replay", "present_book"):
        lines += _outcome(name, document[name], language)
    return "\n".join(lines)


def _json(name: str, value: Any) -> str:
    return f"{name} {orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()}"


def _cited(line: dict[str, Any], language: str) -> str:
    tongue = "zh" if language.startswith("zh") else "en"
    authority = line["authority"]
    return (
        f"{line['key']} = {line['value']} {line['unit']}  [{line['mark']}]  {line['mission']}  "
        f"{authority['title'][tongue]} {authority['article']} {authority['effective_on'] or ''}"
    ).rstrip()


def _outcome(name: str, again: dict[str, Any], language: str) -> list[str]:
    said = catalogue().label(again["outcome"], language)
    differing = [f"  {d['where']}: {d['before']} -> {d['after']}" for d in again["differences"]]
    return [f"{name}: {said}", *differing, *([f"  {again['why']}"] if again["why"] else [])]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)
