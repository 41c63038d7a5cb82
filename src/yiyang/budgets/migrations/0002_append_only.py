from django.db import migrations

TABLES = (
    "budgets_statement",
    "budgets_groupsum",
    "budgets_leftout",
    "budgets_consortiumbalance",
    "budgets_capitation",
    "budgets_package",
    "budgets_packageshare",
)
TRIGGERS = "".join(
    f"create trigger {table}_append_only before update or delete on {table} "
    "for each statement execute function refuse_change();"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
