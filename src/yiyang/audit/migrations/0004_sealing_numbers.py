"""Transaction numbers through functions: after a restore they go on, they do not begin again."""

from django.db import migrations, models
from django.db.models.expressions import RawSQL

NUMBERS = """
create function sealing_xid() returns bigint language sql volatile
  as $$ select pg_current_xact_id()::text::bigint + 0 $$;
create function sealing_floor() returns bigint language sql volatile
  as $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0 $$;
"""
UNDO = "drop function sealing_xid(); drop function sealing_floor();"


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_append_only")]
    operations = [
        migrations.RunSQL(NUMBERS, UNDO),
        # Plain SQL: Django's own change of a default trips over one that takes no parameters.
        migrations.RunSQL(
            "alter table audit_entry alter column xid set default sealing_xid()",
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AlterField(
                    "entry",
                    "xid",
                    models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False),
                ),
            ],
        ),
    ]
