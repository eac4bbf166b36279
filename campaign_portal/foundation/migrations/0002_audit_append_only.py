"""The trail's rows are written once; the database refuses the rest."""

from django.db import migrations

from campaign_portal.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [append_only("foundation_auditentry")]
