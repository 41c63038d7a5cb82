"""Changing what is known about people: identity and living, identifiers, relatives, wishes."""

from yiyang.people.services.identity import (
    AlreadyKnown,
    BadPerson,
    Identity,
    Living,
    add_identifier,
    add_identifiers,
    change_person,
    register_person,
)
from yiyang.people.services.placing import let_live_in
from yiyang.people.services.wishes import (
    BadPreferences,
    add_relative,
    remove_relative,
    set_preferences,
)

__all__ = [
    "AlreadyKnown",
    "BadPerson",
    "BadPreferences",
    "Identity",
    "Living",
    "add_identifier",
    "add_identifiers",
    "add_relative",
    "change_person",
    "let_live_in",
    "register_person",
    "remove_relative",
    "set_preferences",
]
