"""Whether the program lives, and whether it can serve."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from yiyang.faces.operations.gauges import as_prometheus, gauges
from yiyang.faces.web.doors import public

TEXT = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
UNAVAILABLE = 503


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing else."""
    return HttpResponse("alive\n", content_type=TEXT)


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has the tables of this version."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("no database\n", content_type=TEXT, status=UNAVAILABLE)
    if missing:
        return HttpResponse("run yiyang migrate\n", content_type=TEXT, status=UNAVAILABLE)
    return HttpResponse("ready\n", content_type=TEXT)


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Give counts of the program and its database to a Prometheus; none is of a person."""
    return HttpResponse(as_prometheus(gauges()), content_type=PROMETHEUS)
