"""A rule about one row and its neighbours that a check constraint can't hold, kept by the database itself.

For migrations: `operations = [row_guard("emulation_unit", "unit_parent_fits", wrong="NEW.level = 'province' AND …")]`.
`wrong` is SQL that both databases read, true of the row that is refused; the refusal is an IntegrityError that bears
the rule's name. SQLite remakes a table when a later migration alters it, and its triggers are lost with the old one:
repeat the operation at the end of such a migration. It may be run any number of times.
"""

from collections.abc import Iterator

from campaign_portal.foundation.schema_step import SchemaStep


def row_guard(table: str, name: str, *, wrong: str) -> SchemaStep:
    def forbid(schema_editor) -> None:
        allow(schema_editor)
        for statement in {"postgresql": _postgresql, "sqlite": sqlite_triggers}[schema_editor.connection.vendor](
            table, name, wrong
        ):
            schema_editor.execute(statement)

    def allow(schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            for statement in drop_sqlite_triggers(name):
                schema_editor.execute(statement)

    return SchemaStep(forbid, allow)


def _postgresql(table: str, name: str, wrong: str) -> Iterator[str]:
    yield f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {wrong} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
            RETURN NULL;
        END $$
    """
    yield f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def sqlite_triggers(table: str, name: str, wrong: str) -> Iterator[str]:
    """After the row is written, for only then has it its number."""
    for verb in ("insert", "update"):
        yield (
            f"CREATE TRIGGER {name}_{verb} AFTER {verb.upper()} ON {table} WHEN {wrong} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def drop_sqlite_triggers(name: str) -> Iterator[str]:
    for verb in ("insert", "update"):
        yield f"DROP TRIGGER IF EXISTS {name}_{verb}"
