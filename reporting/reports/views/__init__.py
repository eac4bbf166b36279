"""Pages of reports: `lists` (who owes what), `writing` (the one page of the officer), `reading` (all others)."""
