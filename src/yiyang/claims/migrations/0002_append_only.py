from django.db import migrations

TABLES = ("claims_claimline", "claims_bearing")
TRIGGERS = "".join(
    f"create trigger {table}_append_only before update or delete on {table} "
    "for each statement execute function refuse_change();"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
