"""SQLite as the product runs it; only emptying the tables after a test steps past the triggers that forbid it.

PostgreSQL is emptied by TRUNCATE, which asks no row trigger. SQLite knows only DELETE, so the triggers are taken down
and put up again inside the transaction that empties.
"""

from django.db.backends.sqlite3 import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        statements = super().sql_flush(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        take_down = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        put_up = [sql for _, sql in triggers]
        return [*take_down, *statements, *put_up] if statements else []


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
