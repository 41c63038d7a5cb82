"""A scenario's text checked whole: what it says, or every fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yiyang.decisions.book import current_book
from yiyang.kernel.findings import Finding
from yiyang.kernel.identifiers import lies_in
from yiyang.kernel.messages import Message
from yiyang.network.models import Place
from yiyang.planning.simulation.limits import limits_of, people_of
from yiyang.planning.simulation.scenario import Scenario as Plan
from yiyang.planning.simulation.scenario_files import BadScenario, parse_scenario
from yiyang.policy.book import Reading
from yiyang.scenarios.models import Scenario

WHERE = "scenario.toml"
DIGITS = 18  # of the longest number of a row


@dataclass(frozen=True)
class Checked:
    """What a text says with its digest, or why it cannot be used."""

    plan: Plan | None
    digest: str
    findings: tuple[Finding, ...]


def check(text: str, place: Place) -> Checked:
    """Return what a scenario of a place says, or every fault that was found."""
    try:
        plan, digest = parse_scenario(text, base_of=base_of(place), where=WHERE)
        findings = tuple(_not_here(plan, place))
        if not findings:
            # Compiled libraries load only where a scenario is looked at.
            from yiyang.planning.simulation.needs import opened  # noqa: PLC0415

            opened(plan, current_book())
    except BadScenario as bad:
        return Checked(None, "", bad.findings)
    return Checked(None if findings else plan, digest, findings)


def base_of(place: Place) -> Callable[[str], str]:
    """Return the way to the text of a kept scenario of a place, by its number."""

    def text_of(name: str) -> str:
        rows = Scenario.objects.filter(place__code__within=place.code)
        is_number = name.isascii() and name.isdigit() and len(name) <= DIGITS
        row = rows.filter(pk=int(name)).first() if is_number else None
        if row is None:
            raise BadScenario([_finding("SIMULATION_NO_BASE", WHERE, base=name)])
        return row.text

    return text_of


def _not_here(plan: Plan, place: Place) -> Iterator[Finding]:
    """Yield what a page allows less of than a file of the command line: elsewhere, too long."""
    reading = Reading(current_book(), plan.on, place.code)
    limits = reading.table("simulation.run")
    for language, name in plan.name.items():
        longest = Scenario._meta.get_field(f"name_{language}").max_length or 0
        if len(name) > longest or "\0" in name:
            yield _finding("SCENARIO_NAME", f"{WHERE}, name.{language}", most=str(longest))
    if not lies_in(plan.place, place.code):
        yield _finding("SCENARIO_ELSEWHERE", f"{WHERE}, place", code=plan.place)
    days, most = plan.days + plan.warm_up, int(limits["most_days"])
    if days > most:
        yield _finding("SCENARIO_TOO_LONG", f"{WHERE}, days", most=str(most))
    if plan.replications > int(limits["most_replications"]):
        most = int(limits["most_replications"])
        yield _finding("SCENARIO_TOO_MANY", f"{WHERE}, replications", most=str(most))
    most = int(limits_of(reading)["most_people"])
    if people_of(plan) > most:
        yield _finding("SCENARIO_TOO_CROWDED", f"{WHERE}, arrivals", most=str(most))


def _finding(fault: str, where: str, /, **params: str) -> Finding:
    return Finding(fault, where, Message(fault, params))
