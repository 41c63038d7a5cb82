from django.db import migrations

TRIGGER = (
    "create trigger oversight_evidence_append_only before update or delete on oversight_evidence "
    "for each statement execute function refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("audit", "0003_append_only")]
    operations = [migrations.RunSQL(TRIGGER, migrations.RunSQL.noop)]
