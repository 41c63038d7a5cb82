from django.db import migrations

TRIGGERS = """
create trigger accounts_account_append_only before update or delete on accounts_account
  for each statement execute function refuse_change();
create trigger accounts_entry_append_only before update or delete on accounts_entry
  for each statement execute function refuse_change();
create trigger accounts_posting_append_only before update or delete on accounts_posting
  for each statement execute function refuse_change();
create trigger accounts_chunk_append_only before update or delete on accounts_chunk
  for each statement execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
