"""A new database made by the file has the shape that the migrations give it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from yiyang.faces.operations.dumping import dump_as_text
from yiyang.faces.schema import written

MADE_AT = "INSERT INTO public.django_migrations"

CASTS = re.compile(r"::(character varying|text)(\[\])?|[() ]")


def plain(line: str) -> str:
    """Return a line without casts among texts, which the server writes anew when it reads them."""
    return CASTS.sub("", line)


def test_the_file_holds_each_migration_as_the_program_has_it() -> None:
    assert written.held(), "yiyang shape writes the file"
    assert written.changed() == [], "a migration that was written down changed: run yiyang shape"


@pytest.mark.django_db
def test_a_database_with_tables_is_left_alone() -> None:
    assert not written.take()


@pytest.mark.django_db
def test_a_file_that_holds_a_changed_migration_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    held = written.held()
    name = next(iter(held))
    monkeypatch.setattr(written.connection.introspection, "table_names", list)
    monkeypatch.setattr(written, "held", lambda: held | {name: "0" * 16})
    assert written.changed() == [name]
    assert not written.take()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_file_and_the_migrations_make_the_same_database(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    made = []
    for one_by_one in (True, False):
        path = tmp_path / f"{one_by_one}.sql"
        with written.empty_database("yiyang_shape_test"):
            call_command("migrate", verbosity=0, interactive=False, one_by_one=one_by_one)
            dump_as_text(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        made.append(sorted(plain(a) for a in lines if not a.startswith((MADE_AT, "\\"))))
    assert made[0] == made[1]
