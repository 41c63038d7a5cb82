"""Deriving key groups by the rule, and keeping the registers that show some of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book, read_book
from yiyang.kernel.errors import Refused
from yiyang.key_groups.facts import group_facts
from yiyang.key_groups.models import Look, Membership, RegisterEntry
from yiyang.key_groups.selectors import due_for_a_look
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.rules.key_groups import Belonging, belongs

SUBJECT = "KEY_GROUPS"
AT_A_TIME = 500


class NotDeclared(Refused):
    """Refused because no register proves this group, or its days are not in order."""

    code = "GROUP_NOT_DECLARED"


class EntryEnded(Refused):
    """Refused because the register entry has ended before, or would end before it began."""

    code = "REGISTER_ENTRY_ENDED"


@transaction.atomic
def derive(*, person_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Derive the key groups of people anew and return how many memberships changed.

    A person whose groups are what they were is only noted as looked at.
    """
    reading = read_book(at.astimezone(CHINA).date())
    people = Person.objects.filter(pk__in=person_ids).order_by("pk").select_for_update()
    looks = Look.objects.in_bulk(list(person_ids))
    change = _Change()
    for person_id, facts in group_facts(people, reading.day).items():
        result = belongs(facts, reading)
        if set(result.belongings) == set(facts.held) and person_id in looks:
            looks[person_id].at = at
            continue
        subject = Subject(SUBJECT, person_id, person_id)
        decision = drawn_up(belongs, facts, result, reading=reading, subject=subject, at=at)
        looks[person_id] = Look(person_id=person_id, at=at, decision=decision)
        change.add(person_id, facts.held, result.belongings, decision)
    if change.decisions:
        keep_book(reading.book, at)
        change.write()
        _note(change, by, at)
    Look.objects.bulk_create(
        looks.values(),
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at", "decision"],
    )
    return change.size


def derive_due(*, by: Actor, at: datetime) -> int:
    """Derive the groups of everybody about whom something changed; return how many there were."""
    reading = read_book(at.astimezone(CHINA).date())
    done, after = 0, 0
    while ids := due_for_a_look(reading, after=after, most=AT_A_TIME):
        derive(person_ids=ids, by=by, at=at)
        done, after = done + len(ids), ids[-1]
    return done


@transaction.atomic
def declare(
    *,
    person_id: int,
    group: str,
    number: str,
    since: date,
    until: date | None,
    by: Actor,
    at: datetime,
) -> RegisterEntry:
    """Enter a person in a register that shows a group, and derive their groups.

    Raises:
        NotDeclared: no register proves this group, or the days are not in order.
    """
    accepted = read_book(at.astimezone(CHINA).date()).codes("key_groups.declared")
    if group not in accepted or (until is not None and until <= since):
        raise NotDeclared()
    Person.objects.select_for_update().get(pk=person_id)
    entry = RegisterEntry.objects.create(
        person_id=person_id, group=group, number=number, span=DateRange(since, until), entered_at=at
    )
    _write_trail("key_groups.declare", entry, by, at)
    derive(person_ids=[person_id], by=by, at=at)
    return entry


@transaction.atomic
def end_entry(*, entry_id: int, on: date, by: Actor, at: datetime) -> RegisterEntry:
    """End a register entry on a day, and derive the person's groups.

    Raises:
        EntryEnded: it has ended by then, or had not begun.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry_id)
    upper = entry.span.upper
    if on <= entry.span.lower or (upper is not None and upper <= on):
        raise EntryEnded()
    entry.span, entry.entered_at = DateRange(entry.span.lower, on), at
    entry.save(update_fields=["span", "entered_at"])
    _write_trail("key_groups.end_entry", entry, by, at)
    derive(person_ids=[entry.person_id], by=by, at=at)
    return entry


class _Change:
    """What a derivation writes: decisions, memberships that went and that came."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.gone: list[tuple[int, Belonging]] = []
        self.new: list[Membership] = []

    @property
    def size(self) -> int:
        """How many memberships it changes."""
        return len(self.gone) + len(self.new)

    def add(
        self,
        person_id: int,
        before: Collection[Belonging],
        after: Collection[Belonging],
        decision: Decision,
    ) -> None:
        """Add one person's: what stands in both stays as it is."""
        self.decisions.append(decision)
        self.gone += [(person_id, one) for one in before if one not in after]
        self.new += [
            Membership(
                person_id=person_id,
                group=one.group,
                span=DateRange(one.since, one.until),
                source_kind=one.source,
                source_key=one.key,
                decision=decision,
            )
            for one in after
            if one not in before
        ]

    def write(self) -> None:
        """Store it: what goes before what comes, so that no two overlap."""
        Decision.objects.bulk_create(self.decisions)
        for person_id, one in self.gone:
            Membership.objects.filter(
                person_id=person_id, group=one.group, span=DateRange(one.since, one.until)
            ).delete()
        Membership.objects.bulk_create(self.new)


def _note(change: _Change, by: Actor, at: datetime) -> None:
    decisions = change.decisions
    record(
        by=by,
        at=at,
        action="key_groups.derive",
        subject_kind="decision",
        subject_id=decisions[-1].pk,
        person_id=decisions[0].person_id if len(decisions) == 1 else None,
        payload={"people": len(decisions), "memberships": change.size},
    )


def _write_trail(action: str, entry: RegisterEntry, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="register_entry",
        subject_id=entry.pk,
        person_id=entry.person_id,
        payload={"group": entry.group},
    )
