"""Changing clients, and what they are allowed.  Each change leaves one audit row."""

from yiyang.clients.services.authorising import (
    NothingGranted,
    PersonWithoutRecord,
    Wish,
    authorise,
    grant_to_system,
    preview,
)
from yiyang.clients.services.ending import end_authorisation, end_of_person, end_token
from yiyang.clients.services.launching import open_app, use_launch
from yiyang.clients.services.registering import (
    ClientUnfit,
    Registered,
    change_keys,
    disable_client,
    enable_client,
    register_client,
    renew_secret,
)
from yiyang.clients.services.tokens import (
    Issued,
    is_secret_of,
    issue,
    note_assertion,
    refresh_in_force,
    renew,
    use_code,
)

__all__ = [
    "ClientUnfit",
    "Issued",
    "NothingGranted",
    "PersonWithoutRecord",
    "Registered",
    "Wish",
    "authorise",
    "change_keys",
    "disable_client",
    "enable_client",
    "end_authorisation",
    "end_of_person",
    "end_token",
    "grant_to_system",
    "is_secret_of",
    "issue",
    "note_assertion",
    "open_app",
    "preview",
    "refresh_in_force",
    "register_client",
    "renew",
    "renew_secret",
    "use_code",
    "use_launch",
]
