from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("emulation", "0005_targets")]

    operations = []
