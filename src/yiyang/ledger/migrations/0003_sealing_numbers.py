from django.db import migrations, models
from django.db.models.expressions import RawSQL


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only"), ("audit", "0004_sealing_numbers")]
    operations = [
        # Plain SQL: Django's own change of a default trips over one that takes no parameters.
        migrations.RunSQL(
            "alter table ledger_act alter column xid set default sealing_xid()",
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AlterField(
                    "act",
                    "xid",
                    models.BigIntegerField(db_default=RawSQL("sealing_xid()", ()), editable=False),
                ),
            ],
        ),
    ]
