from django.db import migrations

TRIGGERS = """
create trigger care_followup_append_only before update or delete on care_followup
  for each statement execute function refuse_change();
create trigger care_consultation_no_delete before delete on care_consultation
  for each statement execute function refuse_change();
create trigger care_consultation_answered before update on care_consultation
  for each row when (old.answered_at is not null) execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
