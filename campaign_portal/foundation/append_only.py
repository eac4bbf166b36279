"""Tables whose rows are written once: the database itself refuses to change or delete them.

For migrations: `operations = [append_only("foundation_auditentry")]`. SQLite remakes a table when a later migration
alters it, and its triggers are lost with the old one: repeat the operation at the end of such a migration (a test of
the finished database notices when that was forgotten). It may be run any number of times.
"""

from collections.abc import Iterator

from campaign_portal.foundation.schema_step import SchemaStep

REFUSAL = "rows of {table} are written once"


def append_only(table: str) -> SchemaStep:
    def forbid(schema_editor) -> None:
        for statement in {"postgresql": _postgresql, "sqlite": _sqlite}[schema_editor.connection.vendor](table):
            schema_editor.execute(statement)

    def allow(schema_editor) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")

    return SchemaStep(forbid, allow)


def _postgresql(table: str) -> Iterator[str]:
    yield f"""
        CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL.format(table=table)}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    for verb in ("update", "delete"):
        yield f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        )


def _sqlite(table: str) -> Iterator[str]:
    for verb in ("update", "delete"):
        yield f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}'); END"
        )
