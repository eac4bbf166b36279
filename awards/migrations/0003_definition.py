from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_issued_is_final")]

    operations = []
