"""Erasing a person takes their meals and entries along; a meal with entries stays otherwise."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("diary", "0003_food_diary")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="slot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="entries",
                to="diary.slot",
            ),
        ),
    ]
