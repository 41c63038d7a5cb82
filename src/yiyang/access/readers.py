"""Who reads or writes the record, and what the token they came with narrows that to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from yiyang.access.models import Assignment
from yiyang.access.powers import powers_now
from yiyang.audit.services import Actor

ANY = "*"
COLUMNS = tuple(field.attname for field in Assignment._meta.concrete_fields)


@dataclass(frozen=True)
class Reader:
    """An acting assignment at one door, narrowed where somebody came with a token.

    ``permits`` holds (resource type or ``*``, one letter of ``cruds``); None: all that the
    assignment may.  ``person_id`` is set where the token is for one person's record alone.
    A token only narrows: what the assignment may not see, no token shows.  ``base`` is the address
    of the FHIR face as they asked it.
    """

    assignment: Assignment
    actor: Actor
    permits: frozenset[tuple[str, str]] | None = None
    person_id: int | None = None
    client_id: str = ""
    base: str = ""
    authorisation_id: int | None = None  # what the token came from

    def may(self, kind: str, verb: str) -> bool:
        """Tell whether the token lets its bearer do ``verb`` (of ``cruds``) with a type."""
        if self.permits is None:
            return True
        return (kind, verb) in self.permits or (ANY, verb) in self.permits


def what_counts(reader: Reader) -> Hashable:
    """Return all that the one predicate is made of: two readers alike in it see the same.

    The whole row of the assignment and all powers of its role today, so that the predicate may
    come to ask for more of them; and what a token narrows.
    """
    assignment = reader.assignment
    row = tuple(getattr(assignment, name) for name in COLUMNS)
    place = assignment.place.code if assignment.place else None
    narrowed = (reader.permits, reader.person_id, reader.client_id)
    return (row, place, powers_now(assignment), narrowed)


class Alike:
    """A reader as the key of what is kept for all who are alike in what counts."""

    def __init__(self, reader: Reader) -> None:
        self.key, self.reader = what_counts(reader), reader

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and self.key == other.key
