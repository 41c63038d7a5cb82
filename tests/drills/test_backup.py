"""A node is made again from its backup on a second data directory: nothing is missing."""

from pathlib import Path

import pytest

from tests.drills.program import data_directory, python, said, yiyang

WRITE = """
from django.utils import timezone
from yiyang.audit.services import PROGRAM, record
from yiyang.people.identifiers import seal
for number in range(50):
    record(by=PROGRAM, at=timezone.now(), action="drill", subject_kind="drill", subject_id=number)
sealed = seal("310106194001011234").hex()
print(sealed)
"""
OPEN = """
from yiyang.people.identifiers import open_
print(open_(bytes.fromhex("{sealed}")))
"""


@pytest.mark.drill
@pytest.mark.slow
def test_a_node_comes_back_whole_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "node.backup"
    with data_directory() as first, data_directory() as second:
        yiyang(first, "migrate")
        sealed = said(python(first, WRITE)).strip()
        yiyang(first, "jobs", "run-once", "seal")
        said(python(first, WRITE))  # the open end goes along unsealed
        manifest = yiyang(first, "backup", str(file), YIYANG_BACKUP_PASSPHRASE="桂花")
        assert manifest["counts"]["audit_entry"] == 100

        yiyang(second, "restore", str(file), exit_code=2)  # no passphrase
        restored = yiyang(second, "restore", str(file), YIYANG_BACKUP_PASSPHRASE="桂花")
        assert restored["whole"] is True
        assert [r["rows"] for r in restored["reports"] if r["stream"] == "AUDIT"] == [50]
        assert said(python(second, OPEN.format(sealed=sealed))).strip() == "310106194001011234"

        said(python(second, WRITE))  # its transactions count from the beginning again
        yiyang(second, "jobs", "run-once", "seal")
        streams = yiyang(second, "audit", "verify")["streams"]
        (audit,) = (s for s in streams if s["stream"] == "AUDIT")
        assert (audit["rows"], audit["unsealed"], audit["broken"]) == (150, 0, None)
        yiyang(second, "doctor")
        yiyang(second, "restore", str(file), exit_code=3, YIYANG_BACKUP_PASSPHRASE="桂花")


@pytest.mark.drill
@pytest.mark.slow
def test_without_a_passphrase_the_keys_come_by_another_way(tmp_path: Path) -> None:
    file = tmp_path / "node.backup"
    with data_directory() as first, data_directory() as second:
        yiyang(first, "migrate")
        said(python(first, WRITE))
        assert "keys.locked" not in yiyang(first, "backup", str(file))["files"]
        yiyang(second, "restore", str(file), exit_code=3)
        for name in ("identifier-1.key", "signing_key.pem"):
            (second / "keys" / name).write_bytes((first / "keys" / name).read_bytes())
        assert yiyang(second, "restore", str(file))["whole"] is True
