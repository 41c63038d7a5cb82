from django.db import migrations

TRIGGER = """
create trigger decisions_decision_append_only before update or delete on decisions_decision
  for each statement execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGER, migrations.RunSQL.noop)]
