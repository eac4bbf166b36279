"""Dated rows of one thing that must not lie over each other: two names of a unit, two marks of a kind, two posts.

For migrations: `operations = [no_overlap("emulation_unitname", ["unit_id"], name="unit_name_no_overlap")]`. The first
and the last day both count; an open end is NULL. PostgreSQL holds it as an exclusion constraint (the extension
btree_gist comes with the server and is trusted: the owner of the database may create it), SQLite as triggers with the
same name. SQLite remakes a table when a later migration alters it, and its triggers are lost with the old one: repeat
the operation at the end of such a migration. It may be run any number of times.
"""

from collections.abc import Sequence

from django.db import IntegrityError

from campaign_portal.foundation.row_guard import drop_sqlite_triggers, sqlite_triggers
from campaign_portal.foundation.schema_step import SchemaStep

ENDLESS = "'9999-12-31'"


def no_overlap(
    table: str, same: Sequence[str], *, name: str, first: str = "valid_from", last: str = "valid_to", where: str = ""
) -> SchemaStep:
    """Rows of `table` that agree in the columns `same` have no day in common.

    `where` is SQL about the columns `same` alone: of other rows the rule does not speak.
    """

    def forbid(schema_editor) -> None:
        allow(schema_editor)
        if schema_editor.connection.vendor == "postgresql":
            keys = "".join(f"{column} WITH =, " for column in same)
            days = f"daterange({first}, {last}, '[]')"
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({keys}{days} WITH &&)"
                + (f" WHERE ({where})" if where else "")
            )
            return
        alike = "".join(f"{column} = NEW.{column} AND " for column in same) + (f"{where} AND " if where else "")
        meets = (
            f"{first} <= COALESCE(NEW.{last}, {ENDLESS}) AND NEW.{first} <= COALESCE({last}, {ENDLESS})"  # ISO dates
        )
        wrong = f"EXISTS (SELECT 1 FROM {table} WHERE id <> NEW.id AND {alike}{meets})"  # noqa: S608  our own names
        for statement in sqlite_triggers(table, name, wrong):
            schema_editor.execute(statement)

    def allow(schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
            return
        for statement in drop_sqlite_triggers(name):
            schema_editor.execute(statement)

    return SchemaStep(forbid, allow)


def is_overlap(error: IntegrityError, name: str) -> bool:
    """Whether it was this rule that refused a row: for the sentence a person reads."""
    return name in str(error)
