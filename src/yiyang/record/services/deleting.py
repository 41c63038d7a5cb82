"""Taking a resource away for somebody outside: by name or by a condition; its versions stay."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.http import Http404

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.services import rows
from yiyang.record.services.allowing import check_keeper, check_registrar, open_to_writer
from yiyang.record.services.refusals import NotPermitted
from yiyang.record.services.writing import note_write, only_match, refuse_other_version


def delete_resource(
    *, kind: str, fhir_id: str, reader: Reader, at: datetime, if_match: int | None = None
) -> int | None:
    """Take a resource away and return the version of its tombstone; None: it was gone already.

    Raises:
        Http404: there is none, or it is not open to the reader.
        NotPermitted, MayNotRegister, IsProjection, AboutNobody, NotYours, VersionDiffers.
    """
    with transaction.atomic():
        version, found = bury_resource(kind, fhir_id, reader, at, if_match)
        if version is not None:
            note_write(
                "record.delete",
                found.key,
                person_id=found.person_id,
                what=f"{kind}/{fhir_id}",
                reader=reader,
                at=at,
            )
        return version


def bury_resource(
    kind: str, fhir_id: str, reader: Reader, at: datetime, if_match: int | None
) -> tuple[int | None, Resource]:
    """Put a tombstone in a resource's place, inside a transaction: as ``delete_resource``."""
    held = open_to_writer(reader).select_for_update(of=("self",)).filter(type=kind)
    found = held.filter(fhir_id=fhir_id).first()
    if found is None:
        raise Http404
    if found.deleted_at is not None:
        return None, found
    if not reader.may(kind, "d"):
        raise NotPermitted
    if kind == "Patient":
        check_registrar(reader)
    check_keeper(kind, found.person_id, found, reader)
    refuse_other_version(found.version, if_match)
    with connection.cursor() as cursor:
        rows.bury(cursor, found.key, at=at)
    return found.version + 1, found


def delete_where(*, kind: str, condition: str, reader: Reader, at: datetime) -> int | None:
    """Take away the one resource that a condition finds; None: it finds none.

    Raises:
        ManyMatch, and all of ``delete_resource``.
    """
    with transaction.atomic():
        found = only_match(kind, condition, reader, at)
        if found is None:
            return None
        return delete_resource(kind=kind, fhir_id=found.fhir_id, reader=reader, at=at)
