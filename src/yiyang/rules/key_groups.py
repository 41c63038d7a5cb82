"""Which key groups a person belongs to, since when, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.kernel.period import years_after
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

BIRTH, HOUSEHOLD, RECORD, REGISTER, ASSESSMENT = (
    "BIRTH", "HOUSEHOLD", "RECORD", "REGISTER", "ASSESSMENT",
)  # fmt: skip
LIVING_ALONE, SPECIAL_FAMILY = "LIVING_ALONE", "SPECIAL_FAMILY"
LOST_ABILITY = "LOST_ABILITY"


@dataclass(frozen=True)
class CodedProblem:
    """A condition in the record: its codes, how long it lasted, and whether it was taken back."""

    key: str
    icd10: tuple[str, ...]
    snomed: tuple[str, ...]
    since: date
    until: date | None = None
    is_refuted: bool = False


@dataclass(frozen=True)
class Declared:
    """An entry of a register outside the record: a certificate, a chronic disease register."""

    key: str
    group: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Assessed:
    """The newest assessment of ability: the day, the instrument and the level."""

    key: str
    instrument: str
    level: int
    on: date


@dataclass(frozen=True)
class Belonging:
    """A person is of a group in [since, until); ``source`` and ``key`` are what shows it."""

    group: str
    since: date
    until: date | None
    source: str
    key: str


@dataclass(frozen=True)
class GroupFacts:
    """What bears on a person's groups on ``day``, and the groups they were held to be in.

    ``alone_since`` and ``special_since`` are since when the person's own entry has said so.
    """

    day: date
    born_on: date | None
    household: str
    alone_since: date
    special_since: date | None = None
    died_on: date | None = None
    problems: tuple[CodedProblem, ...] = ()
    declared: tuple[Declared, ...] = ()
    assessed: Assessed | None = None
    held: tuple[Belonging, ...] = ()


@dataclass(frozen=True)
class Groups:
    """Every belonging that is or was: at most one of each group at a time."""

    belongings: tuple[Belonging, ...]

    def on(self, day: date) -> tuple[str, ...]:
        """Return the groups of a day."""
        return tuple(
            one.group
            for one in self.belongings
            if one.since <= day and (one.until is None or day < one.until)
        )


@rule("key_groups.belongs")
def belongs(facts: GroupFacts, reading: Reading) -> Groups:
    """Derive a person's key groups; what was held stays until its own source says it ended.

    A later import that no longer mentions a diagnosis, a register entry or an assessment ends
    nothing: only an end in the same source, a refutation, a new assessment, an age or death does.

    Source: FD-4.6 (the groups; derived, dated, explained, never lost by a later import).
    """
    found = [
        *_by_age(facts, reading),
        *_by_household(facts, reading),
        *_by_problem(facts, reading),
        *_by_register(facts, reading),
        *_by_assessment(facts, reading),
    ]
    said = {(one.group, one.source, one.key) for one in found}
    refuted = {problem.key for problem in facts.problems if problem.is_refuted}
    for one in facts.held:
        if (one.group, one.source, one.key) not in said:
            over = _ended_without_word(one, facts, refuted)
            found.append(_until(one, facts.day) if over else one)
    alive = [_until(one, facts.died_on) for one in found] if facts.died_on else found
    return Groups(tuple(_one_at_a_time([one for one in alive if _lasts(one)])))


def _by_age(facts: GroupFacts, reading: Reading) -> Iterator[Belonging]:
    if facts.born_on is None:
        return
    for group, bounds in reading.table("key_groups.ages").items():
        since = (
            years_after(facts.born_on, int(bounds["from"])) if "from" in bounds else facts.born_on
        )
        until = years_after(facts.born_on, int(bounds["below"])) if "below" in bounds else None
        was_held = any(one.group == group for one in facts.held)
        if since <= facts.day and (was_held or until is None or facts.day < until):
            yield Belonging(group, since, until, BIRTH, "")


def _by_household(facts: GroupFacts, reading: Reading) -> Iterator[Belonging]:
    if facts.household in reading.codes("key_groups.households"):
        yield Belonging(LIVING_ALONE, facts.alone_since, None, HOUSEHOLD, "")
    if facts.special_since is not None:
        yield Belonging(SPECIAL_FAMILY, facts.special_since, None, HOUSEHOLD, "")


def _by_problem(facts: GroupFacts, reading: Reading) -> Iterator[Belonging]:
    lasting = reading.table("key_groups.lasting_days")
    for group, codes in reading.table("key_groups.problems").items():
        for problem in facts.problems:
            if problem.is_refuted or not _is_of(problem, codes):
                continue
            until = problem.until
            if until is None and group in lasting:
                until = problem.since + timedelta(days=int(lasting[group]))
            yield Belonging(group, problem.since, until, RECORD, problem.key)


def _is_of(problem: CodedProblem, codes: dict[str, list[str]]) -> bool:
    begins = tuple(codes["icd10"])
    return any(code.startswith(begins) for code in problem.icd10) or bool(
        set(problem.snomed) & set(codes["snomed"])
    )


def _by_register(facts: GroupFacts, reading: Reading) -> Iterator[Belonging]:
    accepted = reading.codes("key_groups.declared")
    for entry in facts.declared:
        if entry.group in accepted:
            yield Belonging(entry.group, entry.since, entry.until, REGISTER, entry.key)


def _by_assessment(facts: GroupFacts, reading: Reading) -> Iterator[Belonging]:
    wanted = reading.table("key_groups.lost_ability")
    seen = facts.assessed
    if seen and seen.instrument == wanted["instrument"] and seen.level >= int(wanted["from_level"]):
        yield Belonging(LOST_ABILITY, seen.on, None, ASSESSMENT, seen.key)


def _ended_without_word(one: Belonging, facts: GroupFacts, refuted: set[str]) -> bool:
    """Tell whether what was held is over although nothing found speaks of it any more."""
    if one.source == ASSESSMENT:
        return facts.assessed is not None and facts.assessed.key != one.key
    return one.source == HOUSEHOLD or (one.source == RECORD and one.key in refuted)


def _until(one: Belonging, day: date) -> Belonging:
    until = day if one.until is None else min(one.until, day)
    return Belonging(one.group, one.since, until, one.source, one.key)


def _lasts(one: Belonging) -> bool:
    return one.until is None or one.since < one.until


def _one_at_a_time(found: list[Belonging]) -> Iterator[Belonging]:
    """Yield the belongings of each group, the earliest first, each from where one before ended."""
    ends: dict[str, date | None] = {}
    for one in sorted(
        found, key=lambda b: (b.group, b.since, b.until or date.max, b.source, b.key)
    ):
        if one.group in ends:
            last = ends[one.group]
            if last is None or (one.until is not None and one.until <= last):
                continue
            yield Belonging(one.group, max(one.since, last), one.until, one.source, one.key)
        else:
            yield one
        ends[one.group] = one.until


def turning_ages(reading: Reading) -> list[int]:
    """Return the ages at which somebody enters or leaves a group."""
    return sorted(
        {
            int(age)
            for bounds in reading.table("key_groups.ages").values()
            for age in bounds.values()
        }
    )
