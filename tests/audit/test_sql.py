"""Plain SQL on Django's own connection."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, connections

from yiyang.audit.sql import rows
from yiyang.postgres.database import libpq_parts


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_has_ended_is_opened_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As at the first request after the server was started again."""
    ((pid,),) = rows("select pg_backend_pid()")
    parts = libpq_parts(connection.settings_dict, connection.settings_dict["NAME"])
    with psycopg.connect(**parts) as other:
        other.execute("select pg_terminate_backend(%s)", [pid])
        while other.execute("select 1 from pg_stat_activity where pid = %s", [pid]).fetchone():
            other.commit()  # what stands there is kept for a transaction
    own = connections["default"]
    monkeypatch.setattr(own, "health_check_enabled", True)
    monkeypatch.setattr(own, "health_check_done", False)
    ((other_pid,),) = rows("select pg_backend_pid()")
    assert other_pid != pid
