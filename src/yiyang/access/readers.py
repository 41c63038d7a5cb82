"""Who reads or writes the record, and what the token they came with narrows that to."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor

ANY = "*"


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
