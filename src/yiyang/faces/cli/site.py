"""``yiyang site``: where to open sites, who is served by which, and how good the plan is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, answer, say
from yiyang.faces.wording import label_in

if TYPE_CHECKING:
    from yiyang.planning.siting.request import Layout, Request

Seconds = Annotated[float, typer.Option(min=0, max=86_400, help="Longest search for a better one.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(site)


def site(
    file: Annotated[Path, typer.Argument(help="A question: TOML, its two tables beside it.")],
    *,
    seconds: Seconds = 30.0,
    gap: Annotated[float, typer.Option(min=0, max=1, help="A gap that is good enough.")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same plan.")] = 0,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Choose sites for people: nearest of all, most within a limit, or the worst served first.

    Better answers are told on standard error as they are found.  Exit 2 where the question
    cannot be used.
    """
    from yiyang.planning.siting.files import BadRequest, read_request  # noqa: PLC0415 -- heavy
    from yiyang.planning.siting.planning import plan, present  # noqa: PLC0415
    from yiyang.planning.siting.problem import Answer, Limits, SolverFault  # noqa: PLC0415

    try:
        request = read_request(file)
    except BadRequest as bad:
        raise refuse(list(bad.findings)) from bad

    def seen(better: Answer) -> None:
        say(f"{better.cost:,} ≥ {better.bound:,}")

    try:
        before = present(request)
        found = plan(request, Limits(seconds=seconds, gap=gap, seed=seed), seen)
    except SolverFault as fault:
        raise BadInput(f"the solver stopped: {fault}") from fault
    document = document_of(request, before, found)
    answer(document, as_json=as_json, text=told(document, language))


def document_of(request: Request, before: Layout | None, found: Layout) -> dict[str, Any]:
    """Return a plan as one document: sites, who goes where, distances, bound and gap."""
    return {
        "aim": request.aim.value,
        "people": request.people,
        "sites": list(found.sites),
        "new_sites": list(found.new_sites),
        "cost": found.cost,
        "bound": found.bound,
        "gap": round(found.gap, 6),
        "proof": found.proof.value,
        "first": found.first,
        "before": None if before is None else _served(request, before),
        "after": _served(request, found),
        "served": [
            {"demand": each.demand, "site": each.site, "metres": each.metres}
            for each in found.served
        ],
        "unserved": [each.demand for each in found.served if each.site is None],
    }


def _served(request: Request, layout: Layout) -> dict[str, Any]:
    """Return how many people are served, their mean way, and the longest."""
    pairs = list(zip(request.demand, layout.served, strict=True))
    ways = [(each.people, to.metres) for each, to in pairs if to.metres is not None]
    people = sum(number for number, _ in ways)
    total = sum(number * metres for number, metres in ways)
    return {
        "served": people,
        "unserved": request.people - people,
        "mean_metres": round(total / people) if people else None,
        "farthest_metres": max((metres for _, metres in ways), default=None),
    }


def told(document: dict[str, Any], language: str) -> str:
    """Return a plan for a person to read."""
    aim, new = label_in("AIM_" + document["aim"], language), document["new_sites"]
    lines = [
        f"{aim}: {', '.join(new) or '—'}",
        f"{document['cost']:,} ≥ {document['bound']:,}  ({document['gap']:.2%}, "
        f"{label_in('PROOF_' + document['proof'], language)})",
    ]
    for name in ("before", "after"):
        part = document[name]
        if part is not None:
            word = label_in(f"SITE_{name.upper()}", language)
            lines.append(
                f"{word}: {part['served']:,} / {document['people']:,}, "
                f"{part['mean_metres'] or 0:,} m, {part['farthest_metres'] or 0:,} m"
            )
    if document["unserved"]:
        word = label_in("SITE_UNSERVED", language)
        lines.append(f"{word}: {', '.join(document['unserved'])}")
    return "\n".join(lines)
