"""``migrate``, which makes an empty database by the file of its shape."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yiyang.faces.schema import written


class Command(migrate.Command):
    """Django's own command, after a quicker beginning; ``--one-by-one`` goes without."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the way back to Django's own."""
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the file into an empty database, then apply what it does not hold."""
        whole = not options["app_label"] and not options["one_by_one"] and not options["plan"]
        if whole and written.take():
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return
        super().handle(*args, **options)
