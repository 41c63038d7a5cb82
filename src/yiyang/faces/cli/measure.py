"""``yiyang measure``: a named figure by what it can be told apart by, against its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import label_in

if TYPE_CHECKING:
    from yiyang.measures.report import Line, Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(measure)


def measure(
    name: Annotated[str, typer.Argument(help="Such as coverage.everyone; see --list.")] = "",
    *,
    by: Annotated[
        str, typer.Option("--by", help="place, institution, team, doctor, group, month; commas.")
    ] = "",
    period: Annotated[
        str, typer.Option("--period", help="2026, 2026-Q1, 2026-03; this year unless told.")
    ] = "",
    place: Place = HOME_PLACE,
    list_all: Annotated[bool, typer.Option("--list", help="List the measures.")] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Compute a measure from the rows it is of, and hold it against its target."""
    if list_all == bool(name):
        raise BadInput("give NAME, or --list")
    with program():
        if list_all:
            listed = _listed()
            text = "\n".join(
                f"{row['name']}  {label_in(row['label'], language)}  [{row['by']}]"
                for row in listed
            )
            answer(listed, as_json=as_json, text=text)
            return
        found = _computed(name, by, period, place)
        document = _document(found, language)
        answer(document, as_json=as_json, text=_table(document, language))


def _listed() -> list[dict[str, Any]]:
    from yiyang.measures.registry import every  # noqa: PLC0415 -- Django is set up only now

    return [
        {
            "name": each.name,
            "label": each.label,
            "unit": each.unit,
            "direction": each.direction,
            "clauses": list(each.clauses),
            "target": each.target or None,
            "by": " ".join(each.by),
        }
        for each in every().values()
    ]


def _computed(name: str, by: str, period: str, place: str) -> Report:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.kernel.period import period_of  # noqa: PLC0415
    from yiyang.measures.registry import breakdown, measure_named  # noqa: PLC0415
    from yiyang.measures.report import node_question, report  # noqa: PLC0415

    now = timezone.now()
    today = timezone.localdate(now)
    asked = period_of(period or f"{today:%Y}")
    found = measure_named(name)
    return report(
        measure=found,
        question=node_question(place, asked, today),
        by=breakdown(found, by),
        among=f"PLACE {place}",
        actor=PROGRAM,
        at=now,
    )


def _document(found: Report, language: str) -> dict[str, Any]:
    return {
        "measure": found.measure.name,
        "label": label_in(found.measure.label, language),
        "unit": found.measure.unit,
        "direction": found.measure.direction,
        "clauses": list(found.measure.clauses),
        "period": found.question.period.code,
        "point": found.question.point.isoformat(),
        "by": list(found.by),
        "total": _figure(found.total, language),
        "lines": [_figure(line, language) for line in found.lines],
    }


def _figure(line: Line, language: str) -> dict[str, Any]:
    verdict = line.verdict
    return {
        "keys": list(line.keys),
        "names": [
            name.in_language(language) if name else _coded(key, language)
            for name, key in zip(line.names, line.keys, strict=True)
        ],
        "numerator": line.count.numerator,
        "denominator": line.count.denominator,
        "value": _text(line.value),
        "drawn_in": _text(line.drawn_in),
        "target": _text(verdict.judged.target) if verdict else None,
        "growth": _text(verdict.judged.growth) if verdict else None,
        "verdict": verdict.judged.verdict if verdict else None,
        "decision": verdict.decision_id if verdict else None,
    }


def _coded(key: object, language: str) -> str:
    return "-" if key is None else label_in(str(key), language)


def _text(number: object) -> str | None:
    return None if number is None else str(number)


def _table(document: dict[str, Any], language: str) -> str:
    head = f"{document['label']}  {document['period']} ({document['point']})"
    lines = [head, _told(document["total"], "=", document["unit"], language)]
    lines += [
        _told(line, "  ".join(line["names"]), document["unit"], language)
        for line in document["lines"]
    ]
    return "\n".join(lines)


def _told(line: dict[str, Any], name: str, unit: str, language: str) -> str:
    value = "-" if line["value"] is None else f"{line['value']} {label_in(unit, language)}"
    told = f"{name}  {value}  ({line['numerator']}/{line['denominator']})"
    if line["verdict"]:
        told += f"  {label_in(line['verdict'], language)}  #{line['decision']}"
    return told
