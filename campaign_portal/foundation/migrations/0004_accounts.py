from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_audit_seals")]

    operations = []
