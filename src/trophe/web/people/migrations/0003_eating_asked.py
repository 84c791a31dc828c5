"""When the five questions about food were put."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_hiding"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="eating_asked_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
