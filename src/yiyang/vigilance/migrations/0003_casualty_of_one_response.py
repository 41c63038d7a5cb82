"""A transfer is of one response at a time, and after that one may be of another."""

import django.db.models.deletion
from django.db import migrations, models

ENDED = """
update vigilance_casualty casualty set left_at = response.ended_at
from vigilance_response response
where response.id = casualty.response_id and casualty.left_at is null
  and response.ended_at is not null
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beds", "0003_runs_are_never_stale"),
        ("vigilance", "0002_marked_and_released_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="casualty",
            name="transfer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="casualties",
                to="beds.transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="casualty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("transfer",),
                name="casualty_of_one_response",
            ),
        ),
        migrations.RunSQL(ENDED, migrations.RunSQL.noop),
    ]
