"""An issued decision and its list are final: the database itself refuses to change or delete them.

The file may come once, and a revoking decision may end it. SQLite remakes a table when a later migration alters it, and
its triggers are lost with the old one: repeat the operation at the end of such a migration (a test of the finished
database notices when that was forgotten). It may be run any number of times.
"""

from django.db import migrations

DECISION, AWARD = "awards_awarddecision", "awards_award"
OPEN = "('draft', 'ready')"
REFUSAL = "an issued decision is final"
TRIGGERS = (
    *((DECISION, verb) for verb in ("update", "delete")),
    *((AWARD, verb) for verb in ("insert", "update", "delete")),
)


def forbid(apps, schema_editor) -> None:
    allow(apps, schema_editor)
    columns = [field.column for field in apps.get_model("awards", "AwardDecision")._meta.local_concrete_fields]
    fixed = [column for column in columns if column not in {"id", "state", "file_id"}]
    write = {"postgresql": _postgresql, "sqlite": _sqlite}[schema_editor.connection.vendor]
    distinct = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}[schema_editor.connection.vendor]
    changed = " OR ".join(f'NEW."{column}" {distinct} OLD."{column}"' for column in fixed)
    decision_is_final = f"OLD.state NOT IN {OPEN}"
    other_file = f"(OLD.file_id IS NOT NULL AND NEW.file_id {distinct} OLD.file_id)"
    other_state = "(NEW.state <> OLD.state AND NOT (OLD.state = 'issued' AND NEW.state = 'revoked'))"
    when = {
        (DECISION, "update"): f"{decision_is_final} AND ({changed} OR {other_file} OR {other_state})",
        (DECISION, "delete"): decision_is_final,
        (AWARD, "insert"): _its_decision_is_final("NEW"),
        (AWARD, "update"): f"{_its_decision_is_final('OLD')} OR {_its_decision_is_final('NEW')}",
        (AWARD, "delete"): _its_decision_is_final("OLD"),
    }
    for (table, verb), condition in when.items():
        write(schema_editor, table, verb, condition)


def allow(apps, schema_editor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_final_{verb}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_final_{verb}()")


def _its_decision_is_final(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {DECISION} d WHERE d.id = {row}.decision_id AND d.state NOT IN {OPEN})"


def _postgresql(schema_editor, table: str, verb: str, condition: str) -> None:
    """The condition stands in the function: a trigger's WHEN may hold no subquery."""
    name = f"{table}_final_{verb}"
    kept = "OLD" if verb == "delete" else "NEW"
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {kept}; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _sqlite(schema_editor, table: str, verb: str, condition: str) -> None:
    schema_editor.execute(
        f"CREATE TRIGGER {table}_final_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


GUARDS = [migrations.RunPython(forbid, allow)]
