"""Asking a rule and keeping its answer; adopting a value by a local document."""

from yiyang.decisions.services.adoption import (
    AlreadyAdopted,
    AlreadyDecided,
    BeforeSignature,
    NoDocument,
    NotANumber,
    NotYetSigned,
    UnfitValue,
    WrongPlace,
    adopt_value,
)
from yiyang.decisions.services.deciding import (
    Decided,
    Subject,
    decide,
    drawn_up,
    keep_book,
    read_book,
    report_gaps,
    report_missing,
)
from yiyang.decisions.services.officers import (
    NoOfficer,
    OfficerInOffice,
    invite_first_officer,
    officers_in_office,
    renew_officer,
)
from yiyang.decisions.services.roles import appoint, invite_into_role

__all__ = [
    "AlreadyAdopted",
    "AlreadyDecided",
    "BeforeSignature",
    "Decided",
    "NoDocument",
    "NoOfficer",
    "NotANumber",
    "NotYetSigned",
    "OfficerInOffice",
    "Subject",
    "UnfitValue",
    "WrongPlace",
    "adopt_value",
    "appoint",
    "decide",
    "drawn_up",
    "invite_first_officer",
    "invite_into_role",
    "keep_book",
    "officers_in_office",
    "read_book",
    "renew_officer",
    "report_gaps",
    "report_missing",
]
