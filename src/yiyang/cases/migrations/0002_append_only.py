from django.db import migrations

TRIGGER = """
create trigger cases_event_append_only before update or delete on cases_event
  for each statement execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGER, migrations.RunSQL.noop)]
