"""``yiyang site``: where to open sites, who is served by which, and how good the plan is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place
from yiyang.faces.cli.shell import BadInput, answer, program, say
from yiyang.faces.wording import label_in

if TYPE_CHECKING:
    from yiyang.planning.siting.request import Layout, Request

Seconds = Annotated[float, typer.Option(min=0, max=86_400, help="Longest search for a better one.")]
AIMS = ("NEAREST", "COVER", "WORST_FIRST")
METRES = Annotated[int | None, typer.Option(min=1, max=1_000_000, help="Farthest way in metres.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(site)


def site(
    file: Annotated[
        Path | None, typer.Argument(help="A question: TOML, its two tables beside it.")
    ] = None,
    *,
    from_registry: Annotated[
        bool, typer.Option("--from-registry", help="Plan for the elders of the registry; kept.")
    ] = False,
    kind: Annotated[str, typer.Option(help="Registry: what is opened (CHS, CHC ...).")] = "",
    new: Annotated[int, typer.Option(min=0, help="Registry: how many new ones.")] = 0,
    aim: Annotated[str, typer.Option(help="Registry: NEAREST, COVER or WORST_FIRST.")] = "NEAREST",
    stand: Annotated[
        str, typer.Option(help="Registry: where they may stand; kinds, commas.")
    ] = "NEIGHBOURHOOD",
    limit: METRES = None,
    place: Place = HOME_PLACE,
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
    if (file is None) != from_registry:
        raise BadInput("give a FILE, or --from-registry")
    if file is not None:
        document = _of_file(file, seconds, gap, seed)
        answer(document, as_json=as_json, text=told(document, language))
        return
    if aim not in AIMS:
        raise BadInput("--aim: {known}", known=", ".join(AIMS))
    with program():
        document = _of_registry(kind, new, aim, stand.split(","), limit, place, seconds)
        answer(document, as_json=as_json, text=told(document, language))


def _of_registry(  # noqa: PLR0917 -- the options of the command
    kind: str, new: int, aim: str, stand: list[str], limit: int | None, place: str, seconds: float
) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.layouts.facts import NEIGHBOURHOOD  # noqa: PLC0415
    from yiyang.layouts.services import LayoutAsk, draw_up_layout  # noqa: PLC0415
    from yiyang.network.models import InstitutionKind  # noqa: PLC0415
    from yiyang.network.models import Place as Division  # noqa: PLC0415

    known = set(InstitutionKind.values)
    if kind not in known or not set(stand) <= known | {NEIGHBOURHOOD}:
        raise BadInput(
            "--kind, --stand: {known}; --stand: {neighbourhood}",
            known=", ".join(sorted(known)),
            neighbourhood=NEIGHBOURHOOD,
        )
    division = Division.objects.filter(code=place).first()
    if division is None:
        raise BadInput("--place: no place has the code {place}", place=place)
    title = f"{kind} +{new}"
    ask = LayoutAsk(title, division.pk, kind, tuple(stand), aim, new, limit, seconds=seconds)
    return _document_of_layout(draw_up_layout(ask=ask, by=PROGRAM, at=timezone.now()))


def _document_of_layout(layout: Any) -> dict[str, Any]:
    points = list(layout.points.select_related("site").order_by("code"))
    sites = list(layout.sites.order_by("code"))
    return {
        "layout": layout.pk,
        "decision": layout.decision_id,
        "aim": layout.aim,
        "people": layout.people,
        "sites": [each.code for each in sites],
        "new_sites": [each.code for each in sites if not each.is_kept],
        "cost": layout.cost,
        "bound": layout.bound,
        "gap": round((layout.cost - layout.bound) / layout.cost, 6) if layout.cost else 0.0,
        "proof": layout.proof,
        "before": _share([(p.people, p.metres_before) for p in points]),
        "after": _share([(p.people, p.metres_after) for p in points]),
        "served": [
            {"demand": p.code, "site": p.site.code if p.site else None, "metres": p.metres_after}
            for p in points
        ],
        "unserved": [p.code for p in points if p.site is None],
    }


def _of_file(file: Path, seconds: float, gap: float, seed: int) -> dict[str, Any]:
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
        raise BadInput("the solver stopped: {fault}", fault=fault) from fault
    return document_of(request, before, found)


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
    pairs = zip(request.demand, layout.served, strict=True)
    return _share([(each.people, to.metres) for each, to in pairs])


def _share(ways: list[tuple[int, int | None]]) -> dict[str, Any]:
    """Return how many people are served, their mean way, and the longest."""
    known = [(people, metres) for people, metres in ways if metres is not None]
    served = sum(people for people, _ in known)
    total = sum(people * metres for people, metres in known)
    return {
        "served": served,
        "unserved": sum(people for people, _ in ways) - served,
        "mean_metres": round(total / served) if served else None,
        "farthest_metres": max((metres for _, metres in known), default=None),
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
