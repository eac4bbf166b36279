"""Where a line of the trail lies, whether it is private, and what a search compares."""

from django.db import migrations, models

from campaign_portal.foundation.append_only import append_only


def search_fast(apps, schema_editor):
    """PostgreSQL finds "contains" through an index of trigrams; SQLite reads the column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute("CREATE INDEX trail_folded ON foundation_auditentry USING gin (folded gin_trgm_ops)")


def search_slowly(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS trail_folded")


def text():
    return models.CharField(blank=True, default="", editable=False, max_length=20)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_accounts")]

    operations = [
        migrations.AddField("auditentry", "scope_1", text()),
        migrations.AddField("auditentry", "scope_2", text()),
        migrations.AddField("auditentry", "scope_3", text()),
        migrations.AddField(
            "auditentry",
            "is_private",
            models.BooleanField(default=False, editable=False, verbose_name="về dữ liệu riêng của hộ"),
        ),
        migrations.AddField("auditentry", "folded", models.TextField(default="", editable=False)),
        *(
            migrations.AddIndex("auditentry", models.Index(fields=[f"scope_{n}", "id"], name=f"trail_of_scope_{n}"))
            for n in (1, 2, 3)
        ),
        migrations.RunPython(search_fast, search_slowly),
        append_only("foundation_auditentry"),  # SQLite has made the table anew, without its triggers
    ]
