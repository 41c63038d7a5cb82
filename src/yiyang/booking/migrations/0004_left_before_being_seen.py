"""Who had come and went before they were seen has a state of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0003_closed_sessions_free_their_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name="booking",
            name="state",
            field=models.CharField(
                choices=[
                    ("BOOKED", "booked"),
                    ("CHECKED_IN", "checked in"),
                    ("CALLED", "called in"),
                    ("SEEN", "seen"),
                    ("CANCELLED", "cancelled"),
                    ("NO_SHOW", "did not come"),
                    ("LEFT_UNSEEN", "left before being seen"),
                ],
                default="BOOKED",
                max_length=12,
            ),
        ),
    ]
