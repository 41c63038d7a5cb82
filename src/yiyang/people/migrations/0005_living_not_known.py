"""Let it stand that nobody has said with whom a person lives, and whether somebody cares for them.

Until now both were taken to be so; who stands in the register keeps what stands there.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_statistics_of_deaths")]

    operations = [
        migrations.AlterField(
            "person",
            "household",
            models.CharField(
                choices=[
                    ("WITH_FAMILY", "with family"),
                    ("ELDER_ONLY", "elder-only household"),
                    ("LIVING_ALONE", "living alone"),
                    ("WITHOUT_KIN", "without kin"),
                    ("NOT_KNOWN", "not known"),
                ],
                default="NOT_KNOWN",
                max_length=16,
            ),
        ),
        migrations.AlterField("person", "has_carer", models.BooleanField(null=True)),
    ]
