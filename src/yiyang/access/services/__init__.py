"""Changing accounts, assignments and grants.  Each change leaves one audit row."""

from yiyang.access.services.accounts import (
    accept_invitation,
    disable_account,
    enable_account,
    invite_account,
    renew_invitation,
)
from yiyang.access.services.assignments import end_assignment, give_assignment
from yiyang.access.services.grants import (
    end_grants,
    end_grants_of,
    end_these_grants,
    ended,
    write_grant,
)
from yiyang.access.services.looks import note_access, note_audit_search, note_search
from yiyang.access.services.preferences import choose_language, choose_large_type
from yiyang.access.services.second_factor import remove_second_factor, set_second_factor
from yiyang.access.services.sign_ins import (
    note_failed_sign_in,
    note_linked_sign_in,
    note_password_change,
    note_second_factor,
    note_sign_in,
)

__all__ = [
    "accept_invitation",
    "choose_language",
    "choose_large_type",
    "disable_account",
    "enable_account",
    "end_assignment",
    "end_grants",
    "end_grants_of",
    "end_these_grants",
    "ended",
    "give_assignment",
    "invite_account",
    "note_access",
    "note_audit_search",
    "note_failed_sign_in",
    "note_linked_sign_in",
    "note_password_change",
    "note_search",
    "note_second_factor",
    "note_sign_in",
    "remove_second_factor",
    "renew_invitation",
    "set_second_factor",
    "write_grant",
]
