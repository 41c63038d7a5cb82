"""The tables of a new database in one file, and whether that file still says what migrations say.

``shape.sql`` is what PostgreSQL dumps after all migrations on an empty database.  Its first line
names each migration it holds with the digest of its source.  An empty database takes it whole, and
then the migrations written since; where any that it holds has changed, it is not used at all.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from yiyang.faces.operations.dumping import dump_as_text

SHAPE = Path(__file__).parent / "shape.sql"
MARK = "-- migrations: "
SETTING = re.compile(r"^SET ", re.MULTILINE)
COMMAND = re.compile(r"^\\.*\n", re.MULTILINE)  # for psql alone
WIDE = "set_config('search_path', '', false)"


def digests() -> dict[str, str]:
    """Return the digest of the source of every migration of this program, by its name."""
    found = MigrationLoader(None).disk_migrations
    sources = {
        f"{app}.{name}": Path(str(sys.modules[type(migration).__module__].__file__))
        for (app, name), migration in found.items()
    }
    return {name: _digest(path) for name, path in sorted(sources.items())}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def held() -> dict[str, str]:
    """Return the migrations that the file holds, with their digests; none where it is not there."""
    if not SHAPE.exists():
        return {}
    with SHAPE.open(encoding="utf-8") as lines:
        found: dict[str, str] = json.loads(lines.readline().removeprefix(MARK))
    return found


def changed() -> list[str]:
    """Return the migrations of the file that the program has in another form, or not at all."""
    now = digests()
    return [name for name, digest in held().items() if now.get(name) != digest]


def take() -> bool:
    """Make an empty database by the file, in one transaction; tell whether that was done."""
    if not held() or connection.introspection.table_names() or changed():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SHAPE.read_text(encoding="utf-8"))
    return True


def write() -> int:
    """Write the file from all migrations, one by one, on an empty database; return how many."""
    with TemporaryDirectory() as folder, empty_database("yiyang_shape"):
        path = Path(folder) / "shape.sql"
        Path(folder).chmod(0o777)
        call_command("migrate", verbosity=0, interactive=False, one_by_one=True)
        dump_as_text(path)
        text = path.read_text(encoding="utf-8")
    # Nothing of the file's settings outlives the transaction that takes it.
    text = COMMAND.sub("", SETTING.sub("SET LOCAL ", text)).replace(WIDE, WIDE[:-6] + "true)")
    assert WIDE not in text, "the search path would stay empty"
    names = digests()
    SHAPE.write_text(f"{MARK}{json.dumps(names)}\n{text}", encoding="utf-8")
    return len(names)


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """Let Django use a database made for the moment, on the server of its own."""
    own = connection.settings_dict["NAME"]
    _run(f"drop database if exists {name}")
    _run(f"create database {name} template template0")
    _use(name)
    try:
        yield
    finally:
        _use(own)
        _run(f"drop database {name}")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _run(statement: str) -> None:
    own = connection.settings_dict["NAME"]
    _use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    _use(own)
