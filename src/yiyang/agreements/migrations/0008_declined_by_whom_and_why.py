"""Keep which party let go of what waited for signatures, when, and why."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_statistics_of_spans"),
        ("decisions", "0003_missing_value"),
        ("documents", "0002_longer_media_type"),
        ("network", "0008_designations_of_today"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="decline_reason",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="version",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="version",
            name="declined_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.institution",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decline_reason", ""), ("declined_at", None), ("declined_by", None)),
                    models.Q(
                        models.Q(("decline_reason", ""), _negated=True),
                        ("declined_at__isnull", False),
                        ("declined_by__isnull", False),
                        ("state", "WITHDRAWN"),
                    ),
                    _connector="OR",
                ),
                name="version_declined_by_whom_and_why",
            ),
        ),
    ]
