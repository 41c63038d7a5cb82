from django.db import migrations

TABLES = ("fees_subject", "fees_term", "fees_unit", "fees_work")
TRIGGERS = "".join(
    f"create trigger {table}_append_only before update or delete on {table} "
    "for each statement execute function refuse_change();"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
