"""The trail's rows and its seals are written once: the database refuses the rest. And how PostgreSQL searches it."""

from django.db import migrations

from campaign_portal.foundation.append_only import append_only


def search_fast(apps, schema_editor):
    """PostgreSQL finds "contains" through an index of trigrams; SQLite reads the column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute("CREATE INDEX trail_folded ON foundation_auditentry USING gin (folded gin_trgm_ops)")


def search_slowly(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS trail_folded")


GUARDS = [
    append_only("foundation_auditentry"),
    append_only("foundation_auditseal"),
    migrations.RunPython(search_fast, search_slowly),
]
