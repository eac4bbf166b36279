"""Questions about reports: what they hold (contents, figures) and who owes them (owed)."""
