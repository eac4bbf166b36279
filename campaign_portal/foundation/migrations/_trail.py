"""The trail's rows and its seals are written once: the database refuses the rest. And how PostgreSQL searches it."""



from campaign_portal.foundation.append_only import append_only
from campaign_portal.foundation.schema_step import SchemaStep


def search_fast(schema_editor):
    """PostgreSQL finds "contains" through an index of trigrams; SQLite reads the column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute("CREATE INDEX trail_folded ON foundation_auditentry USING gin (folded gin_trgm_ops)")


def search_slowly(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS trail_folded")


GUARDS = [
    append_only("foundation_auditentry"),
    append_only("foundation_auditseal"),
    SchemaStep(search_fast, search_slowly),
]
