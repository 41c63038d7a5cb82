"""Changing the record: importing what others send, storing vital signs."""

from yiyang.record.services.importing import ImportReport, import_bundle
from yiyang.record.services.linking import PersonDiffers, PersonUnclear, link_patient
from yiyang.record.services.store import RecordMoved

__all__ = [
    "ImportReport",
    "PersonDiffers",
    "PersonUnclear",
    "RecordMoved",
    "import_bundle",
    "link_patient",
]
