"""Columns, checks and identities of a review: pure functions, no database."""
