from django.db import migrations

TRIGGER = """
create trigger ledger_act_append_only before update or delete on ledger_act
  for each statement execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGER, migrations.RunSQL.noop)]
