from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("emulation", "0006_campaigns")]

    operations = []
