"""Files are kept whole and of a known kind, or refused with nothing written."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db.models import Q
from openpyxl import Workbook

from tests.conftest import NOW
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.documents.kinds import kind_of
from yiyang.documents.models import MAX_BYTES, Document
from yiyang.documents.selectors import DocumentDamaged, document_within
from yiyang.documents.services import (
    DocumentEmpty,
    DocumentKindNotKept,
    DocumentTooLarge,
    erase_expired,
    keep_document,
    plain_name,
)
from yiyang.faces.web.attachments import as_attachment
from yiyang.kernel.errors import Refused

EVERYTHING = Q()


def workbook(**extra: bytes) -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, body in extra.items():
            packed.writestr(name, body)
    return made.getvalue()


def keep(body: bytes, name: str = "paper.pdf", **owner: int) -> Document:
    return keep_document(by=PROGRAM, at=NOW, body=body, name=name, **owner)


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"%PDF-1.7 rest", "a.png", "application/pdf"),
        (b"\x89PNG\r\n\x1a\nrest", "a", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "a", "image/jpeg"),
        ("姓名,床号\n张,1\n".encode(), "a.csv", "text/csv"),
        ("姓名,床号\n张,1\n".encode("gb18030"), "a.CSV", "text/csv"),
        ("家属要求转院".encode(), "a.txt", "text/plain"),
        (b'{"resourceType": "Bundle"}', "a", "application/json"),
        (b"{not json", "a", "text/plain"),
        (b"PK\x03\x04rest", "a.xlsx", None),
        (b"MZ\x90\x00\x03", "a.pdf", None),
        (b"<!DOCTYPE html><p>x", "a.txt", None),
        (b" \n<SVG onload=x>", "a.txt", None),
        (b"\x00\x01\x02", "a.txt", None),
        (b"\xff\xff\xff", "a.txt", None),
    ],
)
def test_the_kind_is_told_from_the_bytes(body: bytes, name: str, kind: str | None) -> None:
    assert kind_of(body, name) == kind


def test_a_workbook_is_kept_and_one_with_macros_is_not() -> None:
    assert kind_of(workbook(), "a") == kind_of(workbook(other=b"x"), "a")
    assert "spreadsheetml" in (kind_of(workbook(), "a") or "")
    assert kind_of(workbook(**{"xl/vbaProject.bin": b"x"}), "a.xlsx") is None


def test_a_workbook_that_unpacks_to_a_flood_is_no_workbook() -> None:
    bomb = workbook(**{"xl/flood.xml": bytes(201 * 1024 * 1024)})
    assert len(bomb) < MAX_BYTES
    assert kind_of(bomb, "a.xlsx") is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\tmp\\转院单.pdf", "转院单.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"), ("", "document"), ("..", "document"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_keeps_nothing_that_could_do_harm(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.django_db
def test_a_document_is_kept_with_its_digest_and_audited() -> None:
    document = keep(b"%PDF-1.7", person_id=7)
    entry = Entry.objects.get(action="documents.kept")
    assert (entry.subject_id, entry.person_id) == (str(document.pk), 7)
    found = document_within(Q(person_id=7), document.pk)
    assert bytes(found.body) == b"%PDF-1.7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", DocumentEmpty),
        (b"%PDF-" + bytes(MAX_BYTES), DocumentTooLarge),
        (b"<html>", DocumentKindNotKept),
    ],
    ids=["empty", "too large", "not kept"],
)
def test_what_is_refused_is_not_written(body: bytes, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        keep(body)
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_what_may_not_be_seen_is_not_there() -> None:
    document = keep(b"%PDF-1.7", person_id=7)
    with pytest.raises(Document.DoesNotExist):
        document_within(Q(person_id=8), document.pk)


@pytest.mark.django_db
def test_a_document_whose_bytes_were_changed_is_not_handed_out() -> None:
    document = keep(b"%PDF-1.7")
    Document.objects.update(body=b"%PDF-1.8")
    with pytest.raises(DocumentDamaged):
        document_within(EVERYTHING, document.pk)


@pytest.mark.django_db
def test_a_document_leaves_as_a_download_and_never_as_a_page() -> None:
    answer = as_attachment(keep(b"%PDF-1.7", name='转院 "单".pdf'))
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%BD%AC")
    assert '"' not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_what_need_be_kept_no_longer_is_erased_and_its_digest_stays() -> None:
    day = NOW.date()
    over = keep_document(by=PROGRAM, at=NOW, body=b"%PDF-1.7", name="a.pdf", keep_until=day)
    for later in (day + timedelta(days=1), None):
        keep_document(by=PROGRAM, at=NOW, body=b"%PDF-1.8", name="b.pdf", keep_until=later)
    assert erase_expired(day=day, by=PROGRAM, at=NOW) == 1
    assert erase_expired(day=day, by=PROGRAM, at=NOW) == 0
    assert Document.objects.exclude(body=b"").count() == 2
    erased = Document.objects.get(pk=over.pk)
    assert (bytes(erased.body), erased.name, erased.sha256) == (b"", "-", over.sha256)
    with pytest.raises(Document.DoesNotExist):
        document_within(EVERYTHING, over.pk)
    assert Entry.objects.filter(action="documents.erased", subject_id=str(over.pk)).count() == 1
