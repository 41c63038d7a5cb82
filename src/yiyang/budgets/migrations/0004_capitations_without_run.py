from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_capitations_withdrawn")]

    # No run ever stood there: a centre's year by head comes of a plan and a list of its people.
    operations = [migrations.RemoveField(model_name="capitation", name="run")]
