"""Changing the record: importing what others send, storing vital signs."""

from yiyang.record.services.importing import ImportReport, import_bundle
from yiyang.record.services.linking import PersonDiffers, PersonUnclear, link_patient
from yiyang.record.services.opening import open_record, open_summary
from yiyang.record.services.placing import place_patients
from yiyang.record.services.store import RecordMoved
from yiyang.record.services.summaries import (
    Summary,
    hand_out_person_summary,
    hand_out_summary,
    keep_summary,
)
from yiyang.record.services.vitals import BadVitals, record_vitals

__all__ = [
    "BadVitals",
    "ImportReport",
    "PersonDiffers",
    "PersonUnclear",
    "RecordMoved",
    "Summary",
    "hand_out_person_summary",
    "hand_out_summary",
    "import_bundle",
    "keep_summary",
    "link_patient",
    "open_record",
    "open_summary",
    "place_patients",
    "record_vitals",
]
