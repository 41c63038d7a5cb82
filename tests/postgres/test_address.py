"""Where the database is: a server's URL, or the embedded server's socket."""

from pathlib import Path

import pytest

from yiyang.postgres import connection_parts
from yiyang.postgres.database import libpq_parts


def test_reads_every_part_of_a_url_with_quoting_and_options() -> None:
    url = "postgresql://yi%40yang:p%3Ass@db.example:5433/dis%20trict?sslmode=require"
    assert connection_parts(url, Path("/nowhere")) == {
        "NAME": "dis trict",
        "USER": "yi@yang",
        "PASSWORD": "p:ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url", ["mysql://u@h/n", "postgresql://u@h", "postgresql://u@h/", "h:5432/n", "postgresql:"]
)
def test_refuses_what_is_not_a_postgresql_url(url: str) -> None:
    with pytest.raises(ValueError, match="YIYANG_DATABASE_URL must be"):
        connection_parts(url, Path("/nowhere"))


def test_without_a_url_it_is_the_socket_of_the_data_directory(tmp_path: Path) -> None:
    parts = connection_parts("", tmp_path)
    assert (parts["NAME"], parts["USER"]) == ("yiyang", "yiyang")
    assert parts["HOST"].startswith("/")


def test_libpq_gets_only_the_parts_that_are_there() -> None:
    parts = connection_parts("postgres://u@/d?host=/run/pg", Path("/nowhere"))
    assert libpq_parts(parts, "d") == {"dbname": "d", "user": "u", "host": "/run/pg"}
