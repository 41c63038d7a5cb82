"""A caseload entry keeps who it was when they leave the team; nothing had been kept before."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_places_on_panels"),
        ("network", "0003_teams_with_caseloads_and_turns"),
    ]

    operations = [
        migrations.DeleteModel(name="CaseloadEntry"),
        migrations.CreateModel(
            name="CaseloadEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=24)),
                ("span", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="decisions.decision"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="network.teammember",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.person"
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="network.practitioner"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="network.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("span__isempty", False)),
                        name="caseload_span_not_empty",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("member", "person"),
                        name="caseload_once",
                    ),
                ],
            },
        ),
    ]
