"""Tell the planner how spans begin and end, which it otherwise guesses at a tenth of the rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("key_groups", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "create statistics key_group_span on (lower(span)), (upper(span))"
            " from key_groups_membership",
            "drop statistics key_group_span",
        )
    ]
